/** Arbitrary segments, and everything that can be wrapped around a packet. */
import fc from 'fast-check';
import {
  amsduSubframes,
  ciscoHdlc,
  erspan,
  fddi,
  geneve,
  gre,
  gtp,
  ieee8023,
  ieee80211,
  ipInIp,
  llcSnap,
  mpls,
  nflog,
  nsh,
  nullLoopback,
  ppp,
  pppoe,
  radiotap,
  sll,
  sll2,
  teredo,
  vlan,
  vxlan,
  vxlanGpe,
} from '../build/encapsulation.ts';
import { ethernet, etherTypeOf, type TcpOptions } from '../build/frames.ts';
import { tunnel4, tunnel6 } from '../build/samples.ts';

const port = fc.integer({ min: 1, max: 65_535 });
const uint32 = fc.integer({ min: 0, max: 0xffffffff });
const octet = fc.integer({ min: 1, max: 254 });

const addresses4 = fc
  .tuple(octet, octet, octet, octet)
  .map(([a, b, c, d]) => ({ src: `10.${a}.${b}.7`, dst: `192.${c}.${d}.9` }));
const addresses6 = fc.tuple(uint32, uint32).map(([a, b]) => ({
  src: `2001:db8::${(a & 0xffff).toString(16)}`,
  dst: `fd00:${(b & 0xffff).toString(16)}::1`,
}));

const fields = fc.record({
  sport: port,
  dport: port,
  seq: uint32,
  ack: uint32,
  flags: fc.integer({ min: 0, max: 255 }),
  window: fc.integer({ min: 0, max: 65_535 }),
  ttl: fc.integer({ min: 1, max: 255 }),
  payload: fc.uint8Array({ maxLength: 64 }),
});

/** A segment over either version of IP. */
export const segmentOptions: fc.Arbitrary<TcpOptions> = fc
  .tuple(fc.oneof(addresses4, addresses6), fields)
  .map(([addresses, rest]) => ({ ...addresses, ...rest }));

export interface LinkFrame {
  linkType: number;
  bytes: Uint8Array;
}

type Wrapper = (packet: Uint8Array) => Uint8Array;

/** From a packet to a packet around it. Teredo carries IPv6 only, so that others stand in for IPv4. */
export const tunnels: Record<string, Wrapper> = {
  'IP in IPv4': (packet) => ipInIp(tunnel4, packet),
  'IP in IPv6': (packet) => ipInIp(tunnel6, packet),
  GRE: (packet) => gre(tunnel4, packet, { key: 1, checksum: true }),
  'GRE with Ethernet': (packet) => gre(tunnel6, ethernet(packet), { protocol: 0x6558 }),
  'GRE with 802.11': (packet) =>
    gre(tunnel4, ieee80211(llcSnap(packet), { qos: true }), { protocol: 0x8200 }),
  'ERSPAN I': (packet) => erspan(tunnel4, ethernet(packet), 1),
  'ERSPAN II': (packet) => erspan(tunnel4, ethernet(packet), 2),
  'ERSPAN III': (packet) => erspan(tunnel4, ethernet(packet), 3, true),
  VXLAN: (packet) => vxlan(tunnel4, ethernet(packet)),
  'VXLAN-GPE': (packet) => vxlanGpe(tunnel6, packet, etherTypeOf(packet) === 0x0800 ? 1 : 2),
  Geneve: (packet) => geneve(tunnel4, vlan(ethernet(packet), 5), [0, 0, 0, 0]),
  'GTP-U': (packet) => gtp(tunnel4, packet, { extension: true }),
  Teredo: (packet) =>
    etherTypeOf(packet) === 0x0800 ? gtp(tunnel4, packet) : teredo(tunnel4, packet, { origin: true }),
};

/** From a packet to a frame of some link type. */
export const links: Record<string, { linkType: number; wrap: Wrapper }> = {
  Ethernet: { linkType: 1, wrap: (packet) => ethernet(packet) },
  '802.3': { linkType: 1, wrap: (packet) => ieee8023(llcSnap(packet)) },
  VLAN: { linkType: 1, wrap: (packet) => vlan(ethernet(packet), 100) },
  '802.1ad': { linkType: 1, wrap: (packet) => vlan(vlan(ethernet(packet), 100), 200, 0x88a8) },
  MPLS: { linkType: 1, wrap: (packet) => ethernet(mpls(packet, [100, 200]), {}, 0x8847) },
  PPPoE: { linkType: 1, wrap: (packet) => ethernet(pppoe(packet), {}, 0x8864) },
  NSH: { linkType: 1, wrap: (packet) => ethernet(nsh(packet), {}, 0x894f) },
  NULL: { linkType: 0, wrap: (packet) => nullLoopback(packet, etherTypeOf(packet) === 0x0800 ? 2 : 30) },
  LOOP: {
    linkType: 108,
    wrap: (packet) => nullLoopback(packet, etherTypeOf(packet) === 0x0800 ? 2 : 24, false),
  },
  PPP: { linkType: 9, wrap: (packet) => ppp(packet) },
  FDDI: { linkType: 10, wrap: (packet) => fddi(packet) },
  RAW: { linkType: 101, wrap: (packet) => packet },
  PPP_HDLC: { linkType: 50, wrap: (packet) => ppp(packet) },
  PPP_ETHER: { linkType: 51, wrap: (packet) => pppoe(packet) },
  C_HDLC: { linkType: 104, wrap: (packet) => ciscoHdlc(packet) },
  '802.11': { linkType: 105, wrap: (packet) => ieee80211(llcSnap(packet)) },
  'A-MSDU': { linkType: 105, wrap: (packet) => ieee80211(amsduSubframes(packet), { amsdu: true }) },
  radiotap: { linkType: 127, wrap: (packet) => radiotap(ieee80211(llcSnap(packet), { qos: true })) },
  LINUX_SLL: { linkType: 113, wrap: (packet) => sll(packet) },
  LINUX_SLL2: { linkType: 276, wrap: (packet) => sll2(packet) },
  NFLOG: { linkType: 239, wrap: (packet) => nflog(packet) },
};

/** A link layer and up to three tunnels, as one function from packet to frame. */
export const wrapping: fc.Arbitrary<(packet: Uint8Array) => LinkFrame> = fc
  .tuple(
    fc.constantFrom(...Object.values(links)),
    fc.array(fc.constantFrom(...Object.values(tunnels)), { maxLength: 3 }),
  )
  .map(([link, around]) => (packet) => ({
    linkType: link.linkType,
    bytes: link.wrap(around.reduce((inner, tunnel) => tunnel(inner), packet)),
  }));
