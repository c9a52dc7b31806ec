/**
 * Prefix-preserving pseudonyms for IP addresses after Crypto-PAn (Xu, Fan, Ammar, Moon 2002): addresses that share their
 * first n bits still share exactly n, so that networks stay recognisable as such. Each bit is flipped or not by AES
 * under the bits before it. Three things differ from what was published:
 *
 * - no bit is flipped that decides whether an address is private, loopback, link-local or multicast, so that 10.0.0.5 stays in
 *   10/8 and no pseudonym is an address that hosts treat differently;
 * - AES is given the bits so that one more of them is always other input. As published, a bit that happens to be the key's
 *   leaves the input as it was, neighbouring bits are flipped alike, and 1 in 100 addresses of 192.168/16 stands for itself;
 * - the last bit is always flipped, so that none does.
 */
import { ecb } from '@noble/ciphers/aes.js';

export const KEY_BYTES = 32;

interface Block {
  bits: readonly number[];
}

/** Blocks whose addresses mean something of their own (RFC 6890); what lies in one stays in it. */
const special4: readonly Block[] = [
  block([0], 8),
  block([10], 8),
  block([100, 64], 10),
  block([127], 8),
  block([169, 254], 16),
  block([172, 16], 12),
  block([192, 168], 16),
  block([224], 3),
];
const special6: readonly Block[] = [
  block([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff], 96),
  block([0, 0x64, 0xff, 0x9b], 32),
  block([0x20, 0x01, 0x0d, 0xb8], 32),
  block([0xfc], 7),
  block([0xfe, 0x80], 10),
  block([0xff], 8),
];

function block(bytes: readonly number[], bits: number): Block {
  return { bits: Array.from({ length: bits }, (_, index) => bitOf(bytes, index)) };
}

function bitOf(bytes: ArrayLike<number>, index: number): number {
  return ((bytes[index >> 3] ?? 0) >> (7 - (index & 7))) & 1;
}

export interface CryptoPan {
  /** The pseudonym of an address of four or sixteen bytes. */
  map(address: Uint8Array): Uint8Array;
}

/** `key`: 32 random bytes. */
export function createCryptoPan(key: Uint8Array): CryptoPan {
  if (key.length !== KEY_BYTES)
    throw new TypeError(`createCryptoPan: key must have 32 bytes, got ${key.length}`);
  const secret = key.slice(0, 16);
  // One block at a time is what Crypto-PAn asks for; the library wants a new cipher for each.
  const encrypt = (input: Uint8Array): Uint8Array => ecb(secret, { disablePadding: true }).encrypt(input);
  const pad = encrypt(key.slice(16));
  const flipAfter = (address: Uint8Array, length: number): boolean =>
    length === address.length * 8 - 1 || (encrypt(markedPrefix(address, length, pad))[0] as number) >= 0x80;
  return {
    map(address) {
      const special = address.length === 4 ? special4 : special6;
      const mapped = address.slice();
      for (let bit = 0; bit < address.length * 8; bit++) {
        if (decidesSpecial(address, bit, special) || !flipAfter(address, bit)) continue;
        mapped[bit >> 3] = (mapped[bit >> 3] as number) ^ (0x80 >> (bit & 7));
      }
      return mapped;
    },
  };
}

/** The first `length` bits of the address, a bit that marks their end, and zeros; all of it under the pad. */
function markedPrefix(address: Uint8Array, length: number, pad: Uint8Array): Uint8Array {
  const input = pad.slice();
  for (let bit = 0; bit <= length; bit++) {
    const isSet = bit === length || bitOf(address, bit) === 1;
    if (isSet) input[bit >> 3] = (input[bit >> 3] as number) ^ (0x80 >> (bit & 7));
  }
  return input;
}

/** Does bit `index` of this address, whose earlier bits agree with a block's, belong to that block's prefix? */
function decidesSpecial(address: Uint8Array, index: number, blocks: readonly Block[]): boolean {
  return blocks.some(({ bits }) => {
    if (index >= bits.length) return false;
    for (let at = 0; at < index; at++) if (bits[at] !== bitOf(address, at)) return false;
    return true;
  });
}
