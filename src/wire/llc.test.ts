import { expect, test } from 'vitest';
import { concat } from '../../test/build/bytes.ts';
import { decodeFrame } from '../../test/build/decoded.ts';
import { ieee8023, llcSnap } from '../../test/build/encapsulation.ts';
import { expected4, expected6, packet4, packet6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

test('SNAP with the Ethernet and the bridging organization codes carries an EtherType', () => {
  expect(decodeFrame(ieee8023(llcSnap(packet6))).segments).toEqual([expected6]);
  expect(decodeFrame(ieee8023(llcSnap(packet4, [0, 0, 0xf8]))).segments).toEqual([expected4]);
});

test('SNAP of another organization is not TCP', () => {
  expect(decodeFrame(ieee8023(llcSnap(packet4, [0, 0, 0x0c]))).status).toBe(DecodeStatus.NotTcp);
});

test('the service access point of IP carries a packet', () => {
  expect(decodeFrame(ieee8023(concat([6, 6, 3], packet4))).segments).toEqual([expected4]);
});

test('spanning tree, differing access points and numbered frames are not TCP', () => {
  for (const header of [
    [0x42, 0x42, 3],
    [0xaa, 0x42, 3],
    [0xaa, 0xaa, 0],
  ]) {
    expect(decodeFrame(ieee8023(concat(header, packet4))).status).toBe(DecodeStatus.NotTcp);
  }
});

test('LINKTYPE_ATM_RFC1483 starts with LLC', () => {
  expect(decodeFrame(llcSnap(packet4), 100).segments).toEqual([expected4]);
});
