/** Java HttpClient (java.net.http), HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const javaHttpclient: Product = {
  id: 'java-httpclient',
  title: 'Java HttpClient (java.net.http)',
  category: 'http-client',
  vendor: 'OpenJDK',
  facts: [
    {
      id: 'jdk_httpclient.keepalive.timeout',
      role: 'client',
      setting: 'jdk.httpclient.keepalive.timeout',
      kind: 'idle-keepalive',
      defaultS: 30,
      sinceVersion: '20',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: '-Djdk.httpclient.keepalive.timeout=4',
        file: 'JVM system property / conf/net.properties',
      },
      source:
        'https://github.com/openjdk/jdk/blob/029d5c3cd578a90db7a74d28045b805c1750a31c/src/java.net.http/share/classes/module-info.java',
      notes: 'HTTP/1.1 and HTTP/2. Was 1200 s before JDK 20 (JDK-8297030).',
    },
    {
      id: 'jdk_httpclient.keepalive.timeout.old',
      role: 'client',
      setting: 'jdk.httpclient.keepalive.timeout',
      kind: 'idle-keepalive',
      defaultS: 1200,
      untilVersion: '19',
      onExpiry: 'fin',
      basis: 'measured',
      howToSet: {
        syntax: '-Djdk.httpclient.keepalive.timeout=4',
        file: 'JVM system property / conf/net.properties',
      },
      source: 'https://github.com/openjdk/jdk/pull/11285',
      notes: '20 minutes in JDK 11 to 19: longer than nearly every server. Measured with JDK 17.0.15.',
    },
    {
      id: 'jdk_httpclient.keepalive.timeout.h2',
      role: 'client',
      setting: 'jdk.httpclient.keepalive.timeout.h2',
      kind: 'idle-keepalive',
      defaultS: 30,
      onExpiry: 'goaway',
      basis: 'inferred',
      howToSet: {
        syntax: '-Djdk.httpclient.keepalive.timeout.h2=30',
        file: 'JVM system property / conf/net.properties',
      },
      source:
        'https://github.com/openjdk/jdk/blob/029d5c3cd578a90db7a74d28045b805c1750a31c/src/java.net.http/share/classes/module-info.java',
      notes: 'Falls back to jdk.httpclient.keepalive.timeout.',
    },
    {
      id: 'jdk_httpclient.connectionPoolSize',
      role: 'client',
      setting: 'jdk.httpclient.connectionPoolSize',
      kind: 'max-requests',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 0,
      unit: 'pool-size',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: '-Djdk.httpclient.connectionPoolSize=100',
        file: 'JVM system property / conf/net.properties',
      },
      source:
        'https://github.com/openjdk/jdk/blob/029d5c3cd578a90db7a74d28045b805c1750a31c/src/java.net.http/share/classes/module-info.java',
      notes: 'Idle cache size, 0 = unbounded.',
    },
    {
      id: 'jdk_httpclient.enableAllMethodRetry',
      role: 'client',
      setting: 'jdk.httpclient.enableAllMethodRetry',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 'false',
      unit: 'toggle',
      howToSet: {
        syntax: '-Djdk.httpclient.enableAllMethodRetry=true',
        file: 'JVM system property / conf/net.properties',
      },
      source:
        'https://github.com/openjdk/jdk/blob/029d5c3cd578a90db7a74d28045b805c1750a31c/src/java.net.http/share/classes/module-info.java',
      notes: 'Default false: POST on a stale connection is not retried.',
    },
  ],
};
