/** Recipes for the Broadcom (CA) Layer7 API Gateway: cluster-wide properties and listen port properties. */
import type { ProductRecipes } from '../recipe.ts';
import { milliseconds } from '../recipe-values.ts';

export const layer7GatewayRecipes: ProductRecipes = {
  product: 'layer7-gateway',
  title: 'Broadcom Layer7 API Gateway',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      side: 'client',
      setting: 'io.httpConnectionIdleTimeout',
      language: 'properties',
      snippet: (valueS) => `io.httpConnectionIdleTimeout = ${milliseconds(valueS)}ms
io.httpConnectionIdleInterval = 1s`,
      tested: false,
      notes:
        'Cluster-wide properties; restart needed. Connections are looked at only once per interval, so the close comes up to that much late: leave room for it.',
    },
    {
      purpose: 'idle-timeout-server',
      side: 'server',
      setting: 'keepAliveTimeout (listen port)',
      language: 'properties',
      snippet: (valueS) => `keepAliveTimeout = ${milliseconds(valueS)}`,
      tested: false,
      notes: 'Policy Manager: Manage Listen Ports, Advanced. Milliseconds.',
    },
    {
      purpose: 'disable-keepalive',
      side: 'client',
      setting: 'io.httpDisableKeepAlive',
      language: 'properties',
      snippet: () => 'io.httpDisableKeepAlive = true',
      tested: false,
      notes: 'Cluster-wide property; keep-alive can also be unticked on a Route via HTTP(S) assertion.',
    },
  ],
};
