/** Frames with recognisable bytes, for tests of everything that reads capture files. */
import type { BuiltFrame } from './capture-files.ts';

/** 2026-01-31T10:00:00Z. */
export const SAMPLE_EPOCH_NS = 1_769_853_600_000_000_000n;

/** `count` frames of different lengths, one millisecond apart, with bytes that no capture file header resembles. */
export function sampleFrames(
  count: number,
  startNs: bigint = SAMPLE_EPOCH_NS,
  stepNs = 1_000_000n,
): BuiltFrame[] {
  return Array.from({ length: count }, (_, index) => ({
    timeNs: startNs + BigInt(index) * stepNs,
    bytes: Uint8Array.from({ length: 54 + ((index * 37) % 211) }, (_, at) => 0x80 | (index * 7 + at * 13)),
  }));
}
