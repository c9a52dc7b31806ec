/**
 * Whole chains, a folder each: in `good` nothing is wrong, and nothing but information may be said; in `planted` there is
 * one fault (or a fault and what follows from it), which findings.txt names.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { auditFiles } from '../../src/audit/audit-files.ts';
import { converge } from '../../src/audit/converge.ts';
import type { AuditDocument } from '../../src/audit/document.ts';
import { ruleIds } from '../../src/audit/rule.ts';
import { type ConfigFiles, readConfigFiles } from '../../src/node/config-files.ts';

const root = fileURLToPath(new URL('chains', import.meta.url));
const folders = (kind: string): string[] => readdirSync(join(root, kind));

function auditOf(source: ConfigFiles, paths: readonly string[]) {
  const document = auditFiles({ ...source, paths }) as AuditDocument;
  return {
    document,
    textOf: source.textOf,
    with: (path: string, text: string) => auditOf(source.with(path, text), paths),
  };
}

/** A chain file, or the configuration files by themselves. */
function auditFolder(kind: string, name: string) {
  const folder = join(root, kind, name);
  const names = readdirSync(folder).filter((file) => file !== 'findings.txt');
  const paths = (names.includes('chain.yaml') ? ['chain.yaml'] : names).map((file) => join(folder, file));
  return auditOf(readConfigFiles(paths), paths);
}

const findingLines = ({ findings }: AuditDocument): string[] =>
  findings.map(({ severity, rule, hops }) => `${severity} ${rule} ${hops.join('→')}`);

describe('a chain in which nothing is wrong', () => {
  test('there are at least ten', () => {
    expect(folders('good').length).toBeGreaterThanOrEqual(10);
  });

  test.each(folders('good'))('%s', (name) => {
    const { document } = auditFolder('good', name);
    expect(document.chains.some((chain) => chain.length > 1)).toBe(true);
    expect(document.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(document.warnings).toEqual([]);
  });
});

describe('a planted fault is found, and nothing else', () => {
  test.each(folders('planted'))('%s', (name) => {
    const expected = readFileSync(join(root, 'planted', name, 'findings.txt'), 'utf8')
      .trim()
      .split('\n');
    expect(findingLines(auditFolder('planted', name).document)).toEqual(expected);
  });

  test('every rule has a chain in which it fires', () => {
    const texts = folders('planted').map((name) =>
      readFileSync(join(root, 'planted', name, 'findings.txt'), 'utf8'),
    );
    const fired = new Set(texts.flatMap((text) => text.match(/(?<=^\w+ )\S+/gm) ?? []));
    expect(fired.size).toBe(11);
  });
});

describe('the document follows its schema', () => {
  const schema = JSON.parse(readFileSync(new URL('../../schema/audit.schema.json', import.meta.url), 'utf8'));
  const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

  test.each([
    ...folders('good').map((name) => ['good', name]),
    ...folders('planted').map((name) => ['planted', name]),
  ])('%s/%s', (kind, name) => {
    validate(JSON.parse(JSON.stringify(auditFolder(kind ?? '', name ?? '').document)));
    expect(validate.errors).toBeNull();
  });

  test('which names every rule', () => {
    expect([...schema.$defs.finding.properties.rule.enum].sort()).toEqual([...ruleIds].sort());
  });
});

describe('an edit ends the finding', () => {
  test.each([
    'nginx-outlives-node',
    'haproxy-pool-outlives-nginx',
    'haproxy-bound-outlives-nginx',
    'outer-gives-up-first',
    'upload-cut-by-outer',
    'more-requests-than-allowed',
    'older-than-allowed',
  ])('%s', (name) => {
    const { edits, document } = converge(auditFolder('planted', name));
    expect(edits.length).toBeGreaterThan(0);
    expect(findingLines(document)).toEqual([]);
  });
});
