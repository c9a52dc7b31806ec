import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createAnalyzer } from './index.ts';

const PCAP_HEADER_LENGTH = 24;

/** Several incidents: the frames of captures that have one each. */
function analysisOfAll(names: readonly string[]) {
  const analyzer = createAnalyzer();
  for (const [i, name] of names.entries()) {
    const capture = readFileSync(new URL(`../../examples/${name}.pcap`, import.meta.url));
    analyzer.push(capture.subarray(i === 0 ? 0 : PCAP_HEADER_LENGTH));
  }
  return analyzer.finish();
}

describe('a document that tells one incident in full', () => {
  const analysis = analysisOfAll(['keepalive-race', 'idle-dropped', 'response-timeout']);
  const whole = analysis.document();
  const brief = analysis.document({ incidentsInFull: 1 });
  const further = whole.incidents.slice(1);

  test('counts as the whole document does', () => {
    expect(further.length).toBeGreaterThan(1);
    expect(brief.totals).toEqual(whole.totals);
  });

  test('has every incident', () => expect(brief.incidents).toEqual(whole.incidents));

  test('leaves out the connections of the others, and no other one', () => {
    const left = new Set(further.flatMap(({ streams }) => streams));
    expect(brief.connections).toEqual(whole.connections.filter(({ stream }) => !left.has(stream)));
    expect(brief.connections.length).toBeLessThan(whole.connections.length);
  });
});

test('the connections of a document are in order of their streams, each once', () => {
  const { connections } = analysisOfAll(['keepalive-race', 'response-timeout']).document({ all: true });
  expect(connections.map(({ stream }) => stream)).toEqual(connections.map((_, stream) => stream));
});

test('without plots the incidents lack what plots are drawn from, and nothing else', () => {
  const analysis = analysisOfAll(['keepalive-race']);
  const [whole] = analysis.document().incidents;
  const [plain] = analysis.document({ plots: false }).incidents;
  expect(whole?.idleOutcomes?.answered).toBeGreaterThan(0);
  expect({ ...plain, idleOutcomes: whole?.idleOutcomes }).toEqual(whole);
  expect(plain?.idleOutcomes).toBeUndefined();
});

test('counted from the document or from its rows: the totals are the same', () => {
  const analysis = analysisOfAll(['healthy', 'keepalive-race']);
  const unfiltered = analysis.document().totals;
  const filtered = analysis.document({ filter: { sinceNs: 0n } }).totals;
  expect(unfiltered.harmlessByCause?.['idle-close']).toBeGreaterThan(0);
  expect(unfiltered.healthy).toBeGreaterThan(0);
  expect(filtered).toEqual(unfiltered);
});
