import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DATAGRAM_PAYLOAD, Datagram, FragmentTable } from './fragment-table.ts';

const ADDRESSES = 8;

/** A view that starts with two addresses and goes on with payload bytes. */
function viewOf(addresses: number, payload: number[] = []): DataView {
  const bytes = Uint8Array.from([...new Array<number>(ADDRESSES).fill(addresses), ...payload]);
  return new DataView(bytes.buffer);
}

function newDatagram(): Datagram {
  const datagram = new Datagram();
  datagram.begin(viewOf(1), 0, ADDRESSES, 1, -1);
  return datagram;
}

function add(datagram: Datagram, start: number, payload: number[], more: boolean): boolean {
  return datagram.add(viewOf(1, payload), ADDRESSES, payload.length, start, more);
}

function payloadOf(datagram: Datagram): number[] {
  return Array.from({ length: datagram.total }, (_, at) => datagram.view.getUint8(DATAGRAM_PAYLOAD + at));
}

test('pieces in any order make the datagram whole, once', () => {
  const whole = Array.from({ length: 40 }, (_, index) => index);
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 8, 16, 24, 32], { minLength: 5 }), (order) => {
      const datagram = newDatagram();
      const answers = order.map((at) => add(datagram, at, whole.slice(at, at + 8), at !== 32));
      expect(answers).toEqual([false, false, false, false, true]);
      expect(payloadOf(datagram)).toEqual(whole);
    }),
  );
});

test('of overlapping pieces the one that starts first wins, of equal starts the one that came first', () => {
  const datagram = newDatagram();
  add(datagram, 8, new Array<number>(16).fill(2), true);
  add(datagram, 8, new Array<number>(16).fill(3), true);
  add(datagram, 0, new Array<number>(16).fill(1), true);
  expect(add(datagram, 24, [4, 4], false)).toBe(true);
  expect(payloadOf(datagram)).toEqual([
    ...new Array<number>(16).fill(1),
    ...new Array<number>(8).fill(2),
    ...[4, 4],
  ]);
});

test('a piece repeated does not count twice', () => {
  const datagram = newDatagram();
  for (let time = 0; time < 1000; time++)
    expect(add(datagram, 0, [1, 2, 3, 4, 5, 6, 7, 8], true)).toBe(false);
  expect(add(datagram, 8, [9], false)).toBe(true);
});

test('more pieces than are kept never make a datagram whole, and do no harm', () => {
  const datagram = newDatagram();
  for (let piece = 0; piece < 2000; piece++) {
    expect(add(datagram, piece * 8, [1, 2, 3, 4, 5, 6, 7, 8], piece < 1999)).toBe(false);
  }
});

test('datagrams are told apart by addresses, identification and VLAN', () => {
  const table = new FragmentTable();
  const first = table.find(viewOf(1), 0, ADDRESSES, 7, -1, 1);
  expect(table.find(viewOf(1), 0, ADDRESSES, 7, -1, 2)).toBe(first);
  expect(table.find(viewOf(2), 0, ADDRESSES, 7, -1, 3)).not.toBe(first);
  expect(table.find(viewOf(1), 0, ADDRESSES, 8, -1, 4)).not.toBe(first);
  expect(table.find(viewOf(1), 0, ADDRESSES, 7, 5, 5)).not.toBe(first);
});

test('a datagram that waited too long is given up', () => {
  const table = new FragmentTable();
  const first = table.find(viewOf(1), 0, ADDRESSES, 7, -1, 1);
  add(first, 0, [1, 2, 3, 4, 5, 6, 7, 8], true);
  const again = table.find(viewOf(1), 0, ADDRESSES, 7, -1, 60_000);
  expect(add(again, 8, [1], false)).toBe(false);
  expect(table.abandoned).toBe(1);
});

test('the table holds so many datagrams and then gives up the one that waited longest', () => {
  const table = new FragmentTable();
  const first = table.find(viewOf(1), 0, ADDRESSES, 0, -1, 1);
  for (let other = 1; other < 256; other++) table.find(viewOf(1), 0, ADDRESSES, other, -1, other);
  expect(table.abandoned).toBe(0);
  expect(table.find(viewOf(1), 0, ADDRESSES, 999, -1, 300)).toBe(first);
  expect(table.abandoned).toBe(1);
});

test('the buffer of a whole datagram is not used again in the same frame', () => {
  const table = new FragmentTable();
  const first = table.find(viewOf(1), 0, ADDRESSES, 1, -1, 10);
  table.close(first);
  expect(table.find(viewOf(1), 0, ADDRESSES, 2, -1, 10)).not.toBe(first);
  expect(table.find(viewOf(1), 0, ADDRESSES, 3, -1, 11)).toBe(first);
});
