/** Recipes for Caddy 2, in the Caddyfile: the servers option and the HTTP transport of reverse_proxy. */
import type { ProductRecipes } from '../recipe.ts';
import { withUnit } from '../recipe-values.ts';

export const caddyRecipes: ProductRecipes = {
  product: 'caddy',
  title: 'Caddy',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      side: 'server',
      setting: 'servers { timeouts { idle } }',
      language: 'caddyfile',
      snippet: (valueS) => `{
	servers {
		timeouts {
			idle ${withUnit(valueS)}
		}
	}
}`,
      tested: true,
    },
    {
      purpose: 'idle-timeout-client',
      side: 'client',
      setting: 'transport http { keepalive }',
      language: 'caddyfile',
      snippet: (valueS) => transport(`keepalive ${withUnit(valueS)}`),
      tested: true,
    },
    {
      purpose: 'disable-keepalive',
      side: 'client',
      setting: 'transport http { keepalive off }',
      language: 'caddyfile',
      snippet: () => transport('keepalive off'),
      tested: true,
    },
    {
      purpose: 'disable-keepalive',
      side: 'server',
      setting: 'header Connection close',
      language: 'caddyfile',
      snippet: () => `example.com {
	header Connection close
}`,
      tested: true,
    },
    {
      purpose: 'retry',
      side: 'client',
      setting: 'lb_retries',
      language: 'caddyfile',
      snippet: () => `reverse_proxy 10.0.0.5:8080 {
	lb_retries 1
	lb_retry_match {
		method GET HEAD
	}
}`,
      tested: true,
      notes: 'lb_retries needs 2.6. A failure to connect is retried for every method.',
    },
    {
      purpose: 'tcp-keepalive',
      side: 'client',
      setting: 'transport http { keepalive_interval }',
      language: 'caddyfile',
      snippet: (valueS) => transport(`keepalive_interval ${withUnit(valueS)}`),
      tested: true,
    },
    {
      purpose: 'tcp-keepalive',
      side: 'server',
      setting: 'servers { keepalive_interval }',
      language: 'caddyfile',
      snippet: (valueS) => `{
	servers {
		keepalive_interval ${withUnit(valueS)}
	}
}`,
      tested: true,
    },
    {
      purpose: 'response-timeout',
      side: 'client',
      setting: 'transport http { response_header_timeout }',
      language: 'caddyfile',
      snippet: (valueS) => transport(`response_header_timeout ${withUnit(valueS)}`),
      tested: true,
    },
    {
      purpose: 'print-current',
      setting: 'admin /config/',
      language: 'sh',
      snippet: () => 'curl -s http://127.0.0.1:2019/config/',
      tested: false,
      notes: 'Shows what is configured; a field that is absent has its default.',
    },
  ],
};

function transport(option: string): string {
  return `reverse_proxy 10.0.0.5:8080 {
	transport http {
		${option}
	}
}`;
}
