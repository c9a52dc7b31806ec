/** Cleartext HTTP/2 where the capture holds only the beginning of each segment. */
import { expect, test } from 'vitest';
import { concat } from '../../test/build/bytes.ts';
import { newConnection } from '../../test/build/connection.ts';
import { TurnState } from './exchange.ts';
import { readH2c, skipH2c } from './h2c-stream.ts';
import { momentAt } from './moment.ts';

const HEADERS = 1;
const SETTINGS = 4;
const END = 5;
const SNAP = 30;

const preface = new TextEncoder().encode('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

function frame(type: number, flags: number, stream: number, length: number): Uint8Array {
  const header = [length >> 16, (length >> 8) & 255, length & 255, type, flags, 0, 0, 0, stream];
  return concat(new Uint8Array(header), new Uint8Array(length));
}

test('frames that begin a segment are read although the rest of the segment before is missing', () => {
  const connection = newConnection();
  const { exchange } = connection;
  let number = 0;
  const send = (from: 0 | 1, bytes: Uint8Array): void => {
    const now = momentAt(++number, number * 1e9);
    const kept = Math.min(SNAP, bytes.length);
    readH2c(connection, from, new DataView(bytes.slice().buffer), 0, kept, now);
    if (kept === bytes.length) return;
    connection.sides[from].app.missingBytes += bytes.length - kept;
    skipH2c(connection, from, bytes.length - kept, now);
  };
  send(0, concat(preface, frame(SETTINGS, 0, 0, 6), frame(HEADERS, END, 1, 150)));
  send(1, concat(frame(SETTINGS, 0, 0, 12), frame(SETTINGS, 1, 0, 0)));
  expect(exchange.state).toBe(TurnState.none);
  send(0, frame(HEADERS, END, 3, 150));
  expect([exchange.state, exchange.requestBytes > 0]).toEqual([TurnState.request, true]);
  send(1, concat(frame(HEADERS, 4, 3, 40), frame(0, 1, 3, 300)));
  expect(exchange.state).toBe(TurnState.response);
  // What begins in the middle of a frame is nothing, and an acknowledgment of SETTINGS is no request.
  send(1, new Uint8Array(40).fill(0xff));
  send(0, frame(SETTINGS, 1, 0, 0));
  expect([exchange.state, exchange.turns]).toEqual([TurnState.response, 0]);
  send(0, frame(HEADERS, END, 5, 150));
  expect([exchange.state, exchange.turns]).toEqual([TurnState.request, 1]);
});
