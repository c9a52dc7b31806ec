/** ingress-nginx, proxy: values from docs/user-guide/nginx-configuration/configmap.md at 01c4cd8. */
import type { Product } from '../timeout-fact.ts';

export const ingressNginx: Product = {
  id: 'ingress-nginx',
  title: 'ingress-nginx',
  category: 'proxy',
  vendor: 'Kubernetes',
  facts: [
    {
      id: 'ingress_nginx.server.keep-alive',
      role: 'server',
      setting: 'keep-alive',
      kind: 'idle-keepalive',
      defaultS: 75,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  keep-alive: "75"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
    },
    {
      id: 'ingress_nginx.server.keep-alive-requests',
      role: 'server',
      setting: 'keep-alive-requests',
      kind: 'max-requests',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 100,
      unit: 'count',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  keep-alive-requests: "1000"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
      notes: 'One revision of the page says 100; later controller releases document 1000.',
      disputed: true,
    },
    {
      id: 'ingress_nginx.server.client-header-timeout',
      role: 'server',
      setting: 'client-header-timeout',
      kind: 'request-header',
      defaultS: 60,
      onExpiry: '408',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  client-header-timeout: "60"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
    },
    {
      id: 'ingress_nginx.server.client-body-timeout',
      role: 'server',
      setting: 'client-body-timeout',
      kind: 'request-body',
      defaultS: 60,
      onExpiry: '408',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  client-body-timeout: "60"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
    },
    {
      id: 'ingress_nginx.server.proxy-protocol-header-timeout',
      role: 'server',
      setting: 'proxy-protocol-header-timeout',
      kind: 'request-header',
      defaultS: 5,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  proxy-protocol-header-timeout: "5s"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
      notes: 'Applies to the PROXY protocol preamble on the TLS passthrough proxy.',
    },
    {
      id: 'ingress_nginx.server.worker-shutdown-timeout',
      role: 'server',
      setting: 'worker-shutdown-timeout',
      kind: 'connection-age',
      defaultS: 240,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  worker-shutdown-timeout: "240s"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
      notes:
        'After a config reload old workers live at most this long, so WebSockets/long requests on them are cut 240 s after any reload.',
    },
    {
      id: 'ingress_nginx.client.upstream-keepalive-timeout',
      role: 'client',
      setting: 'upstream-keepalive-timeout',
      kind: 'idle-keepalive',
      defaultS: 60,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  upstream-keepalive-timeout: "4"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
      notes: 'Longer than a Node <=26 (5 s), uvicorn (5 s) or gunicorn (2 s) backend.',
    },
    {
      id: 'ingress_nginx.client.upstream-keepalive-requests',
      role: 'client',
      setting: 'upstream-keepalive-requests',
      kind: 'max-requests',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 10000,
      unit: 'count',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  upstream-keepalive-requests: "10000"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
    },
    {
      id: 'ingress_nginx.client.upstream-keepalive-connections',
      role: 'client',
      setting: 'upstream-keepalive-connections',
      kind: 'max-requests',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 320,
      unit: 'pool-size',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  upstream-keepalive-connections: "320"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
      notes: 'Idle pool size per worker, not a request count.',
    },
    {
      id: 'ingress_nginx.client.upstream-keepalive-time',
      role: 'client',
      setting: 'upstream-keepalive-time',
      kind: 'connection-age',
      defaultS: 3600,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  upstream-keepalive-time: "1h"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
    },
    {
      id: 'ingress_nginx.client.proxy-connect-timeout',
      role: 'client',
      setting: 'proxy-connect-timeout',
      kind: 'connect',
      defaultS: 5,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  proxy-connect-timeout: "5"
# or annotation nginx.ingress.kubernetes.io/proxy-connect-timeout: "5"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
    },
    {
      id: 'ingress_nginx.client.proxy-read-timeout',
      role: 'client',
      setting: 'proxy-read-timeout',
      kind: 'response-read',
      defaultS: 60,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  proxy-read-timeout: "60"
# or annotation nginx.ingress.kubernetes.io/proxy-read-timeout: "60"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
    },
    {
      id: 'ingress_nginx.client.proxy-send-timeout',
      role: 'client',
      setting: 'proxy-send-timeout',
      kind: 'write',
      defaultS: 60,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  proxy-send-timeout: "60"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
    },
    {
      id: 'ingress_nginx.stream.proxy-stream-timeout',
      role: 'middlebox',
      setting: 'proxy-stream-timeout',
      kind: 'flow-idle',
      defaultS: 600,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `data:
  proxy-stream-timeout: "600s"`,
        file: 'ConfigMap ingress-nginx-controller (data)',
      },
      source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
    },
  ],
};
