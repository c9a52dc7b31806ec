/** The pack's capture: payload cut, addresses replaced, checksums right, each frame with its number in the original. */
import type { CollectedFrame, CollectedStream } from './collected-frame.ts';
import { maskPayload } from './mask-payload.ts';
import type { HostName } from './masker.ts';
import { packedFrame } from './packed-frame.ts';
import { type WrittenFrame, writePcapng } from './pcapng-writer.ts';
import type { Pseudonyms } from './pseudonyms.ts';

export interface PackCaptureOptions {
  keepPayload: boolean;
  /** Null leaves addresses and names as they are. */
  pseudonyms: Pseudonyms | null;
}

/**
 * Frames of all that was collected, ready to be written; the collected ones are changed where payload is cut. `says`:
 * what verdicts say of frames, by their original numbers.
 */
export function packFrames(
  collected: ReadonlyMap<number, CollectedStream>,
  epochNs: bigint,
  says: ReadonlyMap<number, string>,
  { keepPayload, pseudonyms }: PackCaptureOptions,
): Map<number, WrittenFrame[]> {
  const hostName = hostNames(pseudonyms);
  const frames = new Map<number, WrittenFrame[]>();
  for (const stream of collected.values()) {
    if (!keepPayload) maskPayload(stream, hostName);
    frames.set(
      stream.stream,
      stream.frames.map((frame) => {
        const packed =
          keepPayload && pseudonyms === null && !frame.isPacket ? frame : packedFrame(frame, pseudonyms);
        return {
          timeNs: epochNs + BigInt(Math.round(frame.timeNs)),
          linkType: packed.linkType,
          bytes: packed.bytes,
          originalLength: packed.originalLength,
          comment: commentOf(frame, says),
        };
      }),
    );
  }
  return frames;
}

/** Wireshark shows it with the frame; of a cited one it is what the verdict says. */
function commentOf({ frameNumber, stream }: CollectedFrame, says: ReadonlyMap<number, string>): string {
  const origin = `frame ${frameNumber}, stream ${stream} of the original capture`;
  const cited = says.get(frameNumber);
  return cited === undefined ? origin : `${cited} (${origin})`;
}

/** An empty Ethernet frame of a type that is free for experiments (IEEE 802, 88-B5): it marks a moment. */
const MARKER = Uint8Array.of(2, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0x88, 0xb5);
const ETHERNET = 1;

function startMarker(timeNs: bigint): WrittenFrame {
  const comment = 'The original capture began here.';
  return { timeNs, linkType: ETHERNET, bytes: MARKER, originalLength: MARKER.length, comment };
}

/** The file for these streams, frames in their original order; with a marker at `startNs`, unless it is null. */
export function packCapture(
  streams: readonly number[],
  collected: ReadonlyMap<number, CollectedStream>,
  written: ReadonlyMap<number, WrittenFrame[]>,
  startNs: bigint | null,
): Uint8Array {
  const all = streams.flatMap((stream) =>
    (written.get(stream) ?? []).map((frame, index) => ({
      frame,
      frameNumber: collected.get(stream)?.frames[index]?.frameNumber ?? 0,
    })),
  );
  all.sort((a, b) => a.frameNumber - b.frameNumber);
  const frames = all.map(({ frame }) => frame);
  return writePcapng(
    startNs === null ? frames : [startMarker(startNs), ...frames],
    'Connections of one incident, cut out by whyreset',
  );
}

/** An address in place of a name could not keep its length: it is left out. */
function hostNames(pseudonyms: Pseudonyms | null): HostName {
  if (pseudonyms === null) return (name) => name;
  return (name) =>
    pseudonyms.addressText(name.replace(/^\[|\]$/g, '')) === null
      ? pseudonyms.name(name)
      : ' '.repeat(name.length);
}
