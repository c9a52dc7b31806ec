/** Undertow, application server. */
import type { Product } from '../timeout-fact.ts';

export const undertow: Product = {
  id: 'undertow',
  title: 'Undertow',
  category: 'app-server',
  vendor: 'Red Hat',
  facts: [
    {
      id: 'undertow.server.NO_REQUEST_TIMEOUT',
      role: 'server',
      setting: 'UndertowOptions.NO_REQUEST_TIMEOUT',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'Undertow.builder().setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 65_000)',
        file: 'Undertow builder / WildFly http-listener',
      },
      source:
        'https://github.com/undertow-io/undertow/blob/017b15fd4923e36b6e92b371830463864df8149e/core/src/main/java/io/undertow/UndertowOptions.java',
      notes: "No default in Undertow itself; WildFly's listener attribute no-request-timeout has 60000 ms.",
    },
    {
      id: 'undertow.server.IDLE_TIMEOUT',
      role: 'server',
      setting: 'UndertowOptions.IDLE_TIMEOUT',
      kind: 'stream-idle',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'Undertow.builder().setServerOption(UndertowOptions.IDLE_TIMEOUT, 120_000)',
        file: 'Undertow builder / WildFly http-listener',
      },
      source:
        'https://github.com/undertow-io/undertow/blob/017b15fd4923e36b6e92b371830463864df8149e/core/src/main/java/io/undertow/UndertowOptions.java',
      notes: 'No default.',
    },
    {
      id: 'undertow.server.REQUEST_PARSE_TIMEOUT',
      role: 'server',
      setting: 'UndertowOptions.REQUEST_PARSE_TIMEOUT',
      kind: 'request-header',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'Undertow.builder().setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 30_000)',
        file: 'Undertow builder / WildFly http-listener',
      },
      source:
        'https://github.com/undertow-io/undertow/blob/017b15fd4923e36b6e92b371830463864df8149e/core/src/main/java/io/undertow/UndertowOptions.java',
      notes: '-1 or missing = disabled.',
    },
    {
      id: 'undertow.server.DEFAULT_READ_TIMEOUT',
      role: 'server',
      setting: 'UndertowOptions.DEFAULT_READ_TIMEOUT',
      kind: 'request-body',
      defaultS: 600,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'Undertow.builder().setSocketOption(Options.READ_TIMEOUT, 90_000)',
        file: 'Undertow builder / WildFly http-listener',
      },
      source:
        'https://github.com/undertow-io/undertow/blob/017b15fd4923e36b6e92b371830463864df8149e/core/src/main/java/io/undertow/UndertowOptions.java',
      notes: 'Used only when neither READ_TIMEOUT nor IDLE_TIMEOUT is set.',
    },
  ],
};
