import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat } from '../../test/build/bytes.ts';
import { sack, synOptions, tcpSegment, timestamps } from '../../test/build/frames.ts';
import { TcpHeader } from './tcp-header.ts';

const ends = { src: '10.0.0.1', dst: '10.0.0.2', sport: 0xfedc, dport: 80 };

function headerOf(options: number[] | Uint8Array, captured = 60): TcpHeader {
  const bytes = concat([9, 9, 9], tcpSegment({ ...ends, options }));
  const header = new TcpHeader();
  header.at(new DataView(bytes.buffer), 3, Math.min(3 + captured, bytes.length));
  return header;
}

test('every field is where RFC 9293 has it', () => {
  const bytes = tcpSegment({
    ...ends,
    seq: 0xdeadbeef,
    ack: 1,
    flags: 0xa5,
    window: 0xffff,
    urgentPointer: 7,
  });
  const header = new TcpHeader();
  header.at(new DataView(bytes.buffer), 0, bytes.length);
  expect(header.sourcePort).toBe(0xfedc);
  expect(header.destinationPort).toBe(80);
  expect(header.sequenceNumber).toBe(0xdeadbeef | 0);
  expect(header.acknowledgmentNumber).toBe(1);
  expect(header.dataOffsetBytes).toBe(20);
  expect(header.flags).toBe(0xa5);
  expect(header.window).toBe(0xffff);
  expect(header.urgentPointer).toBe(7);
});

test('a header without options has none', () => {
  const header = headerOf([]);
  expect(header.hasTimestamps).toBe(false);
  expect(header.timestampValue).toBe(0);
  expect(header.windowScale).toBe(-1);
  expect(header.maximumSegmentSize).toBe(0);
  expect(header.sackPermitted).toBe(false);
  expect(header.sackCount).toBe(0);
});

test('the options of a SYN are read', () => {
  const header = headerOf(synOptions({ mss: 1460, windowScale: 7, value: 0xfffffffe, echo: 3 }));
  expect(header.maximumSegmentSize).toBe(1460);
  expect(header.sackPermitted).toBe(true);
  expect(header.hasTimestamps).toBe(true);
  expect(header.timestampValue).toBe(0xfffffffe);
  expect(header.timestampEcho).toBe(3);
  expect(header.windowScale).toBe(7);
});

test('aligned timestamps are read, also with SACK blocks behind them', () => {
  const header = headerOf(concat(timestamps(0x80000000, 0xffffffff), sack([-16, 100], [200, 300])));
  expect(header.hasTimestamps).toBe(true);
  expect(header.timestampValue).toBe(0x80000000);
  expect(header.timestampEcho).toBe(0xffffffff);
  expect(header.sackCount).toBe(2);
  expect([header.sackLeftEdge(0), header.sackRightEdge(0)]).toEqual([-16, 100]);
  expect([header.sackLeftEdge(1), header.sackRightEdge(1)]).toEqual([200, 300]);
});

test('a window scale above 14 counts as 14', () => {
  expect(headerOf([3, 3, 200, 0]).windowScale).toBe(14);
});

test('options end at the end mark, at nonsense, and where the capture ends', () => {
  const mss = [2, 4, 5, 0xb4];
  expect(headerOf([0, 1, 1, 1, ...mss]).maximumSegmentSize).toBe(0);
  expect(headerOf([99, 1, 0, 0, ...mss]).maximumSegmentSize).toBe(0);
  expect(headerOf([99, 4, 0, 0, ...mss]).maximumSegmentSize).toBe(1460);
  expect(headerOf([...mss, ...timestamps(1, 2)], 20 + 10).hasTimestamps).toBe(false);
  expect(headerOf([...mss, ...timestamps(1, 2)], 20 + 10).maximumSegmentSize).toBe(1460);
  expect(headerOf(timestamps(1, 2), 20 + 11).hasTimestamps).toBe(false);
});

test('the next segment does not inherit options', () => {
  const first = tcpSegment({ ...ends, options: synOptions({ mss: 1460, windowScale: 7 }) });
  const second = tcpSegment(ends);
  const header = new TcpHeader();
  header.at(new DataView(first.buffer), 0, first.length);
  expect(header.windowScale).toBe(7);
  header.at(new DataView(second.buffer), 0, second.length);
  expect(header.windowScale).toBe(-1);
  expect(header.hasTimestamps).toBe(false);
});

test('timestamps are the same by the short way and by walking the options', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (value, echo) => {
      const aligned = headerOf(timestamps(value, echo));
      const shifted = headerOf(concat([8, 10], timestamps(value, echo).subarray(4), [1, 1]));
      expect(aligned.timestampValue).toBe(value >>> 0);
      expect(aligned.timestampEcho).toBe(echo >>> 0);
      expect(shifted.hasTimestamps).toBe(true);
      expect(shifted.timestampValue).toBe(value >>> 0);
      expect(shifted.timestampEcho).toBe(echo >>> 0);
    }),
  );
});
