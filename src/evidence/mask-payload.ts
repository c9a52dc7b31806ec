/**
 * Overwrites the payload of one connection's frames, in place: orders what each side sent into runs without holes, lets
 * the masker of its protocol go over them, and writes the result back into every frame, repeated bytes alike.
 */
import type { CollectedFrame, CollectedStream } from './collected-frame.ts';
import { H2Masker, startsLikePreface, startsLikeSettings } from './mask-h2.ts';
import { Http1Masker, startsLikeHttp1 } from './mask-http1.ts';
import { startsLikeTls, TlsMasker } from './mask-tls.ts';
import { blank, type HostName, type Masker } from './masker.ts';

/** A frame's place in what its side sent, counted from the side's first payload byte in the capture. */
interface Placed {
  frame: CollectedFrame;
  start: number;
  end: number;
}

export function maskPayload({ frames, clientIndex }: CollectedStream, hostName: HostName): void {
  const methods: string[] = [];
  // The client's requests say how the server's responses are framed.
  for (const from of [clientIndex, clientIndex === 0 ? 1 : 0] as const) {
    const isClient = from === clientIndex;
    const sent = placed(frames.filter((frame) => frame.from === from));
    const masker = new SniffingMasker((view, at, end) =>
      maskerFor(view, at, end, isClient, methods, hostName),
    );
    maskSide(sent, masker);
  }
  for (const frame of frames) blankTrailer(frame);
}

function maskerFor(
  view: DataView,
  at: number,
  end: number,
  isClient: boolean,
  methods: string[],
  hostName: HostName,
): Masker | null {
  if (startsLikeTls(view, at, end)) return new TlsMasker(hostName);
  if (isClient ? startsLikePreface(view, at, end) : startsLikeSettings(view, at, end))
    return new H2Masker(isClient);
  return startsLikeHttp1(view, at, end) ? new Http1Masker(methods, hostName) : null;
}

/** Blanks what it does not know, until a segment begins like a protocol that it does. */
class SniffingMasker implements Masker {
  private readonly choose: (view: DataView, at: number, end: number) => Masker | null;
  private chosen: Masker | null = null;

  constructor(choose: (view: DataView, at: number, end: number) => Masker | null) {
    this.choose = choose;
  }

  bytes(run: DataView, start: number, end: number, segments: readonly number[]): void {
    let at = start;
    for (const segment of segments) {
      if (this.chosen !== null) break;
      blank(run, at, segment);
      at = segment;
      this.chosen = this.choose(run, at, end);
    }
    if (this.chosen === null) blank(run, at, end);
    else this.chosen.bytes(run, at, end, segments);
  }

  skip(length: number): void {
    this.chosen?.skip(length);
  }
}

/** In order of sequence numbers, as far as bytes were captured. */
function placed(frames: readonly CollectedFrame[]): Placed[] {
  const withPayload = frames.filter(({ capturedPayloadLength }) => capturedPayloadLength > 0);
  const base = withPayload[0]?.payloadSeq ?? 0;
  return withPayload
    .map((frame) => {
      const start = (frame.payloadSeq - base) | 0;
      return { frame, start, end: start + frame.capturedPayloadLength };
    })
    .sort((a, b) => a.start - b.start);
}

function maskSide(sent: readonly Placed[], masker: Masker): void {
  let first = 0;
  let before = sent[0]?.start ?? 0;
  while (first < sent.length) {
    let last = first;
    let end = (sent[first] as Placed).end;
    while (last + 1 < sent.length && (sent[last + 1] as Placed).start <= end) {
      end = Math.max(end, (sent[++last] as Placed).end);
    }
    const run = sent.slice(first, last + 1);
    const start = (run[0] as Placed).start;
    if (start > before) masker.skip(start - before);
    maskRun(run, start, end, masker);
    before = end;
    first = last + 1;
  }
}

function maskRun(run: readonly Placed[], start: number, end: number, masker: Masker): void {
  const bytes = new Uint8Array(end - start);
  // Where two frames claim the same bytes, the one that came first counts, as it does for the receiver.
  for (const { frame, start: at } of run.toSorted((a, b) => b.frame.frameNumber - a.frame.frameNumber)) {
    bytes.set(payloadOf(frame), at - start);
  }
  const segments = [...new Set(run.map(({ start: at }) => at - start))];
  masker.bytes(new DataView(bytes.buffer), 0, bytes.length, segments);
  for (const { frame, start: at } of run) {
    payloadOf(frame).set(bytes.subarray(at - start, at - start + frame.capturedPayloadLength));
  }
}

function payloadOf({ bytes, payloadOffset, capturedPayloadLength }: CollectedFrame): Uint8Array {
  return bytes.subarray(payloadOffset, payloadOffset + capturedPayloadLength);
}

/** Padding behind short packets may hold what was in the sender's memory. */
function blankTrailer({ bytes, payloadOffset, capturedPayloadLength }: CollectedFrame): void {
  bytes.fill(0, payloadOffset + capturedPayloadLength);
}
