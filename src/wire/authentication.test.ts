import { expect, test } from 'vitest';
import { concat, zeros } from '../../test/build/bytes.ts';
import { decodeFrame } from '../../test/build/decoded.ts';
import { ethernet, ipPacket } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6, tunnel4, tunnel6 } from '../../test/build/samples.ts';

const header = (nextHeader: number) => concat([nextHeader, 4], zeros(22));

test('what an authentication header protects is read, in transport and in tunnel mode', () => {
  const tunnel = ipPacket(tunnel4, 51, concat(header(4), packet4));
  expect(decodeFrame(ethernet(tunnel)).segments).toEqual([expected4]);
  const segment = packet6.subarray(40);
  const transport = ipPacket(
    { src: '2001:db8::5', dst: '2001:db8:7::1', ttl: 61 },
    51,
    concat(header(6), segment),
  );
  expect(decodeFrame(ethernet(transport)).segments).toEqual([expected6]);
});

test('an authentication header can follow IPv6', () => {
  const packet = ipPacket(tunnel6, 51, concat(header(41), packet6));
  expect(decodeFrame(ethernet(packet)).segments).toEqual([expected6]);
});
