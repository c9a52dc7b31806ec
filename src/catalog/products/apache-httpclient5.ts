/** Apache HttpClient 5, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const apacheHttpclient5: Product = {
  id: 'apache-httpclient5',
  title: 'Apache HttpClient 5',
  category: 'http-client',
  vendor: 'Apache',
  facts: [
    {
      id: 'httpclient5.connectionKeepAlive',
      role: 'client',
      setting: 'RequestConfig.Builder.setConnectionKeepAlive',
      kind: 'idle-keepalive',
      defaultS: 180,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'RequestConfig.custom().setConnectionKeepAlive(TimeValue.ofSeconds(4))',
        file: 'client code',
      },
      source: 'https://issues.apache.org/jira/browse/HTTPCLIENT-2109',
      notes:
        'When the response has no Keep-Alive header (HTTPCLIENT-2109: the javadoc said 1 minute, the code 3 minutes).',
    },
    {
      id: 'httpclient5.connectTimeout',
      role: 'client',
      setting: 'ConnectionConfig.setConnectTimeout',
      kind: 'connect',
      defaultS: 180,
      howToSet: {
        syntax: 'ConnectionConfig.custom().setConnectTimeout(Timeout.ofSeconds(5))',
        file: 'client code',
      },
      source:
        'https://github.com/apache/httpcomponents-client/blob/008d3ff222d177904d23e9253442245d5253e5d9/httpclient5/src/main/java/org/apache/hc/client5/http/config/ConnectionConfig.java',
    },
    {
      id: 'httpclient5.socketTimeout',
      role: 'client',
      setting: 'ConnectionConfig.setSocketTimeout',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'ConnectionConfig.custom().setSocketTimeout(Timeout.ofSeconds(30))',
        file: 'client code',
      },
      source:
        'https://github.com/apache/httpcomponents-client/blob/008d3ff222d177904d23e9253442245d5253e5d9/httpclient5/src/main/java/org/apache/hc/client5/http/config/ConnectionConfig.java',
      notes: 'null (undefined).',
    },
    {
      id: 'httpclient5.validateAfterInactivity',
      role: 'client',
      setting: 'ConnectionConfig.setValidateAfterInactivity',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'disabled',
      howToSet: {
        syntax: 'ConnectionConfig.custom().setValidateAfterInactivity(TimeValue.ofSeconds(2))',
        file: 'client code',
      },
      source:
        'https://github.com/apache/httpcomponents-client/blob/008d3ff222d177904d23e9253442245d5253e5d9/httpclient5/src/main/java/org/apache/hc/client5/http/config/ConnectionConfig.java',
      notes:
        'A stale check before lease, not an expiry. HTTPCLIENT-2118: 5.0 reused stale connections until it was set to the 2 s of 4.5.',
      auxiliary: true,
    },
    {
      id: 'httpclient5.timeToLive',
      role: 'client',
      setting: 'ConnectionConfig.setTimeToLive',
      kind: 'connection-age',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'ConnectionConfig.custom().setTimeToLive(TimeValue.ofMinutes(5))',
        file: 'client code',
      },
      source:
        'https://github.com/apache/httpcomponents-client/blob/008d3ff222d177904d23e9253442245d5253e5d9/httpclient5/src/main/java/org/apache/hc/client5/http/config/ConnectionConfig.java',
      notes: 'null = unlimited.',
    },
  ],
};
