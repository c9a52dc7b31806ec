/** Recipes for java.net.HttpURLConnection: system properties of the JVM. */
import type { ProductRecipes } from '../recipe.ts';
import { milliseconds, wholeSecondsDown } from '../recipe-values.ts';

export const javaHttpUrlConnectionRecipes: ProductRecipes = {
  product: 'java-httpurlconnection',
  title: 'Java HttpURLConnection',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'http.keepAlive.time.server',
      language: 'sh',
      snippet: (valueS) => `java -Dhttp.keepAlive.time.server=${wholeSecondsDown(valueS)} -jar app.jar`,
      tested: true,
      notes:
        "Whole seconds; since JDK 19, backported to 17.0.5 and updates of 11 and 8. Used only where the server's response has no Keep-Alive: timeout. http.keepAlive.time.proxy for proxies.",
    },
    {
      purpose: 'disable-keepalive',
      setting: 'http.keepAlive',
      language: 'sh',
      snippet: () => 'java -Dhttp.keepAlive=false -jar app.jar',
      tested: true,
    },
    {
      purpose: 'retry',
      setting: 'sun.net.http.retryPost',
      language: 'sh',
      snippet: () => 'java -Dsun.net.http.retryPost=false -jar app.jar',
      tested: true,
      notes:
        'By default even a POST is silently sent again once when a kept connection fails. This leaves that to the application.',
    },
    {
      purpose: 'response-timeout',
      setting: 'sun.net.client.defaultReadTimeout',
      language: 'sh',
      snippet: (valueS) => `java -Dsun.net.client.defaultReadTimeout=${milliseconds(valueS)} -jar app.jar`,
      tested: true,
      notes: 'Milliseconds.',
    },
    {
      purpose: 'print-current',
      setting: 'jcmd VM.system_properties',
      language: 'sh',
      snippet: () => "jcmd <pid> VM.system_properties | grep -iE 'keepalive|retryPost|sun.net.client'",
      tested: true,
      notes: 'A property that is absent has its default.',
    },
  ],
};
