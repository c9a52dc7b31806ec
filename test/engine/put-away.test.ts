/** Connections that are over, or silent while too many are open, leave what is told of them and nothing else. */
import { expect, test } from 'vitest';
import { createAnalyzer } from '../../src/engine/index.ts';
import { type BuiltFrame, writePcap } from '../build/capture-files.ts';
import { Flag, tcpFrame } from '../build/frames.ts';
import { captureOf } from '../cases/capture.ts';
import { parseScript } from '../cases/script.ts';

test('a connection that has the place of one that is over has nothing of it', () => {
  const script = parseScript(`
[1] open
[1] +0.1 > P. "GET /old HTTP/1.1\\r\\nHost: old.test\\r\\n\\r\\n"
[1] +0.1 < P. "HTTP/1.1 200 OK\\r\\nServer: old\\r\\nContent-Length: 0\\r\\n\\r\\n"
[1] +0.1 > F.
[1] +0.1 < F.
[1] +0.1 > .
[2] @60 > S
[2] +0.1 < S.
[2] +0.1 > .
[2] +0.1 > P. "something else"
[2] +0.1 < R
`);
  const analyzer = createAnalyzer();
  analyzer.push(captureOf(script));
  const { connections } = analyzer.finish().document();
  expect(connections.map(({ stream }) => stream)).toEqual([1]);
  expect(JSON.stringify(connections)).not.toMatch(/old.test|requests/);
});

/** More than the tracker holds in full. */
const CROWD = 121_000;

test('with more open connections than are held, the silent ones are told as they stand, and late segments count', () => {
  const client = (i: number): string => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
  const syn = { src: '10.0.0.0', dst: '192.0.2.1', sport: 40_000, dport: 443, seq: 1, flags: Flag.SYN };
  const frame = tcpFrame(syn);
  const frames: BuiltFrame[] = Array.from({ length: CROWD }, (_, i) => {
    const bytes = frame.slice();
    bytes.set(client(i).split('.').map(Number), 26);
    return { timeNs: BigInt(i) * 1_000_000n, bytes };
  });
  const answer = tcpFrame({
    src: '192.0.2.1',
    dst: client(0),
    sport: 443,
    dport: 40_000,
    seq: 0,
    ack: 2,
    flags: Flag.RST | Flag.ACK,
  });
  frames.push({ timeNs: BigInt(CROWD) * 1_000_000n, bytes: answer });
  const analyzer = createAnalyzer();
  analyzer.push(writePcap(frames));
  const analysis = analyzer.finish();
  const lines = [...analysis.connections()];
  expect(lines).toHaveLength(CROWD);
  expect(lines[0]).toMatchObject({ frames: { client: 1, server: 1 }, rstFrames: [{ frame: CROWD + 1 }] });
  expect(lines.at(-1)).toMatchObject({
    client: { address: client(CROWD - 1) },
    frames: { client: 1, server: 0 },
  });
  expect(analysis.document().totals.connections).toBe(CROWD);
});
