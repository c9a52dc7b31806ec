/** The promise of the frame path: connections in steady use make no objects, however many frames they have. */
import { expect, test } from 'vitest';
import type { createAnalyzer as CreateAnalyzer } from '../../src/engine/index.ts';
import { fewestCollections } from '../build/collections.ts';
import { captureOf } from '../cases/capture.ts';
import { parseScript } from '../cases/script.ts';

/** As it is shipped: the test runner's own form of a module keeps V8 from inlining across files. */
const { createAnalyzer }: { createAnalyzer: typeof CreateAnalyzer } = await import(
  new URL('../../dist/engine/index.js', import.meta.url).href
);

const FRAMES = 1_000_000;
const CONNECTIONS = 64;
const FRAMES_PER_TURN = 3;
/** Bytes come in pieces of about 1 MB: each piece has its view, its frames have nothing. */
const TURNS_PER_PIECE = 16;
/** One turn of every connection: payload of the client (205 bytes with the record header), of the server (905). */
const TURN_S = 1;
const CLIENT_BYTES = 205;
const SERVER_BYTES = 905;

const FILE_HEADER = 24;
const RECORD_HEADER = 16;
/** Behind Ethernet and IPv4 without options. */
const TCP_OFFSET = RECORD_HEADER + 14 + 20;

const script = parseScript(
  `port 443\nrepeat ${CONNECTIONS} every 0.001\nopen\ntls13\nexchange-tls\n@1 > P. data(200)\n@1.02 < P. data(900)\n@1.02 > .\nend`,
);

/** The handshakes, and then some turns of every connection, which can come again with later numbers. */
function split(): { opening: Uint8Array; piece: Uint8Array } {
  const capture = captureOf(script);
  const starts = recordStarts(capture, FILE_HEADER);
  const at = starts.at(-CONNECTIONS * FRAMES_PER_TURN) as number;
  const turn = capture.slice(at);
  const view = new DataView(turn.buffer);
  const piece = new Uint8Array(turn.length * TURNS_PER_PIECE);
  for (let i = 0; i < TURNS_PER_PIECE; i++) {
    piece.set(turn, i * turn.length);
    advance(view, recordStarts(turn, 0), 1);
  }
  return { opening: capture.slice(0, at), piece };
}

function recordStarts(bytes: Uint8Array, from: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const starts: number[] = [];
  for (let at = from; at < bytes.length; at += RECORD_HEADER + view.getUint32(at + 8, true)) starts.push(at);
  return starts;
}

/** Moves records on by some turns: in time and in both sequence spaces. */
function advance(view: DataView, starts: readonly number[], turns: number): void {
  for (let i = 0; i < starts.length; i++) {
    const at = starts[i] as number;
    view.setUint32(at, view.getUint32(at, true) + turns * TURN_S, true);
    const fromServer = view.getUint16(at + TCP_OFFSET) === 443;
    const seq = at + TCP_OFFSET + 4;
    view.setUint32(seq, view.getUint32(seq) + turns * (fromServer ? SERVER_BYTES : CLIENT_BYTES));
    view.setUint32(seq + 4, view.getUint32(seq + 4) + turns * (fromServer ? CLIENT_BYTES : SERVER_BYTES));
  }
}

test('a million frames of long-lived TLS connections make no objects', async () => {
  const { opening, piece } = split();
  const starts = recordStarts(piece, 0);
  const view = new DataView(piece.buffer);
  const analyzer = createAnalyzer();
  analyzer.push(opening);
  const pieces = Math.ceil(FRAMES / starts.length);
  const run = (count: number): void => {
    for (let i = 0; i < count; i++) {
      analyzer.push(piece);
      advance(view, starts, TURNS_PER_PIECE);
    }
  };
  const warmUp = Math.ceil(pieces / 4);
  run(warmUp);
  let rounds = 0;
  const collections = await fewestCollections(() => {
    run(pieces);
    rounds++;
  });
  expect(collections).toBe(0);
  const lines = [...analyzer.finish().connections()];
  const seen = lines.map(
    ({ turns, retransmissions, outOfOrder }) => `${turns} ${retransmissions} ${outOfOrder}`,
  );
  const turns = 1 + (warmUp + rounds * pieces) * TURNS_PER_PIECE;
  expect(new Set(seen)).toEqual(new Set([`${turns} 0 0`]));
});
