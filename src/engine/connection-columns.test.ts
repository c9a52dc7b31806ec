import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ConnectionColumns } from './connection-columns.ts';
import { createAnalyzer } from './index.ts';

const root = new URL('../../', import.meta.url);

function analysisOf(name: string) {
  const analyzer = createAnalyzer();
  analyzer.push(readFileSync(new URL(`examples/${name}.pcap`, root)));
  return analyzer.finish();
}

function cell({ columns }: ConnectionColumns, name: string, row: number): string | number | undefined {
  const column = columns[name];
  return column?.kind === 'text' ? column.texts[column.codes[row] as number] : column?.values[row];
}

describe.each(['keepalive-race', 'idle-dropped', 'server-restart'])('the columns of %s', (name) => {
  const analysis = analysisOf(name);
  const columns = analysis.columns();
  const lines = [...analysis.connections()];

  test('say what its lines say', () => {
    expect(columns.count).toBe(lines.length);
    const rows = lines.map((_, row) => [
      cell(columns, 'stream', row),
      cell(columns, 'client', row),
      cell(columns, 'clientPort', row),
      cell(columns, 'server', row),
      cell(columns, 'serverPort', row),
      cell(columns, 'ending', row),
      cell(columns, 'endedBy', row),
      cell(columns, 'protocol', row),
      cell(columns, 'durationS', row),
      cell(columns, 'bytesSent', row),
      cell(columns, 'bytesReceived', row),
      cell(columns, 'frames', row),
      cell(columns, 'resets', row),
      cell(columns, 'turns', row),
      cell(columns, 'retransmissions', row),
    ]);
    expect(rows).toEqual(
      lines.map((line) => [
        line.stream,
        line.client.address,
        line.client.port,
        line.server.address,
        line.server.port,
        line.ending,
        line.endedBy,
        line.protocol,
        line.durationS,
        line.bytes.client,
        line.bytes.server,
        line.frames.client + line.frames.server,
        line.rstFrames.length,
        line.turns,
        line.retransmissions,
      ]),
    );
  });

  test('have the verdicts of its document', () => {
    const { connections } = analysis.document({ all: true });
    expect(connections.map(({ stream }) => cell(columns, 'cause', stream))).toEqual(
      connections.map(({ cause }) => cause ?? 'healthy'),
    );
    expect(connections.map(({ stream }) => cell(columns, 'harm', stream))).toEqual(
      connections.map(({ harm }) => harm),
    );
  });
});

test('an incident tells the idle times that its bracket was inferred from', () => {
  const [incident] = analysisOf('idle-dropped').document().incidents;
  const outcomes = incident?.idleOutcomes;
  expect(outcomes?.answered).toBeGreaterThan(20);
  expect(outcomes?.answeredS).toHaveLength(outcomes?.answered ?? 0);
  expect(Math.max(...(outcomes?.answeredS ?? []))).toBe(incident?.inferred.idleTimeoutS?.low);
});

test('an incident without an idle timeout has none', () => {
  const [incident] = analysisOf('response-timeout').document().incidents;
  expect(incident?.idleOutcomes).toBeUndefined();
});
