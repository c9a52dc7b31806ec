/** Recipes for Istio: DestinationRule (towards a service), VirtualService (routes), proxy metadata (inbound). */
import type { ProductRecipes } from '../recipe.ts';
import { count, protobufSeconds } from '../recipe-values.ts';

export const istioRecipes: ProductRecipes = {
  product: 'istio',
  title: 'Istio',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      side: 'server',
      setting: 'ISTIO_META_IDLE_TIMEOUT',
      language: 'yaml',
      snippet: (valueS) => `metadata:
  annotations:
    proxy.istio.io/config: |
      proxyMetadata:
        ISTIO_META_IDLE_TIMEOUT: ${protobufSeconds(valueS)}`,
      tested: false,
      notes:
        'Annotation of the pod template; for the listeners of its sidecar. Takes effect when the pod is made anew.',
    },
    {
      purpose: 'idle-timeout-client',
      side: 'client',
      setting: 'connectionPool.http.idleTimeout',
      language: 'yaml',
      snippet: (valueS) =>
        destinationRule(`http:
        idleTimeout: ${protobufSeconds(valueS)}`),
      tested: false,
    },
    {
      purpose: 'disable-keepalive',
      side: 'client',
      setting: 'connectionPool.http.maxRequestsPerConnection',
      language: 'yaml',
      snippet: () =>
        destinationRule(`http:
        maxRequestsPerConnection: 1`),
      tested: false,
    },
    {
      purpose: 'retry',
      side: 'client',
      setting: 'http.retries.retryOn',
      language: 'yaml',
      snippet: () => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: app
spec:
  hosts: [app]
  http:
  - route:
    - destination:
        host: app
    retries:
      attempts: 1
      retryOn: connect-failure,refused-stream,reset-before-request`,
      tested: false,
      notes:
        'These three are safe for every method: the request was not sent. reset-before-request needs Istio 1.23 (Envoy 1.31).',
    },
    {
      purpose: 'tcp-keepalive',
      side: 'client',
      setting: 'connectionPool.tcp.tcpKeepalive',
      language: 'yaml',
      snippet: (valueS) =>
        destinationRule(`tcp:
        tcpKeepalive:
          time: ${protobufSeconds(valueS)}
          interval: 10s
          probes: 3`),
      tested: false,
    },
    {
      purpose: 'response-timeout',
      side: 'client',
      setting: 'http.timeout',
      language: 'yaml',
      snippet: (valueS) => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: app
spec:
  hosts: [app]
  http:
  - route:
    - destination:
        host: app
    timeout: ${protobufSeconds(valueS)}`,
      tested: false,
    },
    {
      purpose: 'request-limit',
      side: 'client',
      setting: 'connectionPool.http.maxRequestsPerConnection',
      language: 'yaml',
      snippet: (value) =>
        destinationRule(`http:
        maxRequestsPerConnection: ${count(value)}`),
      tested: false,
    },
    {
      purpose: 'print-current',
      setting: 'istioctl proxy-config',
      language: 'sh',
      snippet: () =>
        "istioctl proxy-config cluster <pod> --fqdn app.default.svc.cluster.local -o json | grep -nE 'idleTimeout|maxRequestsPerConnection'",
      tested: false,
    },
  ],
};

function destinationRule(pool: string): string {
  return `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: app
spec:
  host: app
  trafficPolicy:
    connectionPool:
      ${pool}`;
}
