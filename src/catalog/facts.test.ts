import { describe, expect, test } from 'vitest';
import { facts, productById } from './facts.ts';
import { products } from './products.ts';
import { expiries, productCategories, type TimeoutFact, timeoutKinds, timeoutRoles } from './timeout-fact.ts';

const factKeys = new Set([
  ...[
    'id',
    'product',
    'title',
    'role',
    'setting',
    'kind',
    'defaultS',
    'noDefault',
    'fallsBackTo',
    'defaultValue',
    'unit',
  ],
  ...[
    'auxiliary',
    'onWireS',
    'answered',
    'sinceVersion',
    'untilVersion',
    'onExpiry',
    'basis',
    'howToSet',
    'source',
    'notes',
  ],
  ...['disputed', 'unverified', 'secondarySource'],
]);

describe('products', () => {
  test('have ids as chain.yaml writes them, once each', () => {
    for (const { id } of products) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(new Set(products.map(({ id }) => id)).size).toBe(products.length);
  });

  test('have a title, a vendor, a known category and at least one fact', () => {
    for (const { title, vendor, category, facts: own } of products) {
      expect(title).not.toBe('');
      expect(vendor).not.toBe('');
      expect(productCategories).toContain(category);
      expect(own.length).toBeGreaterThan(0);
    }
  });

  test('are found by id', () => {
    expect(productById('nginx')?.title).toBe('nginx');
    expect(productById('nginks')).toBeUndefined();
  });
});

describe('the facts', () => {
  test('are as many as were collected, with ids of their own', () => {
    expect(facts.length).toBeGreaterThanOrEqual(512);
    expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
  });

  test('are complete and consistent, each of them', () => {
    for (const fact of facts) checkFact(fact);
  });

  test('say of a setting that cannot be changed how to live with it, or that it cannot', () => {
    const silent = facts.filter(({ howToSet, notes }) => howToSet === undefined && notes === undefined);
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  test('that are disputed are few and known', () => {
    expect(
      facts
        .filter(({ disputed }) => disputed)
        .map(({ id }) => id)
        .sort(),
    ).toMatchInlineSnapshot(`
      [
        "aws_globalaccelerator.tcp_idle",
        "aws_natgw.tcp_idle",
        "azure_appgw.client.request_timeout",
        "azure_frontdoor.client.origin_response",
        "cloudflare.client.complete_tcp",
        "cloudflare.client.proxy_read",
        "envoy.server.stream_idle_timeout",
        "ingress_nginx.server.keep-alive-requests",
        "layer7.client.httpConnectionIdleTimeout",
        "lighttpd.server.max_keep_alive_requests",
        "node.server.keepAliveTimeout.next",
        "uwsgi.server.http_timeout",
      ]
    `);
  });
});

function checkFact(fact: TimeoutFact): void {
  const { id, defaultS, noDefault } = fact;
  expect(
    Object.keys(fact).filter((key) => !factKeys.has(key)),
    id,
  ).toEqual([]);
  expect(timeoutKinds, id).toContain(fact.kind);
  expect(timeoutRoles, id).toContain(fact.role);
  for (const text of [fact.setting, fact.title, fact.notes ?? 'none', fact.howToSet?.syntax ?? 'none']) {
    expect(text, id).toMatch(/^\S(.*\S)?$/s);
  }
  expect(new URL(fact.source).protocol, id).toBe('https:');
  // A duration, or the reason why there is none.
  expect(noDefault !== undefined, id).toBe(defaultS === null);
  if (defaultS !== null) expect(defaultS, id).toBeGreaterThanOrEqual(0);
  if (fact.onWireS !== undefined)
    expect(fact.onWireS, id).toBeGreaterThan(defaultS ?? Number.POSITIVE_INFINITY);
  expect(fact.fallsBackTo !== undefined, id).toBe(noDefault === 'falls-back');
  if (noDefault === 'not-a-duration') expect(fact.defaultValue, id).toBeDefined();
  if (fact.onExpiry !== undefined) expect(expiries, id).toContain(fact.onExpiry);
  expect(fact.basis !== undefined, id).toBe(fact.onExpiry !== undefined);
  for (const version of [fact.sinceVersion, fact.untilVersion])
    if (version) expect(version, id).toMatch(/^\d+(\.\d+)*$/);
  if (fact.disputed) expect(fact.notes, id).toBeDefined();
}
