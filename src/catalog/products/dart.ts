/** Dart dart:io, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const dart: Product = {
  id: 'dart',
  title: 'Dart dart:io',
  category: 'http-client',
  vendor: 'Google',
  facts: [
    {
      id: 'dart.server.idleTimeout',
      title: 'Dart HttpServer',
      role: 'server',
      setting: 'HttpServer.idleTimeout',
      kind: 'idle-keepalive',
      defaultS: 120,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'server.idleTimeout = Duration(seconds: 120);', file: 'server code' },
      source: 'https://api.dart.dev/stable/dart-io/HttpServer/idleTimeout.html',
      notes: 'The close may take up to twice as long.',
    },
    {
      id: 'dart.client.idleTimeout',
      title: 'Dart HttpClient (Flutter)',
      role: 'client',
      setting: 'HttpClient.idleTimeout',
      kind: 'idle-keepalive',
      defaultS: 15,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'client.idleTimeout = Duration(seconds: 4);', file: 'client code' },
      source: 'https://api.dart.dev/stable/dart-io/HttpClient/idleTimeout.html',
    },
  ],
};
