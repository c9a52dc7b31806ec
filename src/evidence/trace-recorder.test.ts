import { expect, test } from 'vitest';
import { writePcap } from '../../test/build/capture-files.ts';
import { Flag, tcpFrame } from '../../test/build/frames.ts';
import type { ConnectionTrace } from '../engine/trace.ts';
import { createStreamWalk } from './stream-walk.ts';
import { type TracedConnection, TraceRecorder } from './trace-recorder.ts';

const client = { address: '10.0.0.5', port: 50_000 };
const server = { address: '10.0.3.7', port: 80 };
const start = '2026-01-31T10:00:00.000000000Z';

function traceOf(connection: TracedConnection, capture: Uint8Array): ConnectionTrace | undefined {
  const recorder = new TraceRecorder([connection]);
  const walk = createStreamWalk([recorder]);
  walk.push(capture);
  walk.finish();
  return recorder.traces()[0];
}

/** `count` segments of 100 bytes from the client, one a millisecond. */
function upload(count: number): Uint8Array {
  const ends = { src: client.address, dst: server.address, sport: client.port, dport: server.port };
  return writePcap(
    Array.from({ length: count }, (_, index) => ({
      timeNs: BigInt(index) * 1_000_000n,
      bytes: tcpFrame({
        ...ends,
        seq: 1 + index * 100,
        flags: Flag.ACK,
        payload: new Uint8Array(100).fill(90),
      }),
    })),
  );
}

test('a very long connection keeps its beginning, its end and what is cited, and says what is left out', () => {
  const evidence = [{ frame: 4000, time: start, says: 'here' }];
  const trace = traceOf({ stream: 0, client, server, start, evidence }, upload(20_000));
  const frames = trace?.frames ?? [];
  expect(frames.length).toBeLessThan(3100);
  expect(frames.map(({ frame }) => frame)).toEqual(expect.arrayContaining([1, 500, 4000, 20_000]));
  const skipped = frames.reduce((sum, frame) => sum + (frame.skipped?.frames ?? 0), 0);
  const skippedBytes = frames.reduce((sum, frame) => sum + (frame.skipped?.clientBytes ?? 0), 0);
  expect(frames.length + skipped).toBe(20_000);
  expect(skippedBytes).toBe(skipped * 100);
  expect(trace?.totalFrames).toBe(20_000);
});

test('requests are named without their query strings', () => {
  const ends = { src: client.address, dst: server.address, sport: client.port, dport: server.port };
  const payload = 'GET /orders?token=secret HTTP/1.1\r\nHost: shop\r\n\r\n';
  const capture = writePcap([{ timeNs: 0n, bytes: tcpFrame({ ...ends, seq: 1, flags: Flag.ACK, payload }) }]);
  expect(traceOf({ stream: 0, client, server, start }, capture)?.frames[0]?.contents).toEqual([
    'GET /orders',
  ]);
});
