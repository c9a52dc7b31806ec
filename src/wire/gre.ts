/**
 * GRE (RFC 2784, RFC 2890) and PPTP's version 1 of it (RFC 2637). NVGRE (RFC 7637) is GRE with a key and Ethernet
 * inside. Source routing (RFC 1701) is refused: nobody may send it.
 *
 *   0 flags and version | 2 protocol | [checksum, reserved] [key] [sequence number] [acknowledgment, version 1]
 */
import { etherTypeStep } from './ethertypes.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const GRE_BYTES = 4;
const CHECKSUM = 0x8000;
const ROUTING = 0x4000;
const KEY = 0x2000;
const SEQUENCE = 0x1000;
const ACKNOWLEDGMENT = 0x0080;
const VERSION = 0x0007;
const WCCP_REDIRECT_BYTES = 4;

export function readGre(walk: FrameWalk): Step {
  if (!walk.has(GRE_BYTES)) return walk.short('GRE', GRE_BYTES);
  const flags = walk.view.getUint16(walk.offset);
  const protocol = walk.view.getUint16(walk.offset + 2);
  if (flags & ROUTING) return walk.unsupported('GRE source routing');
  const version = flags & VERSION;
  if (version > 1) return walk.malformed('GRE version', 1, version);
  let bytes = GRE_BYTES;
  if (flags & CHECKSUM) bytes += 4;
  if (flags & KEY) bytes += 4;
  if (flags & SEQUENCE) bytes += 4;
  if (version === 1 && flags & ACKNOWLEDGMENT) bytes += 4;
  if (!walk.has(bytes)) return walk.short('GRE', bytes);
  walk.offset += bytes;
  return greProtocolStep(walk, protocol, (flags & SEQUENCE) !== 0);
}

/** The header that a GRE protocol type announces; ERSPAN's first version is told by the missing sequence number. */
export function greProtocolStep(walk: FrameWalk, protocol: number, sequenced: boolean): Step {
  switch (protocol) {
    case 0x88be:
      return sequenced ? Header.ErspanII : Header.Ethernet;
    case 0x22eb:
      return Header.ErspanIII;
    case 0x880b:
      return Header.Ppp;
    case 0x883e:
      return wccp(walk);
    case 0x6400:
      return Header.Ethernet;
    case 0x6559:
      return walk.unsupported('frame relay over GRE');
    case 0x8881:
    case 0x88d2:
      return walk.unsupported('PPP in HDLC over GRE (CDMA2000)');
  }
  return isAruba(protocol) ? Header.Ieee80211 : etherTypeStep(walk, protocol);
}

/** WCCP redirection: version 2 puts four bytes before the IP header, version 1 none. */
function wccp(walk: FrameWalk): Step {
  if (!walk.has(1)) return walk.short('WCCP', 1);
  if (walk.view.getUint8(walk.offset) >> 4 !== 4) walk.offset += WCCP_REDIRECT_BYTES;
  return Header.Ipv4;
}

/** Aruba controllers tunnel 802.11 frames, one protocol type per radio: 0x8200, 0x8210 … 0x8370. */
function isAruba(protocol: number): boolean {
  return protocol >= 0x8200 && protocol <= 0x8370 && (protocol & 0x0f) === 0;
}
