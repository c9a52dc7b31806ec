import { expect, test } from 'vitest';
import { holdTuple, loneCore, openRow } from '../../test/build/core.ts';
import { addressBytes } from '../../test/build/frames.ts';
import { RowStore } from '../flow/row-store.ts';
import { addressText } from './addresses.ts';

function textOf(address: string): string {
  const bytes = addressBytes(address);
  const core = loneCore();
  const rows = new RowStore(core);
  holdTuple(core, [...bytes], [...bytes], 1, 2);
  const row = openRow(core);
  return addressText(rows, row, 0);
}

test.each([
  ['10.0.0.1'],
  ['255.255.255.255'],
  ['0.0.0.0'],
  ['2001:db8::1'],
  ['::1'],
  ['::'],
  ['fe80::1:2:3:4'],
  ['2001:db8:1:2:3:4:5:6'],
])('%s is written as it is read', (address) => {
  expect(textOf(address)).toBe(address);
});

test.each([
  ['one group of zeros stays', '2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['the longest run is shortened', '2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['the first of equals is shortened', '2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['zeros at the end are shortened', '2001:db8:1:0:0:0:0:0', '2001:db8:1::'],
  ['leading zeros go', '2001:0db8:0001:0a0b:1:1:1:1', '2001:db8:1:a0b:1:1:1:1'],
  ['IPv4 within is dotted', '::ffff:c000:0250', '::ffff:192.0.2.80'],
])('RFC 5952: %s', (_, address, expected) => {
  expect(textOf(address)).toBe(expected);
});
