import { expect, test } from 'vitest';
import { compressionOf } from './compression.ts';
import { fileKind } from './file-kinds.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

test.each([
  ['PK\x03\x04\x14\0', 'a zip archive'],
  ['BZh91AY&SY', 'compressed with bzip2'],
  [`file.pcap${'\0'.repeat(248)}ustar  \0`, 'a tar archive'],
  ['GMBU\x02\0', 'a Microsoft Network Monitor capture'],
  ['# keys\nCLIENT_RANDOM 0011 2233\n', 'a TLS key log'],
  ['{"_index": "packets"}', 'JSON'],
  ['<?xml version="1.0"?><pdml>', 'XML or HTML'],
  ['0000  02 42 0a 00 00 10 02 42\n', 'a hex dump'],
  ['12:00:00.000001 IP 10.0.0.1.80 > 10.0.0.2.1234: Flags [R]', "tcpdump's text output"],
  ['hello, world\n', 'text'],
])('%j is named %s', (head, what) => {
  expect(fileKind(bytes(head))?.what).toBe(what);
});

test('other bytes have no name', () => {
  expect(fileKind(bytes('\x01\x02\x03\x04'))).toBeNull();
});

test.each([
  ['\x1f\x8b\x08\0', 'gzip'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['\x53\x2a\x4d\x18', 'zstd'],
  ['\x04\x22\x4d\x18', 'lz4'],
  ['\xfd7zXZ\0', 'xz'],
  ['\xd4\xc3\xb2\xa1', null],
  ['', null],
])('compression of %j is %s', (head, compression) => {
  expect(compressionOf(bytes(head))).toBe(compression);
});
