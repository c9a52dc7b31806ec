import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCryptoPan } from './crypto-pan.ts';

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

test.each([4, 16])('no address of %i bytes stands for itself', (length) => {
  fc.assert(
    fc.property(key, address(length), (secret, one) => {
      expect(createCryptoPan(secret).map(one)).not.toEqual(one);
    }),
    { numRuns: 200 },
  );
});

test('networks stand for themselves no more often than chance has it', () => {
  const keys = Array.from({ length: 2000 }, (_, i) =>
    Uint8Array.from({ length: 32 }, (_, at) => (i * 31) >> (at % 16)),
  );
  const same = keys.filter(
    (secret) => createCryptoPan(secret).map(Uint8Array.of(192, 168, 194, 221))[2] === 194,
  );
  expect(same.length).toBeLessThan(30); // 8 of 2000 are expected: one byte of 256
});
