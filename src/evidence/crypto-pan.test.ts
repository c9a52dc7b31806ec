import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCryptoPan } from './crypto-pan.ts';

/** The key of the sample that comes with the authors' own program. */
const sampleKey = Uint8Array.from([
  21, 34, 23, 141, 51, 164, 207, 128, 19, 10, 91, 22, 73, 144, 125, 16, 216, 152, 143, 131, 121, 121, 101, 39,
  98, 87, 76, 45, 42, 132, 34, 2,
]);

test.each([
  ['128.11.68.132', '135.242.180.132'],
  ['129.118.74.4', '134.136.186.123'],
  ['130.132.252.244', '133.68.164.234'],
])('maps %s to %s under the key of the published sample', (from, to) => {
  const mapped = createCryptoPan(sampleKey, false).map(Uint8Array.from(from.split('.').map(Number)));
  expect([...mapped].join('.')).toBe(to);
});

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const address = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

function commonBits(a: Uint8Array, b: Uint8Array): number {
  for (let bit = 0; bit < a.length * 8; bit++) {
    const mask = 0x80 >> (bit & 7);
    if (((a[bit >> 3] as number) & mask) !== ((b[bit >> 3] as number) & mask)) return bit;
  }
  return a.length * 8;
}

test.each([4, 16])('addresses of %i bytes share as long a prefix after as before', (length) => {
  const near = fc.tuple(address(length), fc.nat(length * 8 - 1)).map(([one, bit]) => {
    const other = one.slice();
    other[bit >> 3] = (other[bit >> 3] as number) ^ (0x80 >> (bit & 7));
    return [one, other] as const;
  });
  fc.assert(
    fc.property(key, fc.oneof(near, fc.tuple(address(length), address(length))), (secret, [one, other]) => {
      const pan = createCryptoPan(secret);
      expect(commonBits(pan.map(one), pan.map(other))).toBe(commonBits(one, other));
    }),
    { numRuns: 200 },
  );
});

test.each([
  [[10, 0, 0, 5], 10],
  [[127, 0, 0, 1], 127],
  [[192, 168, 1, 1], 192],
  [[172, 20, 1, 1], 172],
])('%j stays among the addresses of its kind', (from, first) => {
  fc.assert(
    fc.property(key, (secret) => {
      const mapped = createCryptoPan(secret).map(Uint8Array.from(from));
      expect(mapped[0]).toBe(first);
      if (first === 172) expect((mapped[1] as number) >> 4).toBe(1);
      if (first === 192) expect(mapped[1]).toBe(168);
    }),
    { numRuns: 20 },
  );
});
