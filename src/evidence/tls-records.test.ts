import { expect, test } from 'vitest';
import { TlsRecords } from './tls-records.ts';

function record(type: number, body: readonly number[]): number[] {
  return [type, 3, 3, body.length >> 8, body.length & 255, ...body];
}

const clientHello = record(22, [1, 0, 0, 4, 3, 3, 0, 0]);
const data = record(23, new Array<number>(300).fill(7));

function read(records: TlsRecords, bytes: readonly number[], seq: number): string[] {
  return records.read(new DataView(Uint8Array.from(bytes).buffer), 0, bytes.length, seq);
}

test('records are named by their type, handshake messages by theirs', () => {
  const records = new TlsRecords();
  expect(read(records, clientHello, 1)).toEqual(['ClientHello']);
  expect(read(records, [...record(20, [1]), ...record(22, [9, 9])], 1 + clientHello.length)).toEqual([
    'ChangeCipherSpec',
    'Handshake (encrypted)',
  ]);
});

test('equal records in one segment are counted', () => {
  expect(read(new TlsRecords(), [...data, ...data, ...data], 1)).toEqual(['Application Data ×3']);
});

test('a segment in the middle of a record begins none', () => {
  const records = new TlsRecords();
  read(records, data.slice(0, 100), 1);
  expect(read(records, data.slice(100, 200), 101)).toEqual([]);
  expect(read(records, [...data.slice(200), ...record(21, [2, 40])], 201)).toEqual([
    'Alert handshake_failure',
  ]);
});

test('behind missing bytes the next segment that begins like a record is read', () => {
  const records = new TlsRecords();
  read(records, data.slice(0, 100), 1);
  expect(read(records, [9, 9, 9], 4000)).toEqual([]);
  expect(read(records, data, 5000)).toEqual(['Application Data']);
});

test('an alert that is longer than two bytes is encrypted', () => {
  expect(read(new TlsRecords(), record(21, new Array<number>(26).fill(1)), 1)).toEqual(['Alert (encrypted)']);
});
