/** The one table from header numbers to readers. */
import { readAuthentication } from './authentication.ts';
import { readCiscoHdlc } from './cisco-hdlc.ts';
import { DecodeStatus } from './decode-status.ts';
import { readErspanII, readErspanIII } from './erspan.ts';
import { readEtherIp, readEthernet } from './ethernet.ts';
import { readFddi } from './fddi.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';
import { readGeneve } from './geneve.ts';
import { readGre } from './gre.ts';
import { readGtp } from './gtp.ts';
import { hasSubframe, readAmsduSubframe, readIeee80211 } from './ieee80211.ts';
import { readIpv4 } from './ipv4.ts';
import { readIpv6, readIpv6Extension, readIpv6Fragment } from './ipv6.ts';
import { readLinuxSll, readLinuxSll2 } from './linux-sll.ts';
import { readLlc } from './llc.ts';
import { readMpls } from './mpls.ts';
import { readNflog } from './nflog.ts';
import { readNsh } from './nsh.ts';
import { readNullLoopback } from './null-loopback.ts';
import { readPpp, readPppHdlc } from './ppp.ts';
import { readPppoe } from './pppoe.ts';
import { readRadiotap } from './radiotap.ts';
import { readRawIp } from './raw-ip.ts';
import { readTcp } from './tcp.ts';
import { readTeredo } from './teredo.ts';
import { readUdp } from './udp.ts';
import { readLongTag, readShortTag, readVlan } from './vlan.ts';
import { readVxlan, readVxlanGpe } from './vxlan.ts';

/** Real frames have a dozen headers; a made-up one of nothing but tags has thousands. */
const MAX_HEADERS = 64;

/** Reads header after header until it is known what the frame is. */
export function readHeaders(walk: FrameWalk, first: Step): DecodeStatus {
  let status = readPacket(walk, first);
  while (status !== DecodeStatus.Tcp && hasSubframe(walk)) status = readPacket(walk, Header.Amsdu);
  return status;
}

function readPacket(walk: FrameWalk, first: Step): DecodeStatus {
  let step = first;
  for (let headers = 0; step >= Header.Ethernet; headers++) {
    if (headers === MAX_HEADERS) return walk.unsupported(`more than ${MAX_HEADERS} headers`);
    step = readHeader(walk, step as Header);
  }
  return step as DecodeStatus;
}

// One line a header, in a switch that V8 turns into a jump table; it is not split, so that it stays the only one.
function readHeader(walk: FrameWalk, header: Header): Step {
  switch (header) {
    case Header.Ethernet:
      return readEthernet(walk);
    case Header.Vlan:
      return readVlan(walk);
    case Header.ShortTag:
      return readShortTag(walk);
    case Header.LongTag:
      return readLongTag(walk);
    case Header.Llc:
      return readLlc(walk);
    case Header.LinuxSll:
      return readLinuxSll(walk);
    case Header.LinuxSll2:
      return readLinuxSll2(walk);
    case Header.NullLoopback:
      return readNullLoopback(walk);
    case Header.RawIp:
      return readRawIp(walk);
    case Header.Ppp:
      return readPpp(walk);
    case Header.PppHdlc:
      return readPppHdlc(walk);
    case Header.Pppoe:
      return readPppoe(walk);
    case Header.CiscoHdlc:
      return readCiscoHdlc(walk);
    case Header.Fddi:
      return readFddi(walk);
    case Header.Nflog:
      return readNflog(walk);
    case Header.Radiotap:
      return readRadiotap(walk);
    case Header.Ieee80211:
      return readIeee80211(walk);
    case Header.Amsdu:
      return readAmsduSubframe(walk);
    case Header.Mpls:
      return readMpls(walk);
    case Header.Nsh:
      return readNsh(walk);
    case Header.Ipv4:
      return readIpv4(walk);
    case Header.Ipv6:
      return readIpv6(walk);
    case Header.Ipv6Extension:
      return readIpv6Extension(walk);
    case Header.Ipv6Fragment:
      return readIpv6Fragment(walk);
    case Header.Authentication:
      return readAuthentication(walk);
    case Header.Udp:
      return readUdp(walk);
    case Header.Vxlan:
      return readVxlan(walk);
    case Header.VxlanGpe:
      return readVxlanGpe(walk);
    case Header.Geneve:
      return readGeneve(walk);
    case Header.Gtp:
      return readGtp(walk);
    case Header.Teredo:
      return readTeredo(walk);
    case Header.Gre:
      return readGre(walk);
    case Header.ErspanII:
      return readErspanII(walk);
    case Header.ErspanIII:
      return readErspanIII(walk);
    case Header.EtherIp:
      return readEtherIp(walk);
    case Header.Tcp:
      return readTcp(walk);
  }
}
