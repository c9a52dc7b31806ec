import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newConnection } from '../../test/build/connection.ts';
import type { Connection } from './connection.ts';
import { momentAt } from './moment.ts';
import { acknowledged, deliver, drainPending, type PayloadReader, skipUnseen } from './payload-order.ts';

/** The stream's bytes as they are read; "?" for those that nobody can see. */
function recorder(): { reader: PayloadReader; text: () => string } {
  let text = '';
  const reader: PayloadReader = {
    bytes(_connection, _from, view, start, end) {
      for (let at = start; at < end; at++) text += String.fromCharCode(view.getUint8(at));
    },
    skip(_connection, _from, length) {
      text += '?'.repeat(length);
    },
  };
  return { reader, text: () => text };
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const letters = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));

/** Sends letters `start..end` of the alphabet; the capture has the first `captured` of them. */
function send(
  reader: PayloadReader,
  connection: Connection,
  isn: number,
  start: number,
  end: number,
  captured = end - start,
): void {
  const buffer = letters.slice(start, end);
  deliver(
    reader,
    connection,
    0,
    new DataView(buffer.buffer),
    0,
    captured,
    end - start,
    (isn + 1 + start) | 0,
    momentAt(1, 0),
  );
  buffer.fill(0x21); // the frame's bytes are gone when the next one comes
}

function started(isn: number): Connection {
  const connection = newConnection();
  connection.sides[0].baseSeqKnown = true;
  connection.sides[0].baseSeq = isn;
  return connection;
}

const piece = fc
  .tuple(fc.nat(26), fc.nat(26))
  .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
const isns = fc.constantFrom(0, 5000, 0x7ffffff5, -10);

test('pieces in any order, overlapping and repeated, are read once and in order', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), isns, (pieces, isn) => {
      const connection = started(isn);
      const { reader, text } = recorder();
      const covered = new Set<number>();
      for (const [start, end] of pieces) {
        if (start < end) send(reader, connection, isn, start, end);
        for (let at = start; at < end; at++) covered.add(at);
      }
      let whole = 0;
      while (covered.has(whole)) whole++;
      expect(text()).toBe(ALPHABET.slice(0, whole));
    }),
  );
});

test('when all is over, holes are skipped and what lies behind them is read', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), isns, (pieces, isn) => {
      const connection = started(isn);
      const { reader, text } = recorder();
      const expected = [...ALPHABET].map(() => '?');
      let last = 0;
      for (const [start, end] of pieces.filter(([from, to]) => from < to)) {
        send(reader, connection, isn, start, end);
        for (let at = start; at < end; at++) expected[at] = ALPHABET[at] as string;
        last = Math.max(last, end);
      }
      drainPending(reader, connection, 0, true);
      expect(text()).toBe(expected.slice(0, last).join(''));
      const { app } = connection.sides[0];
      expect([app.pendingBytes, app.missingBytes]).toEqual([
        0,
        expected.slice(0, last).filter((one) => one === '?').length,
      ]);
    }),
  );
});

test('what the peer acknowledges will not come any more', () => {
  const connection = started(0);
  const { reader, text } = recorder();
  send(reader, connection, 0, 0, 2);
  send(reader, connection, 0, 5, 8);
  acknowledged(reader, connection, 0, 4);
  expect(text()).toBe('ab');
  acknowledged(reader, connection, 0, 9);
  expect(text()).toBe('ab???fgh');
});

test('bytes beyond the snap length are known to be missing', () => {
  const connection = started(0);
  const { reader, text } = recorder();
  send(reader, connection, 0, 0, 10, 4);
  send(reader, connection, 0, 2, 12, 1);
  send(reader, connection, 0, 12, 14);
  expect(text()).toBe('abcd????????mn');
});

test('what was acknowledged and never captured is skipped; a single number may be a FIN', () => {
  const connection = started(0);
  const { reader, text } = recorder();
  skipUnseen(reader, connection, 0, 1, momentAt(1, 0));
  send(reader, connection, 0, 0, 3);
  skipUnseen(reader, connection, 0, 5, momentAt(1, 0));
  expect(text()).toBe('abc');
  skipUnseen(reader, connection, 0, 8, momentAt(1, 0));
  expect(text()).toBe('abc????');
});

test('in mid-stream reading begins at the first segment', () => {
  const connection = newConnection();
  const { reader, text } = recorder();
  send(reader, connection, 700, 4, 6);
  send(reader, connection, 700, 6, 8);
  expect(text()).toBe('efgh');
});

test('segments that wait for a hole are bounded', () => {
  const connection = started(0);
  const { reader } = recorder();
  const view = new DataView(new ArrayBuffer(1000));
  for (let i = 1; i <= 1000; i++)
    deliver(reader, connection, 0, view, 0, 1000, 1000, 1 + i * 2000, momentAt(i, 0));
  expect(connection.sides[0].app.pendingBytes).toBeLessThanOrEqual(256 * 1024);
});

test('in mid-stream a first segment one byte below all else was a keep-alive probe: no byte is missing', () => {
  const { reader, text } = recorder();
  const connection = started(99);
  connection.rolesSeen = false;
  // The probe had sequence number 100; the data goes on at 101.
  skipUnseen(reader, connection, 0, 101, momentAt(1, 0));
  send(reader, connection, 100, 0, 3);
  expect([text(), connection.client.app.missingBytes]).toEqual(['abc', 0]);
});
