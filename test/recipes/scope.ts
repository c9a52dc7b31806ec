/** What a test starts, it ends, also where many run at once (Vitest's own hook does not know then which test asks). */
import { AsyncLocalStorage } from 'node:async_hooks';

const scope = new AsyncLocalStorage<(() => void)[]>();

export async function inScope(body: () => Promise<void>): Promise<void> {
  const endings: (() => void)[] = [];
  try {
    await scope.run(endings, body);
  } finally {
    for (const end of endings.reverse()) end();
  }
}

export function atEnd(end: () => void): void {
  const endings = scope.getStore();
  if (endings === undefined) throw new Error('started outside of a test');
  endings.push(end);
}
