/** Recipes for reactor-netty, the default client of Spring WebClient. */
import type { ProductRecipes } from '../recipe.ts';
import { timeCall, wholeSecondsUp } from '../recipe-values.ts';

export const reactorNettyRecipes: ProductRecipes = {
  product: 'reactor-netty',
  title: 'reactor-netty',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'ConnectionProvider.Builder.maxIdleTime',
      language: 'java',
      snippet: (valueS) => `ConnectionProvider provider = ConnectionProvider.builder("app")
    .maxIdleTime(${timeCall(valueS, 'Duration.ofSeconds', 'Duration.ofMillis')})
    .evictInBackground(Duration.ofSeconds(30))
    .build();
WebClient client = WebClient.builder()
    .clientConnector(new ReactorClientHttpConnector(HttpClient.create(provider)))
    .build();`,
      tested: false,
      notes: 'Unset, idle connections never expire on the client side.',
    },
    {
      purpose: 'idle-timeout-server',
      setting: 'HttpServer.idleTimeout',
      language: 'java',
      snippet: (valueS) =>
        `HttpServer.create().idleTimeout(${timeCall(valueS, 'Duration.ofSeconds', 'Duration.ofMillis')})`,
      tested: false,
      notes: 'server.netty.idle-timeout in Spring Boot.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'HttpClient.keepAlive',
      language: 'java',
      snippet: () => 'HttpClient client = HttpClient.create().keepAlive(false);',
      tested: false,
    },
    {
      purpose: 'retry',
      setting: 'HttpClient.disableRetry',
      language: 'java',
      snippet: () => `HttpClient once = HttpClient.create(provider).disableRetry(true);
Mono<String> result = client.get().uri("/orders").retrieve().bodyToMono(String.class)
    .retryWhen(Retry.max(1).filter(error -> error instanceof WebClientRequestException));`,
      tested: false,
      notes:
        'reactor-netty by itself sends a request, whatever its method, again once when the connection is aborted; disableRetry leaves that to the application. The explicit retry is for idempotent requests only.',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'ChannelOption.SO_KEEPALIVE',
      language: 'java',
      snippet: (valueS) => `HttpClient client = HttpClient.create()
    .option(ChannelOption.SO_KEEPALIVE, true)
    .option(EpollChannelOption.TCP_KEEPIDLE, ${wholeSecondsUp(valueS)})
    .option(EpollChannelOption.TCP_KEEPINTVL, 10)
    .option(EpollChannelOption.TCP_KEEPCNT, 3);`,
      tested: false,
      notes: 'The three times need the native epoll transport on Linux.',
    },
    {
      purpose: 'response-timeout',
      setting: 'HttpClient.responseTimeout',
      language: 'java',
      snippet: (valueS) =>
        `HttpClient client = HttpClient.create().responseTimeout(${timeCall(valueS, 'Duration.ofSeconds', 'Duration.ofMillis')});`,
      tested: false,
    },
    {
      purpose: 'print-current',
      setting: 'debug log',
      language: 'properties',
      snippet: () => 'logging.level.reactor.netty.resources=DEBUG',
      tested: false,
      notes: 'Logs each pool as it is created and each connection as it is acquired, released and evicted.',
    },
  ],
};
