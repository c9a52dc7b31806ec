/** Compressed captures are told by their first bytes, not by their name. */

export type Compression = 'gzip' | 'zstd' | 'lz4' | 'xz';

/** So many bytes tell the compression. */
export const COMPRESSION_SIGNATURE_LENGTH = 6;

/** A zstd file may begin with a skippable frame (RFC 8878 section 3.1.2), as pzstd's do; lz4's do in no known writer. */
const SIGNATURES: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ...Array.from({ length: 16 }, (_, i) => ['zstd', [0x50 + i, 0x2a, 0x4d, 0x18]] as const),
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
];

/** Null: not compressed in a way that can be undone. */
export function compressionOf(head: Uint8Array): Compression | null {
  const found = SIGNATURES.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  return found?.[0] ?? null;
}
