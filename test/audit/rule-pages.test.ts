/** Every rule has a file, a page and an entry in the list of pages. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ruleIds } from '../../src/audit/rule.ts';
import { rules } from '../../src/audit/rules.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

test('rules are a file each, and each file is in the table', () => {
  const files = readdirSync(new URL('src/audit/rules/', root)).map((name) => name.replace(/\.ts$/, ''));
  expect(rules.map(({ id }) => id as string).sort()).toEqual(files.sort());
  expect([...ruleIds].sort()).toEqual(files.sort());
});

describe.each([...ruleIds])('the page of %s', (id) => {
  const page = read(`docs/rules/${id}.md`);

  test('says what is wrong, the arithmetic, the fix and when it is no problem', () => {
    expect(page.match(/(?<=^## ).+$/gm)).toEqual([
      'What is wrong',
      'The arithmetic',
      'How to fix it',
      'When it is no problem',
      'See also',
    ]);
  });

  test('has the title of its rule, fits a terminal below it, and is listed', () => {
    expect(page.split('\n', 1)[0]).toBe(`# ${id}: ${rules.find((rule) => rule.id === id)?.title}`);
    expect(
      page
        .split('\n')
        .slice(1)
        .filter((line) => [...line].length > 78),
    ).toEqual([]);
    expect(read('docs/rules/README.md')).toContain(`[${id}](${id}.md)`);
  });
});
