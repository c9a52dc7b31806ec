/** A line that a reader offers for a setting that is not written is read back, at its place, as the value put into it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { memoryFileSet } from '../../src/audit/memory-file-set.ts';
import { type Hop, type Insertion, type SettingName, type Side, sides } from '../../src/audit/model.ts';
import { readConfigs } from '../../src/audit/read-configs.ts';
import type { ConfigFile } from '../../src/audit/reader.ts';

const corpus = fileURLToPath(new URL('corpus', import.meta.url));

const cases = readdirSync(corpus).flatMap((product) =>
  readdirSync(join(corpus, product)).flatMap((name) => {
    const files = filesIn(join(corpus, product, name));
    const { hops } = readConfigs(files, memoryFileSet(files));
    const offers = hops.flatMap((hop, index) => offersOf(hop, index));
    return offers.length === 0 ? [] : [{ name: `${product}/${name}`, files, offers }];
  }),
);

function filesIn(folder: string): ConfigFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(folder, path), text: readFileSync(path, 'utf8') }));
}

interface Offer {
  index: number;
  side: Side;
  setting: SettingName;
  insertion: Insertion;
}

/** Of settings that are not written: where one is, its own line is edited. */
function offersOf(hop: Hop, index: number): Offer[] {
  return sides.flatMap((side) =>
    Object.entries(hop.insert?.[side] ?? {}).flatMap(([setting, insertion]) =>
      hop[side][setting as SettingName]?.text === undefined && hop[side].keepAlive?.value !== false
        ? [{ index, side, setting: setting as SettingName, insertion }]
        : [],
    ),
  );
}

const written = { s: '77', ms: '77000', suffix: '77s', count: '77', word: '77' };

function withLine(files: readonly ConfigFile[], { after, line, unit }: Insertion): ConfigFile[] {
  return files.map((file) => {
    if (file.path !== after.file) return file;
    const lines = file.text.split('\n');
    const indentation = /^\s*/.exec(lines[after.line - 1] ?? '')?.[0] ?? '';
    lines.splice(after.line, 0, indentation + line.replace('{}', written[unit]));
    return { ...file, text: lines.join('\n') };
  });
}

describe.each(cases)('$name', ({ files, offers }) => {
  test.each(offers)('$side $setting of hop $index', ({ index, side, setting, insertion }) => {
    const changed = withLine(files, insertion);
    const read = readConfigs(changed, memoryFileSet(changed)).hops[index]?.[side][setting];
    expect(read?.value).toBe(77);
    expect(read?.from).toEqual({ file: insertion.after.file, line: insertion.after.line + 1 });
  });
});

test('application servers, load balancers and proxies offer lines', () => {
  const products = new Set(cases.map(({ name }) => name.replace(/\/.*/, '')));
  expect([...products]).toEqual(
    expect.arrayContaining([
      'apache-httpd',
      'gunicorn',
      'ingress-nginx',
      'nginx',
      'puma',
      'spring-boot',
      'terraform',
      'tomcat',
    ]),
  );
});
