/**
 * What stands for a person's addresses and names in a report or a pack that others will read. The same thing has the
 * same pseudonym throughout; without the key, which is forgotten, nobody finds the way back.
 */
import { type CryptoPan, createCryptoPan } from './crypto-pan.ts';
import { addressText, mappedIpv4, parseAddress } from './ip-text.ts';

export class Pseudonyms {
  private readonly pan: CryptoPan;
  private readonly addresses = new Map<string, Uint8Array>();
  private readonly names = new Map<string, string>();
  private readonly macs = new Map<string, Uint8Array>();

  /** `key`: 32 random bytes (`KEY_BYTES` of crypto-pan.ts). */
  constructor(key: Uint8Array) {
    this.pan = createCryptoPan(key);
  }

  /** Of an IPv4 or IPv6 address in bytes. */
  address(bytes: Uint8Array): Uint8Array {
    const known = this.addresses.get(bytes.join());
    if (known !== undefined) return known;
    const quad = mappedIpv4(bytes);
    const mapped =
      quad === null ? this.pan.map(bytes) : Uint8Array.of(...bytes.subarray(0, 12), ...this.pan.map(quad));
    this.addresses.set(bytes.join(), mapped);
    return mapped;
  }

  /** Of an address as text; null where it is none. */
  addressText(text: string): string | null {
    const bytes = parseAddress(text);
    return bytes === null ? null : addressText(this.address(bytes));
  }

  /** A name of the same length, so that it fits where the old one stood: "host1xx.invalid" (RFC 6761 section 6.4). */
  name(name: string): string {
    const key = name.toLowerCase();
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const mapped = nameOfLength(this.names.size + 1, name.length);
    this.names.set(key, mapped);
    return mapped;
  }

  /** Every name seen so far and its pseudonym, longest first. */
  knownNames(): [string, string][] {
    return [...this.names].sort(([a], [b]) => b.length - a.length);
  }

  /** Locally administered addresses in order of appearance. */
  mac(bytes: Uint8Array): Uint8Array {
    const known = this.macs.get(bytes.join());
    if (known !== undefined) return known;
    const number = this.macs.size + 1;
    const mapped = Uint8Array.of(2, 0, number >>> 24, number >>> 16, number >>> 8, number);
    this.macs.set(bytes.join(), mapped);
    return mapped;
  }
}

const DOMAIN = '.invalid';

function nameOfLength(number: number, length: number): string {
  const host = `host${number}`;
  const filler = length - host.length - DOMAIN.length;
  if (filler >= 0) return host + 'x'.repeat(filler) + DOMAIN;
  return `h${number}`.padEnd(length, 'x').slice(0, length);
}
