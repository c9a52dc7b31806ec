/** Recipes for Apache HttpClient 4 (4.4 and later). */
import type { ProductRecipes } from '../recipe.ts';
import { milliseconds } from '../recipe-values.ts';

export const apacheHttpClient4Recipes: ProductRecipes = {
  product: 'apache-httpclient4',
  title: 'Apache HttpClient 4',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'HttpClientBuilder.setKeepAliveStrategy',
      language: 'java',
      snippet: (valueS) => `CloseableHttpClient client = HttpClients.custom()
    .setKeepAliveStrategy((response, context) -> {
        long hint = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
        return hint > 0 ? Math.min(hint, ${milliseconds(valueS)}L) : ${milliseconds(valueS)}L;
    })
    .evictIdleConnections(${milliseconds(valueS)}L, TimeUnit.MILLISECONDS)
    .build();`,
      tested: true,
      notes: 'Without a strategy, a connection whose response has no Keep-Alive: timeout is kept for ever.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'HttpClientBuilder.setConnectionReuseStrategy',
      language: 'java',
      snippet: () => `CloseableHttpClient client = HttpClients.custom()
    .setConnectionReuseStrategy(NoConnectionReuseStrategy.INSTANCE)
    .build();`,
      tested: true,
    },
    {
      purpose: 'retry',
      setting: 'HttpClientBuilder.setRetryHandler',
      language: 'java',
      snippet: () => `CloseableHttpClient client = HttpClients.custom()
    .setRetryHandler(new DefaultHttpRequestRetryHandler(1, false))
    .build();`,
      tested: true,
      notes: 'false: a request with a body (POST) that was already sent is not sent again.',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'SocketConfig.setSoKeepAlive',
      language: 'java',
      snippet: () => `CloseableHttpClient client = HttpClients.custom()
    .setDefaultSocketConfig(SocketConfig.custom().setSoKeepAlive(true).build())
    .build();`,
      tested: true,
      notes: 'The times are those of the operating system (net.ipv4.tcp_keepalive_time).',
    },
    {
      purpose: 'response-timeout',
      setting: 'RequestConfig.setSocketTimeout',
      language: 'java',
      snippet: (valueS) => `CloseableHttpClient client = HttpClients.custom()
    .setDefaultRequestConfig(RequestConfig.custom().setSocketTimeout(${milliseconds(valueS)}).build())
    .build();`,
      tested: true,
      notes: 'Between two reads. A connection manager of your own needs the same on its own SocketConfig.',
    },
    {
      purpose: 'print-current',
      setting: 'debug log',
      language: 'properties',
      snippet: () =>
        'logging.level.org.apache.http.impl.client.DefaultHttpClient=DEBUG\nlogging.level.org.apache.http.impl.conn.PoolingHttpClientConnectionManager=DEBUG\nlogging.level.org.apache.http.impl.execchain.MainClientExec=DEBUG',
      tested: false,
      notes:
        'Logs "Connection can be kept alive for ..." for each response (Spring Boot notation of the logger names).',
    },
  ],
};
