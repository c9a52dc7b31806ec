/** Apache HttpClient 4, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const apacheHttpclient4: Product = {
  id: 'apache-httpclient4',
  title: 'Apache HttpClient 4',
  category: 'http-client',
  vendor: 'Apache',
  facts: [
    {
      id: 'httpclient4.keepAliveStrategy',
      role: 'client',
      setting: 'DefaultConnectionKeepAliveStrategy',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'HttpClients.custom().setKeepAliveStrategy((r, ctx) -> 4_000L)',
        file: 'client code',
      },
      source:
        'https://adobedocs.github.io/aem-developer-materials/cloud-service/javadoc/org/apache/http/impl/client/DefaultConnectionKeepAliveStrategy.html',
      notes:
        'Looks only at the timeout of the Keep-Alive header; without it connections are kept indefinitely.',
      secondarySource: true,
    },
    {
      id: 'httpclient4.validateAfterInactivity',
      role: 'client',
      setting: 'PoolingHttpClientConnectionManager.setValidateAfterInactivity',
      kind: 'idle-keepalive',
      defaultS: 2,
      howToSet: { syntax: 'cm.setValidateAfterInactivity(1000)', file: 'client code' },
      source: 'https://www.mail-archive.com/dev@hc.apache.org/msg27536.html',
      notes: 'Since 4.4: connections idle for less than 2 s are not checked for staleness.',
      secondarySource: true,
      auxiliary: true,
    },
    {
      id: 'httpclient4.evictIdle',
      role: 'client',
      setting: 'HttpClientBuilder.evictIdleConnections',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 'off',
      unit: 'toggle',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'HttpClients.custom().evictIdleConnections(4, TimeUnit.SECONDS)',
        file: 'client code',
      },
      source: 'https://hc.apache.org/httpcomponents-client-4.5.x/',
      notes: 'Off by default.',
      unverified: true,
    },
  ],
};
