import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LongestTimes } from './server-facts.ts';

test('of any number of times, all are counted and the longest are kept', () => {
  const times = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 300 });
  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 100 }), (some, repetitions) => {
      const longest = new LongestTimes();
      for (let i = 0; i < repetitions; i++) for (const time of some) longest.add(time);
      expect(longest.count).toBe(some.length * repetitions);
      const kept = [...longest.values].sort((a, b) => b - a);
      const all = Array.from({ length: repetitions }, () => some)
        .flat()
        .sort((a, b) => b - a);
      expect(kept.slice(0, 1024)).toEqual(all.slice(0, 1024));
      expect(kept.length).toBeLessThanOrEqual(2048);
    }),
    { numRuns: 30 },
  );
});
