/** The Internet checksum (RFC 1071) of IPv4 headers and of TCP segments (RFC 9293 section 3.1). */
const PROTOCOL_TCP = 6;

export function writeIpv4Checksum(view: DataView, ipOffset: number): void {
  const length = (view.getUint8(ipOffset) & 15) * 4;
  view.setUint16(ipOffset + 10, 0);
  view.setUint16(ipOffset + 10, folded(sum(view, ipOffset, length)));
}

/** `length`: of header and payload, all of which must be there. */
export function writeTcpChecksum(
  view: DataView,
  ipVersion: 4 | 6,
  ipOffset: number,
  tcpOffset: number,
  length: number,
): void {
  const addresses = ipVersion === 4 ? sum(view, ipOffset + 12, 8) : sum(view, ipOffset + 8, 32);
  view.setUint16(tcpOffset + 16, 0);
  const total = addresses + PROTOCOL_TCP + length + sum(view, tcpOffset, length);
  view.setUint16(tcpOffset + 16, folded(total));
}

function sum(view: DataView, offset: number, length: number): number {
  let total = 0;
  const even = length & ~1;
  for (let at = 0; at < even; at += 2) total += view.getUint16(offset + at);
  if (even < length) total += view.getUint8(offset + even) << 8;
  return total;
}

function folded(total: number): number {
  let value = total;
  while (value > 0xffff) value = (value & 0xffff) + Math.floor(value / 0x10000);
  return ~value & 0xffff;
}
