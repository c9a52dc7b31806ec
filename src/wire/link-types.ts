/**
 * LINKTYPE_ numbers (https://www.tcpdump.org/linktypes.html): their names without the prefix, and the header that a
 * frame of that type starts with.
 */
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

export const LINKTYPE_ETHERNET = 1;

const names: ReadonlyMap<number, string> = new Map([
  [0, 'NULL'],
  [1, 'ETHERNET'],
  [6, 'IEEE802_5'],
  [7, 'ARCNET_BSD'],
  [8, 'SLIP'],
  [9, 'PPP'],
  [10, 'FDDI'],
  [12, 'RAW'],
  [14, 'RAW'],
  [50, 'PPP_HDLC'],
  [51, 'PPP_ETHER'],
  [99, 'SYMANTEC_FIREWALL'],
  [100, 'ATM_RFC1483'],
  [101, 'RAW'],
  [104, 'C_HDLC'],
  [105, 'IEEE802_11'],
  [107, 'FRELAY'],
  [108, 'LOOP'],
  [109, 'ENC'],
  [113, 'LINUX_SLL'],
  [114, 'LTALK'],
  [117, 'PFLOG'],
  [119, 'IEEE802_11_PRISM'],
  [122, 'IP_OVER_FC'],
  [123, 'SUNATM'],
  [127, 'IEEE802_11_RADIOTAP'],
  [138, 'APPLE_IP_OVER_IEEE1394'],
  [143, 'DOCSIS'],
  [144, 'LINUX_IRDA'],
  [147, 'USER0'],
  [149, 'USER2'],
  [163, 'IEEE802_11_AVS'],
  [166, 'PPP_PPPD'],
  [187, 'BLUETOOTH_HCI_H4'],
  [189, 'USB_LINUX'],
  [192, 'PPI'],
  [195, 'IEEE802_15_4_WITHFCS'],
  [201, 'BLUETOOTH_HCI_H4_WITH_PHDR'],
  [204, 'PPP_WITH_DIR'],
  [209, 'IPMB_LINUX'],
  [220, 'USB_LINUX_MMAPPED'],
  [226, 'IPNET'],
  [227, 'CAN_SOCKETCAN'],
  [228, 'IPV4'],
  [229, 'IPV6'],
  [230, 'IEEE802_15_4_NOFCS'],
  [231, 'DBUS'],
  [239, 'NFLOG'],
  [240, 'NETANALYZER'],
  [242, 'IPOIB'],
  [249, 'USBPCAP'],
  [251, 'BLUETOOTH_LE_LL'],
  [252, 'WIRESHARK_UPPER_PDU'],
  [253, 'NETLINK'],
  [254, 'BLUETOOTH_LINUX_MONITOR'],
  [258, 'PKTAP'],
  [272, 'DSA_TAG_BRCM'],
  [274, 'ETHERNET_MPACKET'],
  [276, 'LINUX_SLL2'],
]);

/** The name of a LINKTYPE_ number, or "LINKTYPE_n" for one without an entry here. */
export function linkTypeName(linkType: number): string {
  return names.get(linkType) ?? `LINKTYPE_${linkType}`;
}

/** The header that a frame of this link type starts with. */
export function linkTypeStep(walk: FrameWalk, linkType: number): Step {
  switch (linkType) {
    case 0:
    case 108:
      return Header.NullLoopback;
    case LINKTYPE_ETHERNET:
      return Header.Ethernet;
    case 9:
      return Header.Ppp;
    case 10:
      return Header.Fddi;
    case 12:
    case 14:
    case 101:
      return Header.RawIp;
    case 50:
      return Header.PppHdlc;
    case 51:
      return Header.Pppoe;
    case 100:
      return Header.Llc;
    case 104:
      return Header.CiscoHdlc;
    case 105:
      return Header.Ieee80211;
    case 113:
      return Header.LinuxSll;
    case 127:
      return Header.Radiotap;
    case 228:
      return Header.Ipv4;
    case 229:
      return Header.Ipv6;
    case 239:
      return Header.Nflog;
    case 276:
      return Header.LinuxSll2;
    default:
      return walk.unsupported(`link type ${linkTypeName(linkType)}`);
  }
}
