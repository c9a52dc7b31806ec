/** Envoy, proxy: values from docs/root/faq/configuration/timeouts.rst of envoy. */
import type { Product } from '../timeout-fact.ts';

export const envoy: Product = {
  id: 'envoy',
  title: 'Envoy',
  category: 'proxy',
  vendor: 'CNCF',
  facts: [
    {
      id: 'envoy.server.idle_timeout',
      role: 'server',
      setting: 'common_http_protocol_options.idle_timeout (HCM)',
      kind: 'idle-keepalive',
      defaultS: 3600,
      onExpiry: 'fin',
      basis: 'documented',
      howToSet: {
        syntax: `common_http_protocol_options:
  idle_timeout: 3600s`,
        file: 'envoy.yaml (http_connection_manager)',
      },
      source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
      notes:
        'HTTP/2 downstream: a drain sequence (GOAWAY) of drain_timeout starts; other connections just close. Counts no active streams, independent of TCP keepalive.',
    },
    {
      id: 'envoy.server.max_connection_duration',
      role: 'server',
      setting: 'common_http_protocol_options.max_connection_duration',
      kind: 'connection-age',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'goaway',
      basis: 'documented',
      howToSet: {
        syntax: `common_http_protocol_options:
  max_connection_duration: 3600s`,
        file: 'envoy.yaml (http_connection_manager)',
      },
      source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
      notes: '0/unset = unlimited. Drain then force close.',
    },
    {
      id: 'envoy.server.stream_idle_timeout',
      role: 'server',
      setting: 'stream_idle_timeout',
      kind: 'stream-idle',
      defaultS: 300,
      onExpiry: '408',
      basis: 'inferred',
      howToSet: { syntax: 'stream_idle_timeout: 300s', file: 'envoy.yaml (http_connection_manager)' },
      source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
      notes:
        'HTTP/2: RST_STREAM or a local reply. Sources disagree on the status: 408 in older releases, 504 in newer ones.',
      disputed: true,
    },
    {
      id: 'envoy.server.request_timeout',
      role: 'server',
      setting: 'request_timeout',
      kind: 'request-body',
      defaultS: null,
      noDefault: 'disabled',
      onExpiry: '408',
      basis: 'inferred',
      howToSet: { syntax: 'request_timeout: 60s', file: 'envoy.yaml (http_connection_manager)' },
      source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
      notes: 'Disabled by default.',
    },
    {
      id: 'envoy.server.request_headers_timeout',
      role: 'server',
      setting: 'request_headers_timeout',
      kind: 'request-header',
      defaultS: null,
      noDefault: 'disabled',
      onExpiry: '408',
      basis: 'inferred',
      howToSet: { syntax: 'request_headers_timeout: 10s', file: 'envoy.yaml (http_connection_manager)' },
      source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
      notes: 'Disabled by default.',
    },
    {
      id: 'envoy.server.transport_socket_connect_timeout',
      role: 'server',
      setting: 'filter_chains.transport_socket_connect_timeout',
      kind: 'connect',
      defaultS: null,
      noDefault: 'disabled',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'transport_socket_connect_timeout: 10s',
        file: 'envoy.yaml (listener filter chain)',
      },
      source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
      notes: 'TLS handshake limit; unset by default.',
    },
    {
      id: 'envoy.client.idle_timeout',
      role: 'client',
      setting: 'HttpProtocolOptions.common_http_protocol_options.idle_timeout',
      kind: 'idle-keepalive',
      defaultS: 3600,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `typed_extension_protocol_options:
  envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
    "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
    common_http_protocol_options:
      idle_timeout: 4s
    explicit_http_config:
      http_protocol_options: {}`,
        file: 'envoy.yaml (cluster typed_extension_protocol_options HttpProtocolOptions)',
      },
      source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
      notes: "Longer than nearly every backend's keep-alive default: 503 with response flag UC.",
    },
    {
      id: 'envoy.client.max_connection_duration',
      role: 'client',
      setting: 'HttpProtocolOptions.common_http_protocol_options.max_connection_duration',
      kind: 'connection-age',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `common_http_protocol_options:
  max_connection_duration: 600s`,
        file: 'envoy.yaml (cluster typed_extension_protocol_options HttpProtocolOptions)',
      },
      source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
    },
    {
      id: 'envoy.client.route_timeout',
      role: 'client',
      setting: 'route.timeout',
      kind: 'response-read',
      defaultS: 15,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: `route:
  cluster: app
  timeout: 30s`,
        file: 'envoy.yaml (route)',
      },
      source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
      notes: 'Starts once the whole downstream request was received; 0 disables.',
    },
    {
      id: 'envoy.client.connect_timeout',
      role: 'client',
      setting: 'cluster.connect_timeout',
      kind: 'connect',
      defaultS: 5,
      howToSet: { syntax: 'connect_timeout: 5s', file: 'envoy.yaml (cluster)' },
      source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
      notes: 'Includes the upstream TLS handshake. The client sees 503 with response flag UF.',
    },
    {
      id: 'envoy.client.per_try_timeout',
      role: 'client',
      setting: 'retry_policy.per_try_timeout',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'falls-back',
      fallsBackTo: 'route timeout',
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: `retry_policy:
  per_try_timeout: 3s`,
        file: 'envoy.yaml (route)',
      },
      source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
      notes: 'Unset = route timeout.',
    },
    {
      id: 'envoy.tcp.idle_timeout',
      role: 'middlebox',
      setting: 'tcp_proxy.idle_timeout',
      kind: 'flow-idle',
      defaultS: 3600,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `typed_config:
  "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
  idle_timeout: 3600s`,
        file: 'envoy.yaml (tcp_proxy filter)',
      },
      source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
    },
    {
      id: 'envoy.client.max_requests_per_connection',
      role: 'client',
      setting: 'common_http_protocol_options.max_requests_per_connection',
      kind: 'max-requests',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 'unlimited',
      unit: 'count',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `common_http_protocol_options:
  max_requests_per_connection: 1000`,
        file: 'envoy.yaml (cluster typed_extension_protocol_options HttpProtocolOptions)',
      },
      source: 'https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/protocol.proto',
      notes: 'Unset = no limit.',
      unverified: true,
    },
    {
      id: 'envoy.http2.connection_keepalive',
      role: 'server',
      setting: 'http2_protocol_options.connection_keepalive',
      kind: 'tcp-keepalive',
      defaultS: null,
      noDefault: 'disabled',
      onExpiry: 'fin',
      basis: 'documented',
      howToSet: {
        syntax: `http2_protocol_options:
  connection_keepalive:
    interval: 30s
    timeout: 5s`,
        file: 'envoy.yaml (http_connection_manager)',
      },
      source:
        'https://github.com/envoyproxy/envoy/blob/001692b89dcd59d99b054f59dd977dcec9f8a7ec/api/envoy/config/core/v3/protocol.proto',
      notes:
        'Unset by default; interval and timeout are required when used; 15 % jitter. PING loss aborts the connection.',
    },
  ],
};
