/** Recipes for java.net.http.HttpClient (JDK 11 and later): system properties, or conf/net.properties. */
import type { ProductRecipes } from '../recipe.ts';
import { timeCall, wholeSecondsDown } from '../recipe-values.ts';

export const javaHttpClientRecipes: ProductRecipes = {
  product: 'java-httpclient',
  title: 'Java HttpClient (java.net.http)',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'jdk.httpclient.keepalive.timeout',
      language: 'sh',
      snippet: (valueS) => `java -Djdk.httpclient.keepalive.timeout=${wholeSecondsDown(valueS)} -jar app.jar`,
      tested: true,
      notes: 'Whole seconds; HTTP/1.1 in every release, HTTP/2 since JDK 20.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'jdk.httpclient.allowRestrictedHeaders',
      language: 'java',
      snippet: () => `// java -Djdk.httpclient.allowRestrictedHeaders=connection
HttpRequest request = HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).header("Connection", "close").build();`,
      tested: true,
      notes: 'The property needs JDK 12.',
    },
    {
      purpose: 'retry',
      setting: 'jdk.httpclient.enableAllMethodRetry',
      language: 'sh',
      snippet: () => 'java -Djdk.httpclient.enableAllMethodRetry=false -jar app.jar',
      tested: true,
      notes: 'The default: GET and HEAD are sent again when a kept connection turns out closed, POST is not.',
    },
    {
      purpose: 'response-timeout',
      setting: 'HttpRequest.Builder.timeout',
      language: 'java',
      snippet: (valueS) =>
        `HttpRequest request = HttpRequest.newBuilder(uri).timeout(${timeCall(valueS, 'Duration.ofSeconds', 'Duration.ofMillis')}).build();`,
      tested: true,
      notes: 'Up to the response header.',
    },
    {
      purpose: 'print-current',
      setting: 'jcmd VM.system_properties',
      language: 'sh',
      snippet: () => 'jcmd <pid> VM.system_properties | grep jdk.httpclient',
      tested: true,
      notes: 'A property that is absent has its default.',
    },
  ],
};
