import { describe, expect, test } from 'vitest';
import { facts, productById } from '../catalog/facts.ts';
import { products } from '../catalog/products.ts';
import { searchFacts } from '../catalog/search.ts';
import type { Product, TimeoutFact } from '../catalog/timeout-fact.ts';
import { defaultText, settingTime } from './timeout-words.ts';
import { factBlocks, factLines, productLines } from './timeouts-text.ts';

const plain = { width: 80, color: false };
const fact = (id: string): TimeoutFact => {
  const found = facts.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe('a time', () => {
  test.each([
    [0.05, '0.05 s'],
    [5, '5 s'],
    [350, '350 s'],
    [900, '900 s'],
    [924.6, '924.6 s'],
    [3600, '1 h'],
    [1200, '20 min'],
    [3630, '3630 s'],
    [432_000, '5 d'],
  ])('of %d s is written %s', (seconds, text) => {
    expect(settingTime(seconds)).toBe(text);
  });
});

describe('a default', () => {
  test.each([
    ['nginx.server.keepalive_timeout', '75 s'],
    ['node.server.keepAliveTimeout', '5 s (up to 6 s on the wire)'],
    ['nginx.server.keepalive_requests', '1,000'],
    ['nginx.client.keepalive_connections.pre_1_29_7', '0 connections'],
    ['nginx.server.reset_timedout_connection', 'off'],
    ['haproxy.server.timeout_client', 'no limit'],
    ['haproxy.server.timeout_client_hs', 'that of timeout client'],
    ['envoy.server.request_timeout', 'off'],
    ['unicorn.server.keepalive', 'Connection: close'],
    ['django.server.runserver', 'not documented'],
  ])('of %s is %s', (id, text) => {
    expect(defaultText(fact(id))).toBe(text);
  });
});

test('the list has every product once, with its idle timeouts on either side', () => {
  const [head, ...lines] = productLines(products, facts, false);
  expect(head).toMatch(/^PRODUCT +TOWARDS CLIENTS +TOWARDS SERVERS +IN BETWEEN +NAME$/);
  expect(lines.length).toBe(products.length);
  expect(lines[0]).toMatch(/^nginx +75 s +60 s +600 s +nginx$/);
  expect(lines.find((line) => line.startsWith('node '))).toMatch(
    /^node +5 s \(up to 6 s on the wire\) +Node\.js$/,
  );
  expect(lines.find((line) => line.startsWith('aws-nlb '))).toMatch(/^aws-nlb +350 s +AWS NLB$/);
});

test('facts across products are a line each', () => {
  const lines = factLines(searchFacts({ words: [], kind: 'idle-keepalive', value: 75 }), false);
  expect(lines[1]).toMatch(/^75 s +FIN +towards clients +idle-keepalive +nginx +keepalive_timeout$/);
});

test('one product is told in full', () => {
  const blocks = factBlocks(
    productById('undici') as Product,
    searchFacts({ words: ['undici'] }).slice(0, 1),
    plain,
  );
  expect(blocks.join('\n')).toMatchInlineSnapshot(`
    "undici (Node.js fetch), HTTP client

    keepAliveTimeout  idle-keepalive, towards servers
      default  4 s
      then     FIN (measured)
      note     Overridden by the server's Keep-Alive hint (minus the threshold,
               capped by keepAliveMaxTimeout). Measured with undici 6.29.0.
      source   https://github.com/nodejs/undici/blob/main/docs/docs/api/Client.md
      set in   client code
        new Agent({ keepAliveTimeout: 4_000 })"
  `);
});

test('a part, a version and a doubt are said', () => {
  const text = factBlocks(
    productById('node') as Product,
    [fact('node.server.keepAliveTimeout.next')],
    plain,
  ).join('\n');
  expect(text).toContain('65 s (up to 66 s on the wire), since 27.0.0');
  expect(text).toContain('disputed: sources contradict each other');
  const stream = factBlocks(
    productById('nginx') as Product,
    [fact('nginx.stream.proxy_timeout')],
    plain,
  ).join('\n');
  expect(stream).toContain('nginx stream (TCP proxy)');
});

test('no prose is wider than the terminal', () => {
  for (const product of products) {
    const own = facts.filter((candidate) => candidate.product === product.id);
    const lines = factBlocks(product, own, plain).filter((line) =>
      /^ {2}(note|doubt|default|then) /.test(line),
    );
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
  }
});

test('without colour there is no escape sequence, with colour there is', () => {
  const own = searchFacts({ words: ['undici'] });
  const product = productById('undici') as Product;
  expect(factBlocks(product, own, plain).join('')).not.toContain('\x1b');
  expect(factBlocks(product, own, { ...plain, color: true }).join('')).toContain('\x1b[1m');
});
