/** One segment over IPv4 and one over IPv6 that the header tests wrap, what they must come back as, and tunnel ends. */
import type { DecodedSegment } from './decoded.ts';
import { Flag, tcpPacket } from './frames.ts';

const segment = {
  sport: 51_234,
  dport: 443,
  seq: 0xfffffff0,
  ack: 0x80000001,
  flags: Flag.PSH | Flag.ACK,
  window: 501,
  ttl: 61,
  payload: 'GET / HTTP/1.1\r\n\r\n',
};

const described = {
  sport: 51_234,
  dport: 443,
  seq: 0xfffffff0,
  ack: 0x80000001,
  flags: 24,
  window: 501,
  payloadLength: 18,
  capturedPayloadLength: 18,
  ttl: 61,
};

export const packet4: Uint8Array = tcpPacket({ src: '10.1.2.3', dst: '192.0.2.80', ...segment });
export const packet6: Uint8Array = tcpPacket({ src: '2001:db8::5', dst: '2001:db8:7::1', ...segment });
export const expected4: DecodedSegment = { src: '10.1.2.3', dst: '192.0.2.80', ...described };
export const expected6: DecodedSegment = {
  src: '2001:db8:0:0:0:0:0:5',
  dst: '2001:db8:7:0:0:0:0:1',
  ...described,
};

export const tunnel4: { src: string; dst: string } = { src: '172.16.0.1', dst: '172.16.0.2' };
export const tunnel6: { src: string; dst: string } = { src: 'fd00::1', dst: 'fd00::2' };
