/** Walks over the records of a pcap file that lie in memory (src/capture/pcap-reader.ts reads the rest of it). */
import { frame } from './take';

/** A longer frame means that its length is damaged (src/capture/frame-window.ts). */
const MAX_FRAME_BYTES: u32 = 262144;

/** Where `walk` stopped, and the seconds of the last record that it took. */
let walkedTo: usize = 0;
let walkedSeconds: u32 = 0;

export function walkEnd(): usize {
  return walkedTo;
}

export function walkSeconds(): u32 {
  return walkedSeconds;
}

/**
 * Takes the frames of a pcap file, each behind its header, from `at` on, as far as it can: the next one is cut,
 * implausible or no plain one. Returns how many.
 */
export function walk(
  at: usize,
  end: usize,
  headerBytes: usize,
  linkType: i32,
  isLittleEndian: bool,
  nsPerFraction: f64,
  epochSeconds: f64,
  epochFraction: f64,
  framesBefore: i32,
): i32 {
  let frames = 0;
  while (end - at >= headerBytes) {
    const seconds = u32At(at, isLittleEndian);
    const fraction = u32At(at + 4, isLittleEndian);
    const capturedLength = u32At(at + 8, isLittleEndian);
    if (capturedLength === 0 || capturedLength > MAX_FRAME_BYTES || end - at < headerBytes + capturedLength) break;
    const originalLength = u32At(at + 12, isLittleEndian);
    const timeNs = (<f64>seconds - epochSeconds) * 1e9 + (<f64>fraction - epochFraction) * nsPerFraction;
    const number = framesBefore + frames + 1;
    if (!frame(at + headerBytes, capturedLength, originalLength, linkType, number, timeNs)) break;
    frames++;
    walkedSeconds = seconds;
    at += headerBytes + capturedLength;
  }
  walkedTo = at;
  return frames;
}

@inline
function u32At(at: usize, isLittleEndian: bool): u32 {
  const value = load<u32>(at);
  return isLittleEndian ? value : bswap<u32>(value);
}
