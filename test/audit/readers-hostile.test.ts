/** Every reader on what nobody would write: no exception, and time in proportion to the length. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryFileSet } from '../../src/audit/memory-file-set.ts';
import { type ConfigReading, readConfigs } from '../../src/audit/read-configs.ts';
import type { ConfigFile } from '../../src/audit/reader.ts';

const corpus = fileURLToPath(new URL('corpus', import.meta.url));

/** The files of each case of the corpus. */
const folders: ConfigFile[][] = readdirSync(corpus)
  .flatMap((product) => readdirSync(join(corpus, product)).map((name) => join(corpus, product, name)))
  .map((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: relative(folder, path), text: readFileSync(path, 'utf8') })),
  );

function read(files: readonly ConfigFile[]): ConfigReading {
  return readConfigs(files, memoryFileSet(files));
}

const pieces = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '"',
    "'",
    '`',
    '\\',
    '\n',
    '#',
    '/*',
    '*/',
    '${',
    ': ',
    '- ',
    '=',
    '&a ',
    '*a',
  ],
  ...[
    '--keep-alive',
    '75',
    '60s',
    'PT1M',
    '{{ .Values.x }}',
    'include *',
    'timeout',
    '\u0000',
    '\ufeff',
    '</Connector>',
  ],
);

describe('no reader throws', () => {
  test('on files of the corpus with pieces cut out and put in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...folders),
        fc.nat(),
        fc.nat(40),
        fc.array(pieces, { maxLength: 6 }),
        (files, at, cut, put) => {
          const damaged = files.map(({ path, text }) => {
            const start = at % (text.length + 1);
            return { path, text: text.slice(0, start) + put.join('') + text.slice(start + cut) };
          });
          expect(read(damaged).hops.length).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('on a file of one product under the name of another', () => {
    const paths = folders.flatMap((files) => files.map(({ path }) => path));
    const texts = folders.flatMap((files) => files.map(({ text }) => text));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...texts), (path, text) => {
        expect(read([{ path, text }]).hops.length).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });
});

/** How each format begins, up to where a value would stand. */
const beginnings: readonly (readonly [path: string, text: string])[] = [
  [
    'web.yaml',
    'apiVersion: v1\nkind: Deployment\nspec:\n template:\n  spec:\n   containers:\n   - command: [gunicorn]\n     x: ',
  ],
  ['docker-compose.yml', 'services:\n a:\n  image: b\n  command: gunicorn '],
  ['Dockerfile', 'FROM python\nCMD gunicorn '],
  ['gunicorn.conf.py', 'keepalive = '],
  ['main.py', 'import uvicorn\nuvicorn.run(app, timeout_keep_alive='],
  ['puma.rb', 'persistent_timeout '],
  ['.env', 'KEEP_ALIVE_TIMEOUT='],
  ['application.properties', 'server.tomcat.keep-alive-timeout='],
  ['server.xml', '<Server port="1"><Service><Connector keepAliveTimeout="'],
  ['server.js', 'server.keepAliveTimeout = '],
  ['agent.ts', 'new Agent({ keepAlive: true, timeout: '],
  ['main.go', 'import "net/http"\nvar s = http.Server{ IdleTimeout: '],
  ['main.tf', 'resource "aws_lb" "a" { idle_timeout = '],
  ['alb.json', '{"Attributes":[{"Key":"idle_timeout.timeout_seconds","Value":"'],
  ['httpd.conf', 'KeepAliveTimeout 5\nProxyPass / '],
  ['envoy.yaml', 'static_resources:\n  listeners:\n  - filter_chains:\n    - filters:\n      - name: '],
  ['traefik.toml', '[entryPoints.web]\naddress = '],
  ['Caddyfile', 'a.com {\n reverse_proxy '],
];

const repeated = [
  ...[
    ' ',
    'a',
    '"',
    '{',
    '}',
    '(',
    '[',
    '<',
    '\\',
    '\\\n',
    '\n',
    '${',
    '${A:-',
    '}\n',
    'a: ',
    '- ',
    '#',
    '/*',
    'a=',
    'a.',
  ],
  ...[
    'import a\n',
    'Include *\n',
    '[[a]]\n',
    'x: &x [*x, *x]\n',
    'timeout: 1, ',
    'new Agent({',
    'process.env.A || ',
    '<a>',
  ],
];

describe.each(beginnings)('%s', (path, beginning) => {
  test.each(repeated)('with %j for the rest is read or refused soon', (piece) => {
    const text = beginning + piece.repeat(30_000 / piece.length);
    const started = performance.now();
    read([{ path, text }]);
    // What takes time in proportion to the square of the length needs ten times as long.
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
