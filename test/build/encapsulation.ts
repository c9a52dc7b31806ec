/** What a packet or frame can be wrapped in: link layers and tunnels, each a few bytes around the inner ones. */
import { type Bytes, concat, u16, u16le, u32, u32le, zeros } from './bytes.ts';
import { etherTypeOf, type IpOptions, ipPacket, udpPacket } from './frames.ts';

/** Puts a VLAN tag into an Ethernet frame; wrap again for 802.1ad or QinQ. */
export function vlan(frame: Uint8Array, id: number, tagProtocol = 0x8100): Uint8Array {
  return concat(frame.subarray(0, 12), u16(tagProtocol), u16(id), frame.subarray(12));
}

/** LLC and SNAP before a packet. */
export function llcSnap(packet: Uint8Array, organization: Bytes = [0, 0, 0]): Uint8Array {
  return concat([0xaa, 0xaa, 3], organization, u16(etherTypeOf(packet)), packet);
}

/** An 802.3 frame with a length instead of an EtherType. */
export function ieee8023(llc: Uint8Array): Uint8Array {
  return concat([2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1], u16(llc.length), llc);
}

/** LINKTYPE_LINUX_SLL. */
export function sll(packet: Uint8Array, o: { protocol?: number; hardwareType?: number } = {}): Uint8Array {
  const header = concat(u16(0), u16(o.hardwareType ?? 1), u16(6), [2, 0, 0, 0, 0, 1, 0, 0]);
  return concat(header, u16(o.protocol ?? etherTypeOf(packet)), packet);
}

/** LINKTYPE_LINUX_SLL2. */
export function sll2(packet: Uint8Array, o: { protocol?: number; hardwareType?: number } = {}): Uint8Array {
  const header = concat(u16(o.protocol ?? etherTypeOf(packet)), u16(0), u32(3), u16(o.hardwareType ?? 1));
  return concat(header, [0, 6, 2, 0, 0, 0, 0, 1, 0, 0], packet);
}

/** LINKTYPE_NULL (host order, here little-endian unless told) and LINKTYPE_LOOP (network order). */
export function nullLoopback(packet: Uint8Array, family: number, littleEndian = true): Uint8Array {
  return concat(littleEndian ? u32le(family) : u32(family), packet);
}

/** PPP, with the address and control bytes and a whole protocol number unless left out. */
export function ppp(
  packet: Uint8Array,
  o: { addressControl?: boolean; compressProtocol?: boolean; protocol?: number } = {},
): Uint8Array {
  const protocol = o.protocol ?? (etherTypeOf(packet) === 0x0800 ? 0x21 : 0x57);
  const number = o.compressProtocol ? [protocol] : u16(protocol);
  return concat((o.addressControl ?? true) ? [0xff, 3] : [], number, packet);
}

/** PPPoE session packet, for EtherType 0x8864. */
export function pppoe(packet: Uint8Array): Uint8Array {
  const inner = ppp(packet, { addressControl: false });
  return concat([0x11, 0], u16(7), u16(inner.length), inner);
}

/** LINKTYPE_C_HDLC. */
export function ciscoHdlc(packet: Uint8Array): Uint8Array {
  return concat([0x0f, 0], u16(etherTypeOf(packet)), packet);
}

/** LINKTYPE_FDDI. */
export function fddi(packet: Uint8Array, frameControl = 0x50): Uint8Array {
  return concat([frameControl, 2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1], llcSnap(packet));
}

/** LINKTYPE_NFLOG, with a prefix attribute before the payload. */
export function nflog(packet: Uint8Array, littleEndian = true): Uint8Array {
  const number = littleEndian ? u16le : u16;
  const prefix = concat(number(5), number(10), [0], zeros(3));
  return concat([2, 0], u16(28), prefix, number(4 + packet.length), number(9), packet);
}

/** LINKTYPE_IEEE802_11_RADIOTAP: TSFT and Flags before an 802.11 frame. */
export function radiotap(frame: Uint8Array, flags = 0): Uint8Array {
  return concat([0, 0], u16le(17), u32le(3), zeros(8), [flags], frame);
}

/** LINKTYPE_IEEE802_11: a data frame around LLC or, with `amsdu`, around subframes. */
export function ieee80211(
  body: Uint8Array,
  o: { qos?: boolean; amsdu?: boolean; flags?: number; sequence?: number } = {},
): Uint8Array {
  const qos = o.qos || o.amsdu;
  const flags = o.flags ?? 1;
  const fourth = (flags & 3) === 3 ? [2, 0, 0, 0, 0, 4] : [];
  const htControl = qos && flags & 0x80 ? zeros(4) : [];
  return concat(
    [qos ? 0x88 : 0x08, flags],
    u16(0),
    [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 3],
    u16le(o.sequence ?? 0x10),
    fourth,
    qos ? [o.amsdu ? 0x80 : 0, 0] : [],
    htControl,
    body,
  );
}

/** The subframes of an A-MSDU, each around one packet. */
export function amsduSubframes(...packets: Uint8Array[]): Uint8Array {
  return concat(
    ...packets.map((packet, index) => {
      const llc = llcSnap(packet);
      const subframe = concat([2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 5], u16(llc.length), llc);
      const padding = index === packets.length - 1 ? 0 : -subframe.length & 3;
      return concat(subframe, zeros(padding));
    }),
  );
}

/** A label stack before a packet, or before an Ethernet frame with or without a control word. */
export function mpls(inner: Bytes, labels: number[] = [100], controlWord = false): Uint8Array {
  const stack = labels.flatMap((label, index) =>
    u32(((label << 12) | (index === labels.length - 1 ? 0x100 : 0) | 64) >>> 0),
  );
  return concat(stack, controlWord ? zeros(4) : [], inner);
}

/** NSH with fixed-length context before a packet. */
export function nsh(packet: Uint8Array): Uint8Array {
  return concat([0x0f, 0xc6, 1, etherTypeOf(packet) === 0x0800 ? 1 : 2], zeros(20), packet);
}

export interface GreOptions {
  protocol?: number;
  checksum?: boolean;
  key?: number;
  sequence?: number;
}

/** GRE in IP, around a packet unless `protocol` says otherwise. */
export function gre(outer: IpOptions, inner: Uint8Array, o: GreOptions = {}): Uint8Array {
  const flags =
    (o.checksum ? 0x8000 : 0) | (o.key === undefined ? 0 : 0x2000) | (o.sequence === undefined ? 0 : 0x1000);
  const header = concat(
    u16(flags),
    u16(o.protocol ?? etherTypeOf(inner)),
    o.checksum ? zeros(4) : [],
    o.key === undefined ? [] : u32(o.key),
    o.sequence === undefined ? [] : u32(o.sequence),
  );
  return ipPacket(outer, 47, concat(header, inner));
}

/** A mirrored Ethernet frame in ERSPAN type I, II or III. */
export function erspan(outer: IpOptions, frame: Uint8Array, type: 1 | 2 | 3, subheader = false): Uint8Array {
  if (type === 1) return gre(outer, frame, { protocol: 0x88be });
  if (type === 2) {
    return gre(outer, concat([0x10, 0, 0, 1], zeros(4), frame), { protocol: 0x88be, sequence: 1 });
  }
  const header = concat([0x20, 0, 0, 1], zeros(7), [subheader ? 1 : 0], zeros(subheader ? 8 : 0));
  return gre(outer, concat(header, frame), { protocol: 0x22eb, sequence: 1 });
}

export function vxlan(outer: IpOptions, frame: Uint8Array, dport = 4789): Uint8Array {
  return udpPacket({ ...outer, sport: 50_000, dport }, concat([8, 0, 0, 0], u32(42 << 8), frame));
}

/** VXLAN-GPE: `nextProtocol` 1 IPv4, 2 IPv6, 3 Ethernet. */
export function vxlanGpe(outer: IpOptions, inner: Uint8Array, nextProtocol: number): Uint8Array {
  return udpPacket(
    { ...outer, sport: 50_000, dport: 4790 },
    concat([0x0c, 0, 0, nextProtocol], u32(42 << 8), inner),
  );
}

/** Geneve around an Ethernet frame, with `options` of a multiple of four bytes. */
export function geneve(outer: IpOptions, frame: Uint8Array, options: Bytes = []): Uint8Array {
  const header = concat([options.length / 4, 0], u16(0x6558), u32(42 << 8), options);
  return udpPacket({ ...outer, sport: 50_000, dport: 6081 }, concat(header, frame));
}

/** GTP-U around a packet, with a PDU session container where asked (5G). */
export function gtp(outer: IpOptions, packet: Uint8Array, o: { extension?: boolean } = {}): Uint8Array {
  const optional = o.extension ? [0, 0, 0, 0x85, 1, 0, 9, 0] : [];
  const header = concat([o.extension ? 0x34 : 0x30, 255], u16(optional.length + packet.length), u32(7));
  return udpPacket({ ...outer, sport: 2152, dport: 2152 }, concat(header, optional, packet));
}

/** Teredo around an IPv6 packet. */
export function teredo(
  outer: IpOptions,
  packet: Uint8Array,
  o: { authentication?: boolean; origin?: boolean } = {},
): Uint8Array {
  const authentication = o.authentication ? concat([0, 1, 0, 0], zeros(9)) : [];
  const origin = o.origin ? concat([0, 0], u16(0x1234), u32(0xf5ff_fffe)) : [];
  return udpPacket({ ...outer, sport: 3544, dport: 50_000 }, concat(authentication, origin, packet));
}

/** One packet inside another: IP-in-IP, 6in4, 4in6. */
export function ipInIp(outer: IpOptions, packet: Uint8Array): Uint8Array {
  return ipPacket(outer, etherTypeOf(packet) === 0x0800 ? 4 : 41, packet);
}
