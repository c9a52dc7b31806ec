/** Recipes for Apache HttpClient 5 (5.2 and later, where ConnectionConfig exists). */
import type { ProductRecipes } from '../recipe.ts';
import { timeCall, wholeSecondsUp } from '../recipe-values.ts';

export const apacheHttpClient5Recipes: ProductRecipes = {
  product: 'apache-httpclient5',
  title: 'Apache HttpClient 5',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'HttpClientBuilder.setKeepAliveStrategy',
      language: 'java',
      snippet: (
        valueS,
      ) => `TimeValue longest = ${timeCall(valueS, 'TimeValue.ofSeconds', 'TimeValue.ofMilliseconds')};
CloseableHttpClient client = HttpClients.custom()
    .setKeepAliveStrategy((response, context) -> {
        TimeValue hint = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
        return TimeValue.isPositive(hint) && hint.compareTo(longest) < 0 ? hint : longest;
    })
    .evictIdleConnections(longest)
    .build();`,
      tested: false,
      notes:
        'Caps the Keep-Alive: timeout of the server too. RequestConfig.setConnectionKeepAlive alone only replaces the 3 minutes used without one.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'HttpClientBuilder.setConnectionReuseStrategy',
      language: 'java',
      snippet: () => `CloseableHttpClient client = HttpClients.custom()
    .setConnectionReuseStrategy((request, response, context) -> false)
    .build();`,
      tested: false,
    },
    {
      purpose: 'retry',
      setting: 'HttpClientBuilder.setRetryStrategy',
      language: 'java',
      snippet: () => `CloseableHttpClient client = HttpClients.custom()
    .setRetryStrategy(new DefaultHttpRequestRetryStrategy(1, TimeValue.ofSeconds(1)))
    .build();`,
      tested: false,
      notes: 'The default strategy: idempotent methods only, so POST and PATCH are not sent again.',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'SocketConfig.setSoKeepAlive',
      language: 'java',
      snippet: (valueS) => `CloseableHttpClient client = HttpClients.custom()
    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
        .setDefaultSocketConfig(SocketConfig.custom()
            .setSoKeepAlive(true)
            .setTcpKeepIdle(${wholeSecondsUp(valueS)})
            .setTcpKeepInterval(10)
            .setTcpKeepCount(3)
            .build())
        .build())
    .build();`,
      tested: false,
      notes:
        'The three times need HttpCore 5.3; leave them out before, then those of the operating system apply.',
    },
    {
      purpose: 'response-timeout',
      setting: 'RequestConfig.setResponseTimeout',
      language: 'java',
      snippet: (valueS) => `CloseableHttpClient client = HttpClients.custom()
    .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(${timeCall(valueS, 'Timeout.ofSeconds', 'Timeout.ofMilliseconds')}).build())
    .build();`,
      tested: false,
    },
    {
      purpose: 'print-current',
      setting: 'debug log',
      language: 'properties',
      snippet: () => 'logging.level.org.apache.hc.client5.http=DEBUG',
      tested: false,
      notes:
        'Logs "connection can be kept alive for ..." for each response (Spring Boot notation of the logger name).',
    },
  ],
};
