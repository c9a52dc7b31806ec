import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { packet4 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';
import { linkTypeName } from './link-types.ts';

test.each([
  [0, 'NULL'],
  [1, 'ETHERNET'],
  [101, 'RAW'],
  [113, 'LINUX_SLL'],
  [276, 'LINUX_SLL2'],
  [4711, 'LINKTYPE_4711'],
])('link type %i is called %s', (linkType, name) => {
  expect(linkTypeName(linkType)).toBe(name);
});

test('frames of a link type that is not read are counted by its name', () => {
  const { status, decoder } = decodeFrame(packet4, 189);
  decodeFrame(packet4, 189, { decoder });
  expect(status).toBe(DecodeStatus.Unsupported);
  expect([...decoder.counters.unsupported]).toEqual([['link type USB_LINUX', 2]]);
});
