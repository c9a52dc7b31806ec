/**
 * The core's memory grows while a capture is read, and what looks at it is void then: however odd the capture, nobody looks
 * at what has moved.
 */
import { expect, test } from 'vitest';
import { createCaptureReader } from '../../src/capture/capture-reader.ts';
import { PlacedInput } from '../../src/capture/placed-input.ts';
import { createAnalyzer } from '../../src/engine/index.ts';
import { concat } from '../build/bytes.ts';
import { writePcap, writePcapng } from '../build/capture-files.ts';
import { framesOf, startNs, syns } from '../build/crowd.ts';
import { amsduSubframes } from '../build/encapsulation.ts';

const RAW = 101;
const IEEE80211 = 105;
const words = (...values: number[]): Uint8Array => new Uint8Array(new Uint32Array(values).buffer);

function connectionsIn(capture: Uint8Array, pieceLength = 1 << 20): number {
  const analyzer = createAnalyzer();
  for (let at = 0; at < capture.length; at += pieceLength)
    analyzer.push(capture.subarray(at, at + pieceLength));
  return analyzer.finish().columns().count;
}

const COUNT = 20_000;

test('behind damage a frame that claims to be long keeps the reader waiting, and thousands of connections begin', () => {
  const seconds = Number(startNs / 1_000_000_000n);
  const whole = writePcap(framesOf(syns(COUNT)), { linkType: RAW });
  const first = 24 + 3 * (16 + 40);
  const damaged = words(seconds, 0, 300_000, 300_000);
  const long = words(seconds, 0, 262_144, 262_144);
  const capture = concat(whole.subarray(0, first), damaged, long, whole.subarray(first));
  for (const pieceLength of [1 << 20, 100_000])
    expect(connectionsIn(capture, pieceLength)).toBeGreaterThan(COUNT - 10);
});

test('behind damage a block that claims to be long does so in pcapng', () => {
  const interfaces = [{ linkType: RAW }];
  const whole = writePcapng(framesOf(syns(COUNT)), { interfaces });
  const head = writePcapng(framesOf(syns(2)), { interfaces });
  const capture = concat(head, words(0x2000, 0xfffffff0), words(4, 1 << 20), whole.subarray(head.length));
  expect(connectionsIn(capture)).toBeGreaterThan(COUNT - 10);
});

test('one frame holds a thousand segments', () => {
  const header = new Uint8Array(26);
  header.set([0x88, 0x02]); // QoS data, from the distribution system
  header[24] = 0x80; // A-MSDU present
  const frames = [0, 1].map((i) => concat(header, amsduSubframes(...syns(1000, i * 1000))));
  const reader = createCaptureReader();
  reader.push(writePcap(framesOf(frames), { linkType: IEEE80211 }));
  reader.finish();
  const analyzer = createAnalyzer();
  analyzer.readFrames(reader);
  expect(analyzer.finish(reader.summary).columns().count).toBe(2000);
});

test('bytes that are pushed from any place of the buffer are read once', () => {
  const capture = writePcap(framesOf(syns(1000)), { linkType: RAW });
  const analyzer = createAnalyzer();
  const room = analyzer.buffer();
  room.set(capture);
  analyzer.push(room.subarray(0, 1001));
  room.set(capture);
  analyzer.push(room.subarray(1001, capture.length));
  const analysis = analyzer.finish();
  expect(analysis.columns().count).toBe(1000);
  expect(analysis.document().capture.warnings).toEqual([]);
});

test("a reader of the caller's has its bytes in the buffer, wherever that has moved", () => {
  const capture = writePcap(framesOf(syns(COUNT)), { linkType: RAW });
  const analyzer = createAnalyzer();
  const reader = createCaptureReader();
  const input = new PlacedInput(reader, analyzer);
  for (let at = 0; at < capture.length; ) {
    const room = input.room();
    const piece = capture.subarray(at, at + room.length);
    room.set(piece);
    input.push(room.subarray(0, piece.length));
    at += piece.length;
  }
  input.finish();
  expect(analyzer.finish(reader.summary).columns().count).toBe(COUNT);
});

test('nothing is said about a capture of which nothing came', () => {
  expect(createAnalyzer().finish().document().capture.warnings).toEqual([]);
});
