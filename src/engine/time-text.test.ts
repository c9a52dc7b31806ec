import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoTime } from './time-text.ts';

test.each<[string, bigint, number, string]>([
  ['the epoch', 0n, 0, '1970-01-01T00:00:00.000000000Z'],
  ['nanoseconds are kept', 1_769_853_600_123_456_789n, 1, '2026-01-31T10:00:00.123456790Z'],
  [
    'time since the first frame is added',
    1_769_853_600_000_000_000n,
    61.5e9,
    '2026-01-31T10:01:01.500000000Z',
  ],
  ['frames may lie before the first one', 1_769_853_600_000_000_000n, -1, '2026-01-31T09:59:59.999999999Z'],
  ['before 1970', -1n, 0, '1969-12-31T23:59:59.999999999Z'],
  ['whole seconds before 1970', -1_000_000_000n, 0, '1969-12-31T23:59:59.000000000Z'],
  ['what no calendar holds is clamped', 10n ** 30n, 0, '+275760-09-13T00:00:00.000000000Z'],
])('%s', (_, epochNs, sinceNs, expected) => {
  expect(isoTime(epochNs, sinceNs)).toBe(expected);
});

test('is what Date says, at any moment in any order', () => {
  const epochS = fc.integer({ min: -1e11, max: 1e11 });
  // Nanoseconds since the first frame are exact for 104 days.
  const sinceS = fc.integer({ min: -9e6, max: 9e6 });
  fc.assert(
    fc.property(fc.array(fc.tuple(epochS, sinceS), { minLength: 1, maxLength: 5 }), (moments) => {
      for (const [epoch, since] of moments) {
        const said = new Date((epoch + since) * 1000).toISOString().replace('.000Z', '.000000000Z');
        expect(isoTime(BigInt(epoch) * 1_000_000_000n, since * 1e9)).toBe(said);
      }
    }),
  );
});
