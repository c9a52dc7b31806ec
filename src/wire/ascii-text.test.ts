import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiText } from './ascii-text.ts';

test('text is its bytes, with ? for what cannot be printed, whatever was read before', () => {
  const anyBytes = fc.uint8Array({ maxLength: 12 });
  fc.assert(
    fc.property(fc.array(anyBytes, { maxLength: 20 }), (names) => {
      for (const bytes of [...names, ...names]) {
        const expected = [...bytes]
          .map((b) => (b > 0x20 && b < 0x7f ? String.fromCharCode(b) : '?'))
          .join('');
        expect(asciiText(new DataView(bytes.slice().buffer), 0, bytes.length)).toBe(expected);
      }
    }),
  );
});

test('it stops where the view ends', () => {
  expect(asciiText(new DataView(new Uint8Array([0x61, 0x62]).buffer), 1, 10)).toBe('b');
});
