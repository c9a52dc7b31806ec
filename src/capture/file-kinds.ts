/** What a file that is no capture seems to be, and what its owner can do: for error messages. */

export interface FileKind {
  /** "a zip archive": for "it seems to be …". */
  what: string;
  /** What to do, a whole sentence; empty where nothing can be done. `FILE` stands for the file's name. */
  advice: string;
}

/** So many bytes are looked at. */
export const FILE_KIND_LENGTH = 512;

const CONVERT = 'Wireshark can convert it: editcap -F pcapng FILE FILE.pcapng';
const EXTRACT = 'Extract the captures first.';
const TAR_OFFSET = 257;

/** Signatures as Latin-1 text. */
const KINDS: readonly (readonly [string, string, string])[] = [
  ['BZh', 'compressed with bzip2', 'Decompress it first: bzip2 -dc FILE | whyreset -'],
  ['\x1f\x9d', 'compressed with compress', 'Decompress it first: gzip -dc FILE | whyreset -'],
  [
    '\x02\x21\x4c\x18',
    'compressed with the legacy format of lz4',
    'Decompress it first: lz4 -dc FILE | whyreset -',
  ],
  ['LZIP', 'compressed with lzip', 'Decompress it first: lzip -dc FILE | whyreset -'],
  ['PK\x03\x04', 'a zip archive', EXTRACT],
  ['7z\xbc\xaf', 'a 7-Zip archive', EXTRACT],
  ['Rar!', 'a RAR archive', EXTRACT],
  ['GMBU', 'a Microsoft Network Monitor capture', CONVERT],
  ['RTSS', 'a Microsoft Network Monitor 1 capture', CONVERT],
  ['TRSNIFF data', 'a Sniffer capture', CONVERT],
  ['XCP\0', 'a Sniffer capture for Windows', CONVERT],
  ['\x7fver', 'an OmniPeek capture', CONVERT],
  ['iptrace ', 'an AIX iptrace capture', CONVERT],
  ['\x1c\x00\x01\xac', 'an Ixia capture', CONVERT],
  ['\xac\x01\x00\x1c', 'an Ixia capture', CONVERT],
  ['MZ', 'a Windows program', ''],
  ['\x7fELF', 'a program', ''],
  ['%PDF', 'a PDF document', ''],
];

const TEXT_KINDS: readonly (readonly [RegExp, string, string])[] = [
  [
    /^\s*(CLIENT_RANDOM|SERVER_HANDSHAKE_TRAFFIC_SECRET|CLIENT_HANDSHAKE_TRAFFIC_SECRET) /m,
    'a TLS key log',
    '',
  ],
  [/^\s*[[{]/, 'JSON', ''],
  [/^\s*</, 'XML or HTML', ''],
  [/^(0x)?0000:?\s+[0-9a-f]{2}/im, 'a hex dump', 'Wireshark can convert it: text2pcap FILE FILE.pcap'],
  [
    /^(\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d+ (IP6? |ARP)/m,
    "tcpdump's text output",
    'Its packets are needed: tcpdump -w FILE.pcap',
  ],
];

/** Null: nothing that is known. `head` is the file's beginning, `FILE_KIND_LENGTH` bytes if it has so many. */
export function fileKind(head: Uint8Array): FileKind | null {
  const text = String.fromCharCode(...head.subarray(0, FILE_KIND_LENGTH));
  if (text.startsWith('ustar', TAR_OFFSET)) return { what: 'a tar archive', advice: EXTRACT };
  const [, what, advice] = KINDS.find(([signature]) => text.startsWith(signature)) ?? [];
  if (what !== undefined && advice !== undefined) return { what, advice };
  return isText(head) ? textKind(text) : null;
}

function textKind(text: string): FileKind {
  const [, what, advice] = TEXT_KINDS.find(([pattern]) => pattern.test(text)) ?? [null, 'text', ''];
  return { what, advice };
}

function isText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b);
}
