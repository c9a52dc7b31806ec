/** Recipes for OkHttp 3 to 5, in Java. */
import type { ProductRecipes } from '../recipe.ts';
import { milliseconds } from '../recipe-values.ts';

export const okhttpRecipes: ProductRecipes = {
  product: 'okhttp',
  title: 'OkHttp',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'ConnectionPool keepAliveDuration',
      language: 'java',
      snippet: (valueS) => `OkHttpClient client = new OkHttpClient.Builder()
    .connectionPool(new ConnectionPool(5, ${milliseconds(valueS)}, TimeUnit.MILLISECONDS))
    .build();`,
      tested: true,
      notes: 'The Keep-Alive header of the server is not read.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'ConnectionPool maxIdleConnections',
      language: 'java',
      snippet: () => `OkHttpClient client = new OkHttpClient.Builder()
    .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
    .build();`,
      tested: true,
    },
    {
      purpose: 'retry',
      setting: 'retryOnConnectionFailure',
      language: 'java',
      snippet:
        () => `OkHttpClient idempotent = new OkHttpClient.Builder().retryOnConnectionFailure(true).build();
OkHttpClient once = idempotent.newBuilder().retryOnConnectionFailure(false).build();`,
      tested: true,
      notes:
        'On by default, and for every method: a POST whose body can be written again is sent again when the connection fails. Send those with the second client, or make the body one-shot (RequestBody.isOneShot).',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'pingInterval',
      language: 'java',
      snippet: (valueS) => `OkHttpClient client = new OkHttpClient.Builder()
    .pingInterval(${milliseconds(valueS)}, TimeUnit.MILLISECONDS)
    .build();`,
      tested: false,
      notes:
        'HTTP/2 and WebSocket PING, which serves the same end. For HTTP/1.1 a SocketFactory must call Socket.setKeepAlive(true).',
    },
    {
      purpose: 'response-timeout',
      setting: 'readTimeout',
      language: 'java',
      snippet: (valueS) => `OkHttpClient client = new OkHttpClient.Builder()
    .readTimeout(${milliseconds(valueS)}, TimeUnit.MILLISECONDS)
    .build();`,
      tested: true,
    },
  ],
};
