/** Caddy, web server: values from documentation in caddyserver/website at 1a6bbd7 (July 2026). */
import type { Product } from '../timeout-fact.ts';

export const caddy: Product = {
  id: 'caddy',
  title: 'Caddy',
  category: 'web-server',
  vendor: 'ZeroSSL/Caddy',
  facts: [
    {
      id: 'caddy.server.idle',
      role: 'server',
      setting: 'servers { timeouts { idle } }',
      kind: 'idle-keepalive',
      defaultS: 300,
      onExpiry: 'fin',
      basis: 'measured',
      howToSet: {
        syntax: `{
	servers {
		timeouts {
			idle 5m
		}
	}
}`,
        file: 'Caddyfile',
      },
      source: 'https://caddyserver.com/docs/caddyfile/options#timeouts',
      notes: 'Measured with Caddy 2.6.2.',
    },
    {
      id: 'caddy.server.read_header',
      role: 'server',
      setting: 'servers { timeouts { read_header } }',
      kind: 'request-header',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `{
	servers {
		timeouts {
			read_header 10s
		}
	}
}`,
        file: 'Caddyfile',
      },
      source: 'https://caddyserver.com/docs/caddyfile/options#timeouts',
      notes: 'Documented as no timeout.',
    },
    {
      id: 'caddy.server.read_body',
      role: 'server',
      setting: 'servers { timeouts { read_body } }',
      kind: 'request-body',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `{
	servers {
		timeouts {
			read_body 60s
		}
	}
}`,
        file: 'Caddyfile',
      },
      source: 'https://caddyserver.com/docs/caddyfile/options#timeouts',
    },
    {
      id: 'caddy.server.write',
      role: 'server',
      setting: 'servers { timeouts { write } }',
      kind: 'write',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `{
	servers {
		timeouts {
			write 60s
		}
	}
}`,
        file: 'Caddyfile',
      },
      source: 'https://caddyserver.com/docs/caddyfile/options#timeouts',
    },
    {
      id: 'caddy.server.keepalive_interval',
      role: 'server',
      setting: 'servers { keepalive_interval }',
      kind: 'tcp-keepalive',
      defaultS: 15,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: {
        syntax: `{
	servers {
		keepalive_interval 15s
	}
}`,
        file: 'Caddyfile',
      },
      source: 'https://caddyserver.com/docs/caddyfile/options#keepalive-interval',
    },
    {
      id: 'caddy.server.keepalive_idle',
      role: 'server',
      setting: 'servers { keepalive_idle }',
      kind: 'tcp-keepalive',
      defaultS: 15,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: {
        syntax: `{
	servers {
		keepalive_idle 15s
	}
}`,
        file: 'Caddyfile',
      },
      source: 'https://caddyserver.com/docs/caddyfile/options#keepalive-idle',
    },
    {
      id: 'caddy.client.keepalive',
      role: 'client',
      setting: 'reverse_proxy transport http { keepalive }',
      kind: 'idle-keepalive',
      defaultS: 120,
      onExpiry: 'fin',
      basis: 'measured',
      howToSet: {
        syntax: `reverse_proxy app:8080 {
	transport http {
		keepalive 4s
	}
}`,
        file: 'Caddyfile',
      },
      source: 'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#the-http-transport',
      notes:
        "Caddy's documentation warns about 'connection reset by peer' when it exceeds the upstream's keep-alive; idempotent requests are retried, others give 502. Measured with Caddy 2.6.2.",
    },
    {
      id: 'caddy.client.dial_timeout',
      role: 'client',
      setting: 'reverse_proxy transport http { dial_timeout }',
      kind: 'connect',
      defaultS: 3,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: `reverse_proxy app:8080 {
	transport http {
		dial_timeout 3s
	}
}`,
        file: 'Caddyfile',
      },
      source: 'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#the-http-transport',
    },
    {
      id: 'caddy.client.response_header_timeout',
      role: 'client',
      setting: 'reverse_proxy transport http { response_header_timeout }',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: `reverse_proxy app:8080 {
	transport http {
		response_header_timeout 30s
	}
}`,
        file: 'Caddyfile',
      },
      source: 'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#the-http-transport',
    },
    {
      id: 'caddy.client.read_timeout',
      role: 'client',
      setting: 'reverse_proxy transport http { read_timeout }',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `reverse_proxy app:8080 {
	transport http {
		read_timeout 60s
	}
}`,
        file: 'Caddyfile',
      },
      source: 'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#the-http-transport',
    },
    {
      id: 'caddy.client.keepalive_interval',
      role: 'client',
      setting: 'reverse_proxy transport http { keepalive_interval }',
      kind: 'tcp-keepalive',
      defaultS: 30,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: {
        syntax: `reverse_proxy app:8080 {
	transport http {
		keepalive_interval 30s
	}
}`,
        file: 'Caddyfile',
      },
      source: 'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#the-http-transport',
    },
    {
      id: 'caddy.client.stream_timeout',
      role: 'client',
      setting: 'reverse_proxy { stream_timeout }',
      kind: 'connection-age',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `reverse_proxy app:8080 {
	stream_timeout 24h
}`,
        file: 'Caddyfile',
      },
      source: 'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#stream_timeout',
      notes: 'Unset; but WebSockets are closed on config reload unless stream_close_delay is set.',
    },
  ],
};
