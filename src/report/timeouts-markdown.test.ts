import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { facts } from '../catalog/facts.ts';
import { products } from '../catalog/products.ts';
import type { TimeoutFact } from '../catalog/timeout-fact.ts';
import { factTable, timeoutsPage } from './timeouts-markdown.ts';

const page = timeoutsPage(products, facts);

test('docs/timeouts.md is up to date (node scripts/timeouts-page.mjs)', () => {
  const written = readFileSync(new URL('../../docs/timeouts.md', import.meta.url), 'utf8');
  expect(written === page).toBe(true);
});

describe('the page', () => {
  test('has every product and every fact', () => {
    for (const { title } of products) expect(page).toContain(`\n## ${title}\n`);
    expect(page.split('\n').filter((line) => /^\| \[/.test(line)).length).toBe(facts.length);
  });

  test('has rows of six cells, whatever stands in them', () => {
    for (const row of factTable(facts)) expect(row.replace(/\\\|/g, '').split('|').length - 2, row).toBe(6);
  });

  test('orders who closes idle connections by time', () => {
    expect(page).toMatch(/\n\| 5 s \| [^|]*Apache httpd[^|]*uvicorn/);
    expect(page.indexOf('\n| 60 s |')).toBeLessThan(page.indexOf('\n| 75 s |'));
  });
});

test('what Markdown would read as markup is escaped', () => {
  const fact: TimeoutFact = {
    id: 'x',
    product: 'x',
    title: 'x',
    role: 'server',
    setting: 'entryPoints.<name>.idle_timeout',
    kind: 'idle-keepalive',
    defaultS: 5,
    source: 'https://example.com/',
    notes: 'a|b * c',
    howToSet: { syntax: 'a | b <c>' },
  };
  expect(factTable([fact])[2]).toBe(
    '| [entryPoints.&lt;name>.idle\\_timeout](https://example.com/)<br>`a \\| b <c>` | towards clients | idle-keepalive | 5 s |  | a\\|b \\* c |',
  );
});
