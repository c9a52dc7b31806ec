import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeUtf8 } from './utf8.ts';

const decode = (bytes: Uint8Array): string => decodeUtf8(new DataView(bytes.buffer), 0, bytes.length);

test('well-formed text comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(decode(new TextEncoder().encode(text))).toBe(text);
    }),
  );
});

test('long text comes back', () => {
  const text = 'CLIENT_RANDOM ü€😀 '.repeat(10_000);
  expect(decode(new TextEncoder().encode(text))).toBe(text);
});

test.each([
  ['an overlong slash', [0xc0, 0xaf]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['a cut sequence', [0xe2, 0x82]],
  ['beyond the last code point', [0xf4, 0x90, 0x80, 0x80]],
])('%s becomes replacement characters', (_, bytes) => {
  expect(decode(Uint8Array.from(bytes))).toMatch(/^\ufffd+$/);
});
