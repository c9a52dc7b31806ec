import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { harmfulCauses, harmlessCauses } from '../src/diagnose/causes.ts';
import { createAnalyzer } from '../src/engine/index.ts';
import { probed } from './probe/documents.ts';
import {
  connection,
  connectionRefused,
  document,
  idleResetDelayed,
  keepaliveRace,
  mixed,
} from './report/documents.ts';

const root = new URL('../', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(`schema/${name}`, root), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
const explainSchema = read('explain.schema.json');
const isExplain = ajv.compile(explainSchema);
const isConnection = ajv.compile(read('connections.schema.json'));
const isProbe = ajv.compile(read('probe.schema.json'));

test.each(['keepalive-race', 'idle-dropped', 'response-timeout', 'server-restart', 'healthy'])(
  'what the engine says of examples/%s.pcap follows the schemas',
  (name) => {
    const analyzer = createAnalyzer({ keepAll: true });
    analyzer.push(readFileSync(new URL(`examples/${name}.pcap`, root)));
    const analysis = analyzer.finish();
    isExplain(JSON.parse(JSON.stringify(analysis.document({ all: true, files: [name] }))));
    expect(isExplain.errors).toBeNull();
    for (const line of analysis.connections()) {
      isConnection(JSON.parse(JSON.stringify(line)));
      expect(isConnection.errors).toBeNull();
    }
  },
);

test('handcrafted documents follow the schema', () => {
  for (const one of [mixed(), keepaliveRace(), idleResetDelayed(), connectionRefused()]) {
    isExplain(one);
    expect(isExplain.errors).toBeNull();
  }
});

test('the schema knows the causes that the engine knows, and no other', () => {
  expect(explainSchema.$defs.cause.enum).toEqual([...harmfulCauses, ...harmlessCauses, 'unexplained']);
});

test.each(['schema', 'capture', 'totals', 'connections', 'incidents'])(
  'a document without "%s" is refused',
  (field) => {
    const broken: Record<string, unknown> = { ...mixed() };
    delete broken[field];
    expect(isExplain(broken)).toBe(false);
  },
);

test('mistakes inside a connection are refused, and new fields are not', () => {
  const accepts = (more: object) =>
    isExplain(document([{ ...connection(1, 'keepalive-race'), ...more }], []));
  expect(accepts({})).toBe(true);
  expect(accepts({ addedLater: 1 })).toBe(true);
  expect(accepts({ cause: 'no-such-cause' })).toBe(false);
  expect(accepts({ confidence: 1.2 })).toBe(false);
  expect(accepts({ start: '2026-01-31 10:00' })).toBe(false);
  expect(accepts({ evidence: [{ frame: 0, time: '2026-01-31T10:00:00.000000000Z', says: 'x' }] })).toBe(
    false,
  );
  expect(accepts({ idleBeforeS: undefined })).toBe(false);
});

test("a probe's document follows its schema, a mistake in it does not, and new fields are allowed", () => {
  const accepts = (more: object) => isProbe(JSON.parse(JSON.stringify({ ...probed(), ...more })));
  expect(accepts({})).toBe(true);
  expect(accepts({ addedLater: 1 })).toBe(true);
  expect(accepts({ idleTimeout: { ...probed().idleTimeout, outcome: 'sleeps' } })).toBe(false);
  expect(accepts({ versions: {} })).toBe(false);
  expect(accepts({ recommended: null })).toBe(false);
  expect(accepts({ manners: { requests: -1, connections: 1, mostConnections: 1 } })).toBe(false);
});

test('the schemas are part of the package', () => {
  const { exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  for (const name of readdirSync(new URL('schema/', root)))
    expect(exports).toHaveProperty([`./schema/${name}`]);
});
