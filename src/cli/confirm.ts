/** A question to a person. */
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { standardStream } from './standard-streams.ts';

/** Asks on standard error, so that results stay clean; no answer is no. */
export async function confirm(question: string): Promise<boolean> {
  const asking = createInterface({ input: process.stdin, output: standardStream(2) });
  try {
    const ended = once(asking, 'close').then(() => '');
    return /^y(es)?$/i.test((await Promise.race([asking.question(question), ended])).trim());
  } finally {
    asking.close();
  }
}
