/** Recipes for ingress-nginx: keys of the controller's ConfigMap and annotations of an Ingress. */
import type { ProductRecipes } from '../recipe.ts';
import { count, wholeSecondsDown, wholeSecondsUp } from '../recipe-values.ts';

export const ingressNginxRecipes: ProductRecipes = {
  product: 'ingress-nginx',
  title: 'ingress-nginx',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      side: 'server',
      setting: 'keep-alive',
      language: 'yaml',
      snippet: (valueS) => configMap('keep-alive', String(wholeSecondsUp(valueS))),
      tested: false,
    },
    {
      purpose: 'idle-timeout-client',
      side: 'client',
      setting: 'upstream-keepalive-timeout',
      language: 'yaml',
      snippet: (valueS) => configMap('upstream-keepalive-timeout', String(wholeSecondsDown(valueS))),
      tested: false,
      notes: 'Whole seconds; for every upstream of the controller.',
    },
    {
      purpose: 'disable-keepalive',
      side: 'server',
      setting: 'keep-alive',
      language: 'yaml',
      snippet: () => configMap('keep-alive', '0'),
      tested: false,
    },
    {
      purpose: 'disable-keepalive',
      side: 'client',
      setting: 'upstream-keepalive-connections',
      language: 'yaml',
      snippet: () => configMap('upstream-keepalive-connections', '0'),
      tested: false,
    },
    {
      purpose: 'retry',
      side: 'client',
      setting: 'nginx.ingress.kubernetes.io/proxy-next-upstream',
      language: 'yaml',
      snippet: () => `metadata:
  annotations:
    nginx.ingress.kubernetes.io/proxy-next-upstream: "error timeout"
    nginx.ingress.kubernetes.io/proxy-next-upstream-tries: "2"`,
      tested: false,
      notes: 'Annotations of the Ingress. Never add non_idempotent: POST would be sent twice.',
    },
    {
      purpose: 'tcp-keepalive',
      side: 'client',
      setting: 'http-snippet proxy_socket_keepalive',
      language: 'yaml',
      snippet: () => configMap('http-snippet', 'proxy_socket_keepalive on;'),
      tested: false,
      notes: 'The times are those of the node or pod (net.ipv4.tcp_keepalive_time).',
    },
    {
      purpose: 'response-timeout',
      side: 'client',
      setting: 'nginx.ingress.kubernetes.io/proxy-read-timeout',
      language: 'yaml',
      snippet: (valueS) => `metadata:
  annotations:
    nginx.ingress.kubernetes.io/proxy-read-timeout: "${wholeSecondsUp(valueS)}"`,
      tested: false,
      notes: 'Annotation of the Ingress, in seconds without a unit.',
    },
    {
      purpose: 'request-limit',
      side: 'client',
      setting: 'upstream-keepalive-requests',
      language: 'yaml',
      snippet: (value) => configMap('upstream-keepalive-requests', String(count(value))),
      tested: false,
    },
    {
      purpose: 'print-current',
      setting: 'nginx -T',
      language: 'sh',
      snippet: () =>
        "kubectl -n ingress-nginx exec deploy/ingress-nginx-controller -- nginx -T 2>/dev/null | grep -nE 'keepalive|_timeout'",
      tested: false,
    },
  ],
};

function configMap(key: string, value: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ingress-nginx-controller
  namespace: ingress-nginx
data:
  ${key}: "${value}"`;
}
