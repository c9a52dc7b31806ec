/**
 * Configuration files as people have them, each folder one case: the files and, in expected.json, every setting that is
 * written in them, with its place. `warnings` are parts of the messages expected, in order.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { memoryFileSet } from '../../src/audit/memory-file-set.ts';
import type { Endpoint, Hop, Settings } from '../../src/audit/model.ts';
import { readConfigs } from '../../src/audit/read-configs.ts';
import type { ConfigFile } from '../../src/audit/reader.ts';

const corpus = fileURLToPath(new URL('corpus', import.meta.url));

interface ExpectedHop {
  name: string;
  product: string;
  version?: string;
  upstreams?: string[];
  listens?: string[];
  asServer: Record<string, unknown>;
  asClient: Record<string, unknown>;
}

interface Expected {
  hops: ExpectedHop[];
  warnings: string[];
}

const cases = readdirSync(corpus)
  .flatMap((product) => readdirSync(join(corpus, product)).map((name) => `${product}/${name}`))
  .sort();

describe.each(cases)('%s', (name) => {
  const folder = join(corpus, name);
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
  const files = filesIn(folder);
  const reading = readConfigs(files, memoryFileSet(files));

  test('every setting is read with its inherited value and its line', () => {
    expect(reading.hops.map((hop, index) => asExpected(hop, expected.hops[index]))).toEqual(expected.hops);
  });

  test('what could not be read is said, and nothing else', () => {
    expect(reading.warnings.map(({ message }) => message)).toEqual(
      expected.warnings.map((part) => expect.stringContaining(part)),
    );
  });
});

function filesIn(folder: string): ConfigFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(folder, path), text: readFileSync(path, 'utf8') }));
}

/** `version`, `listens` and `upstreams` are compared only where the case names them. */
function asExpected(hop: Hop, expected: ExpectedHop | undefined): ExpectedHop {
  return {
    name: hop.name,
    product: hop.product,
    ...(expected?.version && { version: hop.version }),
    ...(expected?.upstreams && { upstreams: hop.upstreams.map(endpointText) }),
    ...(expected?.listens && { listens: hop.listens.map(endpointText) }),
    asServer: settingsText(hop.asServer),
    asClient: settingsText(hop.asClient),
  };
}

function endpointText({ host = '*', port }: Endpoint): string {
  return port === undefined ? host : `${host}:${port}`;
}

/** [value, "file:line"] or [value, "default"]. */
function settingsText(settings: Settings): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, { value, from }]) => [
      name,
      [value, from === 'default' ? from : `${from.file}:${from.line}`],
    ]),
  );
}
