/** OkHttp, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const okhttp: Product = {
  id: 'okhttp',
  title: 'OkHttp',
  category: 'http-client',
  vendor: 'Square',
  facts: [
    {
      id: 'okhttp.keepAliveDuration',
      role: 'client',
      setting: 'ConnectionPool(maxIdle, keepAliveDuration)',
      kind: 'idle-keepalive',
      defaultS: 300,
      onExpiry: 'fin',
      basis: 'measured',
      howToSet: {
        syntax: 'OkHttpClient.Builder().connectionPool(ConnectionPool(5, 4, TimeUnit.SECONDS))',
        file: 'client code',
      },
      source: 'https://square.github.io/okhttp/5.x/okhttp/okhttp3/-connection-pool/',
      notes:
        'Five idle connections for 5 minutes. retryOnConnectionFailure hides most stale connections. Measured with OkHttp 3.13.1.',
    },
    {
      id: 'okhttp.connectTimeout',
      role: 'client',
      setting: 'OkHttpClient.connectTimeout',
      kind: 'connect',
      defaultS: 10,
      howToSet: { syntax: 'OkHttpClient.Builder().connectTimeout(5, TimeUnit.SECONDS)', file: 'client code' },
      source:
        'https://square.github.io/okhttp/5.x/okhttp/okhttp3/-ok-http-client/connect-timeout-millis.html',
    },
    {
      id: 'okhttp.readTimeout',
      role: 'client',
      setting: 'OkHttpClient.readTimeout',
      kind: 'response-read',
      defaultS: 10,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'OkHttpClient.Builder().readTimeout(30, TimeUnit.SECONDS)', file: 'client code' },
      source: 'https://square.github.io/okhttp/5.x/okhttp/okhttp3/-ok-http-client/',
      notes: '10 s for read and write; call timeout and ping interval are 0.',
      unverified: true,
    },
  ],
};
