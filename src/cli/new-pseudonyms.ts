/** Pseudonyms under a key that nobody has seen, and that is gone when the process ends. */
import { randomBytes } from 'node:crypto';
import { KEY_BYTES } from '../evidence/crypto-pan.ts';
import { Pseudonyms } from '../evidence/pseudonyms.ts';

export function newPseudonyms(): Pseudonyms {
  return new Pseudonyms(new Uint8Array(randomBytes(KEY_BYTES)));
}
