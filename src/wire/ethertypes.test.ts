import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { ethernet } from '../../test/build/frames.ts';
import { packet4 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

test.each([
  [0x88e5, 'MACsec'],
  [0x88e7, '802.1ah provider backbone bridge'],
  [0x22f3, 'TRILL'],
  [0x8903, 'Cisco FabricPath'],
  [0x4305, 'B.A.T.M.A.N. mesh'],
  [0x890d, '802.11 over Ethernet'],
  [0x892f, 'HSR'],
  [0x880b, 'PPP over Ethernet type 0x880b'],
])('EtherType %i is not read and is named %s', (etherType, name) => {
  const { status, decoder } = decodeFrame(ethernet(packet4, {}, etherType));
  expect(status).toBe(DecodeStatus.Unsupported);
  expect(decoder.unsupported).toBe(name);
});
