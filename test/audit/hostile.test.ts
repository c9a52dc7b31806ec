/** Any text in any file: the audit never throws, takes bounded time, and says what it could not read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditFiles } from '../../src/audit/audit-files.ts';
import type { AuditDocument } from '../../src/audit/document.ts';
import { memoryFileSet } from '../../src/audit/memory-file-set.ts';
import type { ConfigFile } from '../../src/audit/reader.ts';

function auditTexts(...files: ConfigFile[]): AuditDocument | undefined {
  const textOf = (path: string): string | undefined => files.find((file) => file.path === path)?.text;
  return auditFiles({
    files,
    paths: files.map(({ path }) => path),
    set: memoryFileSet(files),
    textOf,
    warnings: [],
  });
}

const messagesOf = (...files: ConfigFile[]): string[] =>
  (auditTexts(...files)?.warnings ?? []).map(({ line, column, message }) => `${line}:${column} ${message}`);

const corpus = fileURLToPath(new URL('corpus', import.meta.url));
const realFiles: ConfigFile[] = readdirSync(corpus, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(corpus, path), text: readFileSync(path, 'utf8') }));

const words = fc.constantFrom(
  ...`server location / upstream app http { } ; " ' # $x \\ keepalive keepalive_timeout 60s 60000 proxy_pass include *
  defaults frontend backend listen from timeout client http-keep-alive mode tcp bind :80 hops: - name: a values:
  idleTimeoutS: [ ] & *a <<: ---`.split(/ |(\n)/),
  ' ',
  '\n',
);
const configLike = fc.array(words, { maxLength: 120 }).map((parts) => parts.join(' '));
const path = fc.constantFrom(
  'nginx.conf',
  'haproxy.cfg',
  'chain.yaml',
  'app.yaml',
  'sites-enabled/x',
  'Dockerfile',
);

describe('the audit never throws', () => {
  test('on words of configuration languages in any order', () => {
    fc.assert(
      fc.property(path, configLike, path, configLike, (one, first, two, second) => {
        auditTexts({ path: one, text: first }, { path: two, text: second });
      }),
      { numRuns: 400 },
    );
  });

  test('on arbitrary text', () => {
    fc.assert(
      fc.property(path, fc.string({ unit: 'binary', maxLength: 300 }), (name, text) => {
        auditTexts({ path: name, text });
      }),
      { numRuns: 400 },
    );
  });

  test('on real files, cut and spliced anywhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...realFiles), fc.nat(), fc.nat(), configLike, (file, a, b, text) => {
        const [from, to] = [a % (file.text.length + 1), b % (file.text.length + 1)];
        const spliced = file.text.slice(0, from) + text.slice(0, 40) + file.text.slice(to);
        auditTexts({ path: file.path, text: spliced });
      }),
      { numRuns: 400 },
    );
  });
});

describe('hostile files', () => {
  test.each([
    ['braces without end', 'nginx.conf', `server {;\n${'location / {'.repeat(100_000)}`],
    ['one long word', 'nginx.conf', `server { listen 80;\n ${'a'.repeat(2_000_000)}`],
    ['many quotes', 'nginx.conf', `server { listen 80;\n ${'"a" '.repeat(300_000)};}`],
    [
      'many servers',
      'nginx.conf',
      'server { listen 80; location / { proxy_pass http://a; } }\n'.repeat(5_000),
    ],
    [
      'many frontends',
      'haproxy.cfg',
      `defaults\n mode http\n timeout client 5s\n${'frontend f\n bind :80\n default_backend b\n'.repeat(5_000)}backend b\n server s a:1\n`,
    ],
    [
      'aliases that multiply',
      'chain.yaml',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\nhops: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n`,
    ],
    ['a glob with many stars', 'nginx.conf', `server { listen 80; include ${'*a'.repeat(500)}; }`],
  ])('%s take bounded time', { timeout: 20_000 }, (_, name, text) => {
    auditTexts({ path: name, text });
  });
});

describe('mistakes are named', () => {
  test('a brace that is never closed, with its line and column', () => {
    expect(messagesOf({ path: 'nginx.conf', text: 'server {\n  listen 80;\n' })).toEqual([
      '1:8 the "{" here is never closed',
    ]);
  });

  test('a brace too many; what follows is read all the same', () => {
    const text = 'server { listen 80; }\n}\nserver { listen 81; keepalive_timeout 5s; }\n';
    const document = auditTexts({ path: 'nginx.conf', text });
    expect(document?.warnings).toMatchObject([{ line: 2, column: 1, message: 'this "}" closes nothing' }]);
    expect(document?.hops).toHaveLength(2);
  });

  test('a directive without its end', () => {
    const text = 'server {\n  listen 80\n}\n';
    expect(messagesOf({ path: 'nginx.conf', text })).toEqual(['2:3 "listen" is not ended by ";"']);
  });

  test('includes that go round in a circle', () => {
    const document = auditTexts(
      { path: 'nginx.conf', text: 'http { include a.conf; server { listen 80; } }' },
      { path: 'a.conf', text: 'include b.conf;\nkeepalive_timeout 7s;' },
      { path: 'b.conf', text: 'include a.conf;' },
    );
    expect(document?.warnings).toMatchObject([
      { file: 'b.conf', line: 1, message: expect.stringContaining('includes itself') },
    ]);
    expect(document?.hops[0]?.asServer.idleTimeoutS?.value).toBe(7);
  });

  test.each([
    [
      'nginx.conf',
      'server {\n listen 80;\n keepalive_timeout 60000;\n}',
      '3:undefined keepalive_timeout 60000 without a unit is read as 60000 seconds (16.7 hours)',
    ],
    [
      'nginx.conf',
      'server {\n listen 80;\n keepalive_timeout 60x;\n}',
      '3:undefined keepalive_timeout "60x" is not a duration',
    ],
    [
      'haproxy.cfg',
      'frontend f\n mode http\n timeout client 60\n',
      '3:undefined timeout client 60 without a unit is read as 60 milliseconds',
    ],
    [
      'haproxy.cfg',
      'frontend f\n mode http\n timeout client 60 seconds"\n',
      '3:27 the quote that begins here is never closed',
    ],
    [
      'haproxy.cfg',
      'timeout client 60s\nfrontend f\n mode http\n',
      '1:1 "timeout" stands outside of any section',
    ],
  ])('%s: a value that is not what was meant', (name, text, expected) => {
    expect(messagesOf({ path: name, text })).toContainEqual(expect.stringContaining(expected));
  });
});
