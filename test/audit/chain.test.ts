/** chain.yaml: the hops in order, from configuration files, catalogue defaults and given values. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { auditFiles } from '../../src/audit/audit-files.ts';
import type { AuditDocument } from '../../src/audit/document.ts';
import { memoryFileSet } from '../../src/audit/memory-file-set.ts';
import { settingNames } from '../../src/audit/model.ts';

const nginx = `upstream app {
    server app:3000;
    keepalive 16;
}
server {
    listen 80;
    location / {
        proxy_pass http://app;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
    }
}
`;

function auditChain(chain: string, others: Record<string, string> = {}): AuditDocument {
  const files = Object.entries({ 'chain.yaml': chain, ...others }).map(([path, text]) => ({ path, text }));
  const document = auditFiles({
    files,
    paths: ['chain.yaml'],
    set: memoryFileSet(files),
    textOf: (path) => files.find((file) => file.path === path)?.text,
    warnings: [],
  });
  if (document === undefined) throw new Error('no chain');
  return document;
}

const messages = ({ warnings }: AuditDocument): string[] =>
  warnings.map(({ line, message }) => `${line}: ${message}`);

describe('a chain file', () => {
  test('puts hops in its order, whatever the addresses say', () => {
    const { hops, chains } = auditChain(
      'hops:\n  - name: a\n    product: aws-alb\n  - name: b\n    product: node\n',
    );
    expect(chains).toEqual([['a', 'b']]);
    expect(hops.map(({ product }) => product)).toEqual(['aws-alb', 'node']);
  });

  test('reads the configuration it points to, with the version it names', () => {
    const chain = (version: string) =>
      `hops:\n  - { name: edge, product: nginx, version: "${version}", config: nginx.conf }\n  - { name: app, product: node }\n`;
    const { hops } = auditChain(chain('1.25'), { 'nginx.conf': nginx });
    expect(hops[0]).toMatchObject({
      name: 'edge',
      version: '1.25',
      asClient: { idleTimeoutS: { value: 60, from: 'default' }, requestLimit: { value: 1000 } },
    });
    expect(hops[0]?.asClient.idleTimeoutS).not.toHaveProperty('assumedVersion');
    const { hops: old } = auditChain(chain('1.18'), { 'nginx.conf': nginx });
    expect(old[0]?.asClient.requestLimit).toBeUndefined();
  });

  test('takes given values over those of the files, with their lines', () => {
    const chain =
      'hops:\n  - name: edge\n    config: [nginx.conf]\n    asClient:\n      idleTimeoutS: 4s\n  - name: app\n    product: node\n';
    const { hops, findings } = auditChain(chain, { 'nginx.conf': nginx });
    expect(hops[0]?.asClient.idleTimeoutS).toMatchObject({ value: 4, from: { file: 'chain.yaml', line: 5 } });
    expect(findings).toEqual([]);
  });

  test('gives values to the side on which they make sense', () => {
    const chain =
      'hops:\n  - name: app\n    values: { idleTimeoutS: 60, connectTimeoutS: 5, preStopS: 10, maxAgeS: unlimited }\n';
    const [app] = auditChain(chain).hops;
    expect(Object.keys(app?.asServer ?? {}).sort()).toEqual(['idleTimeoutS', 'maxAgeS', 'preStopS']);
    expect(Object.keys(app?.asClient ?? {}).sort()).toEqual(['connectTimeoutS', 'idleTimeoutS', 'maxAgeS']);
  });

  test('takes values for one side beside the hop or within its values', () => {
    const beside =
      'hops:\n  - name: app\n    asServer: { idleTimeoutS: 75 }\n    asClient: { idleTimeoutS: 10 }\n';
    const within =
      'hops:\n  - name: app\n    values: { asServer: { idleTimeoutS: 75 }, asClient: { idleTimeoutS: 10 } }\n';
    for (const text of [beside, within]) {
      const { hops, warnings } = auditChain(text);
      expect(hops[0]).toMatchObject({
        asServer: { idleTimeoutS: { value: 75 } },
        asClient: { idleTimeoutS: { value: 10 } },
      });
      expect(warnings).toEqual([]);
    }
  });

  test('of several servers in one file takes those that lead to the next hop', () => {
    const two = `${nginx}server { listen 81; location / { proxy_pass http://elsewhere:9; } }\n`;
    const haproxy = 'frontend app\n  mode http\n  bind :3000\n  timeout client 75s\n';
    const chain =
      'hops:\n  - { name: edge, product: nginx, config: nginx.conf }\n  - { name: app, config: haproxy.cfg }\n';
    const { chains } = auditChain(chain, { 'nginx.conf': two, 'haproxy.cfg': haproxy });
    expect(chains).toEqual([['edge', 'app']]);
  });

  test('a value given there has no edit: it only describes what runs', () => {
    const chain =
      'hops:\n  - { name: a, product: go-http-client }\n  - { name: b, asServer: { idleTimeoutS: 5 } }\n';
    const [finding] = auditChain(chain).findings;
    expect(finding?.rule).toBe('idle-order');
    expect(finding?.fix).toBeUndefined();
    expect(finding?.snippet?.text).toContain('IdleConnTimeout');
  });
});

describe('a chain file with mistakes', () => {
  test('names broken YAML by line and column', () => {
    const { warnings } = auditChain('hops:\n  - name: [a\n');
    expect(warnings[0]).toMatchObject({
      file: 'chain.yaml',
      line: expect.any(Number),
      column: expect.any(Number),
    });
  });

  test('names what it does not know and goes on', () => {
    const document = auditChain(
      'hops:\n  - name: a\n    colour: red\n    product: ngnix\n    values: { idleTimeOut: 5, idleTimeoutS: soon }\n',
    );
    expect(messages(document)).toEqual([
      expect.stringContaining('3: "colour" is no key of a hop'),
      expect.stringContaining('5: "idleTimeOut" is no setting'),
      expect.stringContaining('5: idleTimeoutS: "soon" is neither'),
      expect.stringContaining('2: "ngnix" is not in the catalogue'),
    ]);
    expect(document.hops).toHaveLength(1);
  });

  test('says how a number that looks like milliseconds was read', () => {
    const document = auditChain('hops:\n  - { name: a, values: { idleTimeoutS: 60000 } }\n');
    expect(messages(document)).toEqual([expect.stringContaining('60000 is read as seconds; write 60')]);
    expect(document.hops[0]?.asServer.idleTimeoutS?.value).toBe(60_000);
  });

  test('names a configuration that is not there', () => {
    expect(messages(auditChain('hops:\n  - { name: a, config: missing.conf }\n'))).toEqual([
      '2: there is no file missing.conf',
    ]);
  });

  test('without a list of hops says what is missing', () => {
    expect(messages(auditChain('hops: 5\n'))).toEqual([
      expect.stringContaining('1: there is no list "hops"'),
    ]);
  });
});

describe('the schema of chain files', () => {
  const schema = JSON.parse(readFileSync(new URL('../../schema/chain.schema.json', import.meta.url), 'utf8'));
  const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

  test('knows the settings that the audit knows', () => {
    expect(Object.keys(schema.$defs.settings.properties).sort()).toEqual([...settingNames].sort());
  });

  test('accepts what is right and refuses slips', () => {
    const chain = (hop: object) => ({ hops: [{ name: 'a', ...hop }] });
    expect(validate(chain({ product: 'nginx', values: { idleTimeoutS: '60s', maxAgeS: 'unlimited' } }))).toBe(
      true,
    );
    expect(validate(chain({ config: ['nginx.conf'], rttMs: 20 }))).toBe(true);
    expect(validate(chain({ values: { asServer: { idleTimeoutS: 5 }, maxAgeS: 60 } }))).toBe(true);
    expect(validate(chain({ values: { idleTimeout: 5 } }))).toBe(false);
    expect(validate(chain({ values: { idleTimeoutS: '60 sec' } }))).toBe(false);
    expect(validate({ hops: [] })).toBe(false);
  });
});

describe('a product that its configuration does not name', () => {
  test('is what the chain says, where variables alone say what is set', () => {
    const { hops } = auditChain('hops:\n  - name: app\n    product: node\n    config: [app.env]\n', {
      'app.env': 'KEEP_ALIVE_TIMEOUT=65000\n',
    });
    expect(hops[0]).toMatchObject({
      name: 'app',
      product: 'node',
      asServer: { idleTimeoutS: { value: 65 } },
    });
  });

  test('may be the framework that runs on it', () => {
    const { hops, warnings } = auditChain('hops:\n  - name: app\n    product: node\n    config: [app.js]\n', {
      'app.js': "const fastify = require('fastify');\nfastify({ keepAliveTimeout: 30000 });\n",
    });
    expect(hops[0]).toMatchObject({ product: 'fastify', asServer: { idleTimeoutS: { value: 30 } } });
    expect(warnings).toEqual([]);
  });
});
