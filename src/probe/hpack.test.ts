import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textOf } from './ascii.ts';
import { encodeFields, readStatus } from './hpack.ts';

test('requests are literal fields without indexing (RFC 7541 section 6.2.2)', () => {
  expect(
    textOf(
      encodeFields([
        [':path', '/x'],
        ['user-agent', 'me'],
        ['x-own', 'y'],
      ]),
    ),
  ).toBe('\x04\x02/x\x0f\x2b\x02me\x00\x05x-own\x01y');
});

test('long strings have long lengths', () => {
  const path = `/${'a'.repeat(299)}`;
  expect(textOf(encodeFields([[':path', path]]))).toBe(`\x04\x7f\xad\x01${path}`);
});

test.each([
  ['indexed 200', [0x88], 200],
  ['indexed 404', [0x8d], 404],
  ['literal with indexing, plain', [0x48, 0x03, 0x33, 0x30, 0x32], 302],
  ['literal without indexing, Huffman (RFC 7541 C.6.1)', [0x08, 0x82, 0x64, 0x02], 302],
  ['literal never indexed, Huffman', [0x18, 0x83, 0x64, 0x0e, 0xff], 307],
  ['after an update of the table size', [0x20, 0x88], 200],
  ['after a large update of the table size', [0x3f, 0xe1, 0x1f, 0x89], 204],
  ['another field first', [0x41, 0x01, 0x61], null],
  ['an entry of the dynamic table', [0xbe], null],
  ['no digits', [0x08, 0x03, 0x61, 0x62, 0x63], null],
  ['nothing', [], null],
])('a status, %s', (_, bytes, status) => {
  expect(readStatus(new Uint8Array(bytes))).toBe(status);
});

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
      const status = readStatus(bytes);
      expect(status === null || (status >= 100 && status <= 999)).toBe(true);
    }),
  );
});
