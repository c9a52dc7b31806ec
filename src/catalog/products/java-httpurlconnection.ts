/** Java HttpURLConnection, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const javaHttpurlconnection: Product = {
  id: 'java-httpurlconnection',
  title: 'Java HttpURLConnection',
  category: 'http-client',
  vendor: 'OpenJDK',
  facts: [
    {
      id: 'jdk_urlconnection.keepAlive.time.server',
      role: 'client',
      setting: 'http.keepAlive.time.server',
      kind: 'idle-keepalive',
      defaultS: 5,
      onExpiry: 'fin',
      basis: 'measured',
      howToSet: {
        syntax: '-Dhttp.keepAlive.time.server=4',
        file: 'JVM system property / conf/net.properties',
      },
      source:
        'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/doc-files/net-properties.html',
      notes:
        "Used when the server sends no Keep-Alive timeout; a server's hint wins. 60 s towards proxies. The property came with JDK 19 (JDK-8278067) and was backported to 17.0.5 and updates of 11 and 8. The close comes up to 3 s late. Measured with JDK 17.0.15.",
    },
    {
      id: 'jdk_urlconnection.connectTimeout',
      role: 'client',
      setting: 'sun.net.client.defaultConnectTimeout',
      kind: 'connect',
      defaultS: null,
      noDefault: 'falls-back',
      fallsBackTo: 'operating system SYN retries',
      howToSet: {
        syntax: '-Dsun.net.client.defaultConnectTimeout=5000',
        file: 'JVM system property / conf/net.properties',
      },
      source:
        'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/doc-files/net-properties.html',
      notes: '-1 = none.',
      unverified: true,
    },
    {
      id: 'jdk_urlconnection.readTimeout',
      role: 'client',
      setting: 'sun.net.client.defaultReadTimeout',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: '-Dsun.net.client.defaultReadTimeout=30000',
        file: 'JVM system property / conf/net.properties',
      },
      source:
        'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/doc-files/net-properties.html',
      notes:
        "-1 = none. RestTemplate's SimpleClientHttpRequestFactory and Jersey's default connector sit on this.",
      unverified: true,
    },
  ],
};
