/**
 * Frames for tests: TCP and UDP in IPv4 or IPv6 (told by the address) in Ethernet, with right lengths and checksums.
 * Tunnels and other link layers are in encapsulation.ts.
 */
import { type Bytes, concat, internetChecksum, text, u16, u32, withChecksum } from './bytes.ts';

export const Flag = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ECE: 64, CWR: 128 } as const;

export interface IpOptions {
  /** "10.0.0.1" or "2001:db8::1"; both of one family. */
  src: string;
  dst: string;
  ttl?: number;
  /** IPv4 only. */
  ipId?: number;
  dontFragment?: boolean;
  /** IPv4 options, a multiple of four bytes. */
  ipOptions?: Bytes;
}

export interface TcpOptions extends IpOptions {
  sport: number;
  dport: number;
  seq?: number;
  ack?: number;
  flags?: number;
  window?: number;
  urgentPointer?: number;
  /** TCP options, a multiple of four bytes: see `timestamps`, `synOptions` … */
  options?: Bytes;
  payload?: Uint8Array | string;
}

export interface MacOptions {
  sourceMac?: Bytes;
  destinationMac?: Bytes;
}

const SOURCE_MAC = [2, 0, 0, 0, 0, 1];
const DESTINATION_MAC = [2, 0, 0, 0, 0, 2];
const PROTOCOL_TCP = 6;
const PROTOCOL_UDP = 17;

/** An Ethernet frame with one TCP segment. */
export function tcpFrame(options: TcpOptions & MacOptions): Uint8Array {
  return ethernet(tcpPacket(options), options);
}

/** An IP packet with one TCP segment. */
export function tcpPacket(options: TcpOptions): Uint8Array {
  return ipPacket(options, PROTOCOL_TCP, tcpSegment(options));
}

export function tcpSegment(o: TcpOptions): Uint8Array {
  const options = o.options ?? [];
  const payload = typeof o.payload === 'string' ? text(o.payload) : (o.payload ?? []);
  const segment = concat(
    u16(o.sport),
    u16(o.dport),
    u32(o.seq ?? 0),
    u32(o.ack ?? 0),
    [((20 + options.length) / 4) << 4, o.flags ?? Flag.ACK],
    u16(o.window ?? 64_240),
    u16(0),
    u16(o.urgentPointer ?? 0),
    options,
    payload,
  );
  return withChecksum(segment, 16, transportChecksum(o, PROTOCOL_TCP, segment));
}

export function udpPacket(o: IpOptions & { sport: number; dport: number }, payload: Bytes): Uint8Array {
  const datagram = concat(u16(o.sport), u16(o.dport), u16(8 + payload.length), u16(0), payload);
  return ipPacket(
    o,
    PROTOCOL_UDP,
    withChecksum(datagram, 6, transportChecksum(o, PROTOCOL_UDP, datagram) || 0xffff),
  );
}

/** An IP packet around any payload. */
export function ipPacket(o: IpOptions, protocol: number, payload: Bytes): Uint8Array {
  return o.src.includes(':') ? ipv6Packet(o, protocol, payload) : ipv4Packet(o, protocol, payload);
}

function ipv4Packet(o: IpOptions, protocol: number, payload: Bytes): Uint8Array {
  const options = o.ipOptions ?? [];
  const headerBytes = 20 + options.length;
  const header = concat(
    [0x40 | (headerBytes / 4), 0],
    u16(headerBytes + payload.length),
    u16(o.ipId ?? 0),
    u16((o.dontFragment ?? true) ? 0x4000 : 0),
    [o.ttl ?? 64, protocol],
    u16(0),
    addressBytes(o.src),
    addressBytes(o.dst),
    options,
  );
  return concat(withChecksum(header, 10, internetChecksum(header)), payload);
}

function ipv6Packet(o: IpOptions, nextHeader: number, payload: Bytes): Uint8Array {
  return concat(
    u32(0x6000_0000),
    u16(payload.length),
    [nextHeader, o.ttl ?? 64],
    addressBytes(o.src),
    addressBytes(o.dst),
    payload,
  );
}

/** An Ethernet II frame; the EtherType is that of the packet's IP version unless given. */
export function ethernet(
  payload: Bytes,
  options: MacOptions = {},
  etherType = etherTypeOf(payload),
): Uint8Array {
  return concat(
    options.destinationMac ?? DESTINATION_MAC,
    options.sourceMac ?? SOURCE_MAC,
    u16(etherType),
    payload,
  );
}

export function etherTypeOf(packet: Bytes): number {
  return (packet[0] ?? 0) >> 4 === 6 ? 0x86dd : 0x0800;
}

/** NOP, NOP, timestamps: the layout that nearly every stack writes. */
export function timestamps(value: number, echo: number): Uint8Array {
  return concat([1, 1, 8, 10], u32(value), u32(echo));
}

/** What Linux sends in a SYN: maximum segment size, SACK permitted, timestamps, window scale. */
export function synOptions(o: {
  mss: number;
  windowScale: number;
  value?: number;
  echo?: number;
}): Uint8Array {
  return concat(
    [2, 4, ...u16(o.mss)],
    [4, 2, 8, 10, ...u32(o.value ?? 1), ...u32(o.echo ?? 0)],
    [1, 3, 3, o.windowScale],
  );
}

/** NOP, NOP, SACK blocks of [left, right) edges. */
export function sack(...blocks: [left: number, right: number][]): Uint8Array {
  return concat(
    [1, 1, 5, 2 + 8 * blocks.length],
    ...blocks.map(([left, right]) => [...u32(left), ...u32(right)]),
  );
}

/** Splits an IP packet into fragments of at most `size` payload bytes (a multiple of eight). */
export function fragments(packet: Uint8Array, size: number, identification = 1): Uint8Array[] {
  const version6 = (packet[0] as number) >> 4 === 6;
  const headerBytes = version6 ? 40 : ((packet[0] as number) & 15) * 4;
  const payload = packet.subarray(headerBytes);
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < payload.length; start += size) {
    const piece = payload.subarray(start, start + size);
    const more = start + size < payload.length;
    const header = packet.slice(0, headerBytes);
    pieces.push(
      version6
        ? ipv6Fragment(header, piece, start, more, identification)
        : ipv4Fragment(header, piece, start, more),
    );
  }
  return pieces;
}

function ipv4Fragment(header: Uint8Array, piece: Uint8Array, start: number, more: boolean): Uint8Array {
  header.set(u16(header.length + piece.length), 2);
  header.set(u16((more ? 0x2000 : 0) | (start / 8)), 6);
  header.set(u16(0), 10);
  return concat(withChecksum(header, 10, internetChecksum(header)), piece);
}

function ipv6Fragment(
  header: Uint8Array,
  piece: Uint8Array,
  start: number,
  more: boolean,
  identification: number,
): Uint8Array {
  const nextHeader = header[6] as number;
  header.set(u16(8 + piece.length), 4);
  header[6] = 44;
  return concat(header, [nextHeader, 0, ...u16(start | (more ? 1 : 0)), ...u32(identification)], piece);
}

function transportChecksum(o: IpOptions, protocol: number, bytes: Uint8Array): number {
  const addresses = concat(addressBytes(o.src), addressBytes(o.dst));
  return internetChecksum(concat(addresses, u32(bytes.length), u32(protocol), bytes));
}

/** Four or sixteen bytes; the "::" of IPv6 is understood. */
export function addressBytes(address: string): Uint8Array {
  if (!address.includes(':')) return Uint8Array.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const left = groups(head);
  const right = groups(tail ?? '');
  const missing = new Array<number>(8 - left.length - right.length).fill(0);
  return concat(...[...left, ...missing, ...right].map(u16));
}

function groups(part: string): number[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
}
