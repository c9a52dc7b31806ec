import { expect, test } from 'vitest';
import { facts } from './facts.ts';
import { searchFacts } from './search.ts';

test('without a query everything is found', () => {
  expect(searchFacts({ words: [] })).toEqual(facts);
});

test("a product's id means that product only", () => {
  const found = searchFacts({ words: ['nginx'] });
  expect(new Set(found.map(({ product }) => product))).toEqual(new Set(['nginx']));
  expect(searchFacts({ words: ['NGINX'] })).toEqual(found);
});

test('other words are looked for in products and settings, and all must occur', () => {
  expect(searchFacts({ words: ['keepalivetimeout', 'server'] }).map(({ id }) => id)).toContain(
    'node.server.keepAliveTimeout',
  );
  expect(searchFacts({ words: ['azure', 'idle'] }).every(({ product }) => product.startsWith('azure'))).toBe(
    true,
  );
});

test('kind and value narrow it down', () => {
  const found = searchFacts({ words: [], kind: 'idle-keepalive', value: 5 });
  expect(found.map(({ product }) => product)).toContain('apache-httpd');
  expect(found.every(({ defaultS, kind }) => defaultS === 5 && kind === 'idle-keepalive')).toBe(true);
});

test('a value is also that of the wire, or a count', () => {
  expect(searchFacts({ words: ['node'], value: 6 }).map(({ id }) => id)).toEqual([
    'node.server.keepAliveTimeout',
  ]);
  expect(searchFacts({ words: ['nginx'], value: 100 }).map(({ setting }) => setting)).toContain(
    'keepalive_requests',
  );
});

test('what nobody has is not found', () => {
  expect(searchFacts({ words: ['nginks'] })).toEqual([]);
  expect(searchFacts({ words: [], value: 12_345.678 })).toEqual([]);
});
