import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLike, looksLikeCount } from './looks-like.ts';
import { timeoutKinds } from './timeout-fact.ts';

const named = (...args: Parameters<typeof looksLike>): string[] =>
  looksLike(...args).map(({ title }) => title);

describe('a measured idle timeout of a server', () => {
  test.each([
    [5, ['Apache httpd', 'Node.js']],
    [5.5, ['Node.js']],
    [6, ['Node.js']],
    [60, ['AWS ALB']],
    [75, ['nginx']],
    [120, ['IIS']],
    [2, ['gunicorn']],
    [2.6, ['gunicorn']],
  ])('of %d s looks like a well-known default', (seconds, expected) => {
    const names = named('idle-keepalive', seconds, seconds + 0.02, 'server');
    for (const name of expected) expect(names).toContain(name);
  });

  test('is not early: a timer fires at its time or a little later', () => {
    expect(named('idle-keepalive', 75.2, 75.4, 'server')).toContain('nginx');
    expect(named('idle-keepalive', 74, 74.5, 'server')).not.toContain('nginx');
  });

  test('names the product known best first, four at most, each once', () => {
    const found = looksLike('idle-keepalive', 4.9, 5.1);
    expect(found.length).toBe(4);
    expect(found[0]?.product).toBe('apache-httpd');
    expect(new Set(found.map(({ product }) => product)).size).toBe(4);
  });
});

test('a flow forgotten after 350 s looks like an AWS NLB, after 240 s like Azure', () => {
  expect(named('flow-idle', 340, 351)[0]).toBe('AWS NLB');
  expect(named('flow-idle', 235, 245)[0]).toBe('Azure Load Balancer');
});

test('idle timeouts towards backends are told apart by their side', () => {
  expect(named('idle-keepalive', 599, 600.5, 'client')).toContain('Google Cloud global Application LB');
  expect(named('idle-keepalive', 599, 600.5, 'server')).not.toContain('Google Cloud global Application LB');
});

test('several kinds can be asked for at once', () => {
  expect(named(['idle-keepalive', 'flow-idle'], 349, 351)).toContain('AWS NLB');
});

test('a margin or a cap of another timer is never named', () => {
  expect(looksLike('idle-keepalive', 1, 1.1).map(({ id }) => id)).not.toContain(
    'node.server.keepAliveTimeoutBuffer',
  );
});

test.each([
  [1000, 'nginx'],
  [101, 'apache-httpd'],
  [100, 'tomcat'],
])('a limit of %d requests looks like %s', (requests, product) => {
  expect(looksLikeCount(requests).map((fact) => fact.product)).toContain(product);
});

test('a limit that nobody has by default looks like nobody', () => {
  expect(looksLikeCount(137)).toEqual([]);
  expect(looksLikeCount(0)).toEqual([]);
});

test('a bracket too wide to mean anything names nobody', () => {
  expect(looksLike('idle-keepalive', 5, 100)).toEqual([]);
  expect(looksLike('idle-keepalive', 0, 60)).toEqual([]);
});

test('nonsense brackets name nobody', () => {
  expect(looksLike('idle-keepalive', 10, 5)).toEqual([]);
  expect(looksLike('idle-keepalive', Number.NaN, 5)).toEqual([]);
  expect(looksLike('idle-keepalive', -1, 0)).toEqual([]);
});

test('whatever is named lies in the bracket, a late timer granted', () => {
  const kind = fc.constantFrom(...timeoutKinds);
  fc.assert(
    fc.property(
      kind,
      fc.double({ min: 0, max: 10_000, noNaN: true }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (of, low, width) => {
        for (const { defaultS, onWireS } of looksLike(of, low, low + width)) {
          const inside =
            defaultS !== null && defaultS <= low + width + 0.05 && (onWireS ?? defaultS) >= low * 0.99 - 0.25;
          expect(inside).toBe(true);
        }
      },
    ),
  );
});
