/** Recipes for Envoy: the HTTP connection manager (its clients) and a cluster (its upstream). */
import type { ProductRecipes } from '../recipe.ts';
import { count, protobufSeconds, wholeSecondsUp } from '../recipe-values.ts';

export const envoyRecipes: ProductRecipes = {
  product: 'envoy',
  title: 'Envoy',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      side: 'server',
      setting: 'common_http_protocol_options.idle_timeout (HttpConnectionManager)',
      language: 'yaml',
      snippet: (valueS) => `- name: envoy.filters.network.http_connection_manager
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
    common_http_protocol_options:
      idle_timeout: ${protobufSeconds(valueS)}`,
      tested: false,
    },
    {
      purpose: 'idle-timeout-client',
      side: 'client',
      setting: 'common_http_protocol_options.idle_timeout (cluster)',
      language: 'yaml',
      snippet: (valueS) => clusterOptions(`idle_timeout: ${protobufSeconds(valueS)}`),
      tested: false,
    },
    {
      purpose: 'disable-keepalive',
      side: 'client',
      setting: 'common_http_protocol_options.max_requests_per_connection',
      language: 'yaml',
      snippet: () => clusterOptions('max_requests_per_connection: 1'),
      tested: false,
    },
    {
      purpose: 'retry',
      side: 'client',
      setting: 'route.retry_policy',
      language: 'yaml',
      snippet: () => `route:
  cluster: app
  retry_policy:
    retry_on: connect-failure,refused-stream,reset-before-request
    num_retries: 1`,
      tested: false,
      notes:
        'These three are safe for every method: the request was not sent. reset-before-request needs 1.31; "reset" and "5xx" may repeat a POST.',
    },
    {
      purpose: 'tcp-keepalive',
      side: 'client',
      setting: 'upstream_connection_options.tcp_keepalive',
      language: 'yaml',
      snippet: (valueS) => `clusters:
- name: app
  upstream_connection_options:
    tcp_keepalive:
      keepalive_time: ${wholeSecondsUp(valueS)}
      keepalive_interval: 10
      keepalive_probes: 3`,
      tested: false,
    },
    {
      purpose: 'response-timeout',
      side: 'client',
      setting: 'route.timeout',
      language: 'yaml',
      snippet: (valueS) => `route:
  cluster: app
  timeout: ${protobufSeconds(valueS)}`,
      tested: false,
      notes: 'For the whole response; 15 s when absent.',
    },
    {
      purpose: 'request-limit',
      side: 'client',
      setting: 'common_http_protocol_options.max_requests_per_connection',
      language: 'yaml',
      snippet: (value) => clusterOptions(`max_requests_per_connection: ${count(value)}`),
      tested: false,
    },
    {
      purpose: 'print-current',
      setting: 'admin /config_dump',
      language: 'sh',
      snippet: () =>
        'curl -s http://127.0.0.1:9901/config_dump | grep -nE \'idle_timeout|"timeout"|retry_on|max_requests\'',
      tested: false,
      notes: 'Shows what is configured; a field that is absent has its default.',
    },
  ],
};

function clusterOptions(option: string): string {
  return `clusters:
- name: app
  typed_extension_protocol_options:
    envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
      "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
      common_http_protocol_options:
        ${option}
      explicit_http_config:
        http_protocol_options: {}`;
}
