import { describe, test } from 'vitest';
import type { Case } from './cases.ts';
import { inScope } from './scope.ts';

/** Several at once: nearly all of the time is waiting for a timer to fire. What is not installed here is skipped. */
export function runCases(title: string, cases: readonly Case[]): void {
  describe.concurrent(title, () => {
    test.each(cases.filter(({ runs }) => runs))('$name', { timeout: 120_000, retry: 1 }, ({ effect }) =>
      inScope(effect),
    );
    test.skip.each(cases.filter(({ runs }) => !runs))('$name (not installed here)', () => {});
  });
}
