/** The short way of usual segments must note exactly what the whole analysis notes. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Analyzer, createAnalyzer } from '../../src/engine/index.ts';
import { captureOf, usualWorld } from '../cases/capture.ts';
import { readCases } from '../cases/case-file.ts';
import { parseScript } from '../cases/script.ts';

type Engine = { createAnalyzer: typeof createAnalyzer };
const folder = (name: string): string => fileURLToPath(new URL(`../../${name}/`, import.meta.url));

let short: Engine;
let long: Engine;

beforeAll(async () => {
  short = await import('../../src/engine/index.ts');
  vi.resetModules();
  vi.doMock('../../src/flow/usual-segment.ts', async (original) => ({
    ...(await original<object>()),
    usualOf: () => 0,
  }));
  long = await import('../../src/engine/index.ts');
  vi.doUnmock('../../src/flow/usual-segment.ts');
});

function everything(engine: Engine, capture: Uint8Array): object {
  const analyzer: Analyzer = engine.createAnalyzer({ keepAll: true });
  analyzer.push(capture);
  const analysis = analyzer.finish();
  return { document: analysis.document({ all: true }), connections: [...analysis.connections()] };
}

function compare(capture: Uint8Array): void {
  expect(everything(short, capture)).toEqual(everything(long, capture));
}

test('the cases', () => {
  for (const { segments } of readCases()) compare(captureOf(parseScript(segments), usualWorld));
});

test('captures of real programs', () => {
  const lab = readdirSync(folder('test/captures/lab')).filter((name) => name.endsWith('.gz'));
  const examples = readdirSync(folder('examples')).filter((name) => name.endsWith('.pcap'));
  expect(lab.length).toBeGreaterThan(50);
  for (const name of lab)
    compare(new Uint8Array(gunzipSync(readFileSync(`${folder('test/captures/lab')}${name}`))));
  for (const name of examples) compare(new Uint8Array(readFileSync(`${folder('examples')}${name}`)));
}, 60_000);

test('the mocked engine really takes the long way', () => {
  expect(short.createAnalyzer).not.toBe(long.createAnalyzer);
});
