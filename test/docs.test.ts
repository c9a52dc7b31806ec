/**
 * The documents hold what they promise: every cause has a page on one skeleton that fits a terminal, links lead
 * somewhere, neighbours are causes, and settings are those of the catalogue.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { facts } from '../src/catalog/facts.ts';
import { harmfulCauses, harmlessCauses } from '../src/diagnose/causes.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const causes: readonly string[] = [...harmfulCauses, ...harmlessCauses, 'unexplained'];

const skeleton = [
  'In one sentence',
  'How it looks on the wire',
  'How it is told from its neighbours',
  'Who acts',
  'What to set',
  'Harm and retry',
  'What people see in logs',
  'How to prove it',
  'RFC sections',
];

/** Ladders, tables and prose must not wrap in a terminal of 80 columns. */
const WIDEST_LINE = 78;

describe.each(causes)('the page of %s', (cause) => {
  const page = read(`docs/causes/${cause}.md`);

  test('begins with the id and what it means', () => {
    expect(page.split('\n')[0]).toMatch(new RegExp(`^# ${cause}: \\S.{10,}$`));
  });

  test('has the sections of the skeleton, in order, none of them empty', () => {
    expect(headings(page)).toEqual(skeleton);
    for (const heading of skeleton) expect(section(page, heading).trim(), heading).not.toBe('');
  });

  test('shows at least one ladder and nothing too wide for a terminal', () => {
    expect(fences(section(page, 'How it looks on the wire')).join('')).toContain('│');
    expect(page.split('\n').filter((line) => [...line].length > WIDEST_LINE)).toEqual([]);
  });

  test('compares itself only with causes, and never with itself', () => {
    const named = firstCells(section(page, 'How it is told from its neighbours')).filter((cell) =>
      cell.startsWith('`'),
    );
    const neighbours = named.map((cell) => cell.replaceAll('`', ''));
    expect(neighbours.filter((id) => !causes.includes(id))).toEqual([]);
    expect(neighbours).not.toContain(cause);
    if (cause !== 'unexplained') expect(neighbours.length).toBeGreaterThanOrEqual(3);
  });

  test('cites RFCs by section', () => {
    expect(section(page, 'RFC sections')).toMatch(/RFC \d{3,4}\s+section \d/);
  });
});

test.each(causes)('every setting on the page of %s is in the catalogue, with that default', (cause) => {
  const rows = tableRows(section(read(`docs/causes/${cause}.md`), 'What to set')).filter((row) =>
    row[0]?.startsWith('`'),
  );
  const unknown = rows.filter(
    ([product = '', setting = '', byDefault = '']) => !isInCatalogue(product, setting, byDefault),
  );
  expect(unknown).toEqual([]);
});

test('the index lists every cause once, and there is no page without a cause', () => {
  const listed = [...read('docs/causes/README.md').matchAll(/^- \[([a-z-]+)\]\(\1\.md\): (.*)$/gm)].map(
    (match) => match[1],
  );
  expect([...listed].sort()).toEqual([...causes].sort());
  const pages = readdirSync(join(root, 'docs/causes')).filter((name) => name !== 'README.md');
  expect(pages.map((name) => name.replace('.md', '')).sort()).toEqual([...causes].sort());
});

test('links between documents lead to files and headings that exist', () => {
  const broken = documents().flatMap((path) =>
    linksOf(path)
      .filter((link) => !resolves(path, link))
      .map((link) => `${path}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test('the contributor guide and the architecture stay short', () => {
  expect(read('CONTRIBUTING.md').split('\n').length).toBeLessThanOrEqual(151);
  expect(read('docs/architecture.md').split('\n').length).toBeLessThanOrEqual(201);
});

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function documents(): string[] {
  const under = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory()
        ? under(`${folder}/${entry.name}`)
        : entry.name.endsWith('.md')
          ? [`${folder}/${entry.name}`]
          : [],
    );
  return [...readdirSync(root).filter((name) => name.endsWith('.md')), ...under('docs')];
}

function headings(page: string): string[] {
  return [...withoutFences(page).matchAll(/^## (.*)$/gm)].map((match) => match[1] ?? '');
}

function section(page: string, heading: string): string {
  const after = page.split(`\n## ${heading}\n`)[1] ?? '';
  return after.split(/\n## /)[0] ?? '';
}

function fences(text: string): string[] {
  return text.match(/^```text\n[\s\S]*?^```$/gm) ?? [];
}

function withoutFences(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

function firstCells(text: string): string[] {
  return tableRows(text).map((row) => row[0] ?? '');
}

/** The cells of all rows of the tables in a text. */
function tableRows(text: string): string[][] {
  const rows = text.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| -'));
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** A page may shorten a setting's name where the product makes it clear; "fixed" cannot be set. */
function isInCatalogue(product: string, setting: string, byDefault: string): boolean {
  const name = setting.replaceAll('`', '');
  return facts.some(
    (fact) =>
      `\`${fact.product}\`` === product &&
      (name === 'fixed'
        ? fact.howToSet === undefined
        : fact.setting.includes(name) || (fact.howToSet?.syntax.includes(name) ?? false)) &&
      writtenDefaults(fact).includes(byDefault),
  );
}

function writtenDefaults({ defaultS, defaultValue }: (typeof facts)[number]): string[] {
  if (defaultS === null && defaultValue === undefined) return ['none'];
  return [`${defaultS} s`, String(defaultValue)];
}

function linksOf(path: string): string[] {
  const links = [...withoutFences(read(path)).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

function resolves(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? join(root, from) : resolve(root, dirname(from), file);
  if (!existsSync(target)) return false;
  return anchor === undefined || anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
}

/** Anchors as GitHub makes them from headings. */
function anchorsOf(page: string): string[] {
  return [...withoutFences(page).matchAll(/^#+ (.*)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}
