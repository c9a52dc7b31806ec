/** Segments of chosen connections → traces, in one further pass over the capture. */
import type { ConnectionReport, Endpoint } from '../engine/document.ts';
import { withoutQuery } from '../engine/ladder.ts';
import type { ConnectionTrace, FrameMark, TracedFrame } from '../engine/trace.ts';
import { Analysis } from '../flow/analysis-flags.ts';
import type { Connection } from '../flow/connection.ts';
import type { FrameDecoder } from '../wire/frame-decoder.ts';
import { seqDiff } from '../wire/sequence.ts';
import { H2Frames } from './h2-frames.ts';
import type { SeenSegment, StreamVisitor } from './stream-walk.ts';
import { optionTexts } from './tcp-option-texts.ts';
import { TlsRecords } from './tls-records.ts';

/** Traces are made for people: nobody looks at more connections than this. */
const MAX_STREAMS = 200;

const usualLimits: TraceLimits = { headFrames: 500, tailFrames: 2500 };
/** For a file that is mailed. */
export const reportLimits: TraceLimits = { headFrames: 100, tailFrames: 300 };

const ACK = 16;

const marksByBit: readonly (readonly [number, FrameMark])[] = [
  [Analysis.retransmission, 'retransmission'],
  [Analysis.fastRetransmission, 'fast retransmission'],
  [Analysis.spuriousRetransmission, 'spurious retransmission'],
  [Analysis.outOfOrder, 'out of order'],
  [Analysis.duplicateAck, 'duplicate ACK'],
  [Analysis.zeroWindow, 'zero window'],
  [Analysis.keepAlive, 'keep-alive'],
  [Analysis.keepAliveAck, 'keep-alive ACK'],
  [Analysis.zeroWindowProbe, 'zero window probe'],
  [Analysis.zeroWindowProbeAck, 'zero window probe ACK'],
  [Analysis.lostSegment, 'previous segment not captured'],
  [Analysis.ackedLostSegment, 'acknowledges a segment that was not captured'],
];

/** What a trace needs to know of a connection; a `ConnectionReport` and a `ConnectionLine` both have it. */
export type TracedConnection = Pick<ConnectionReport, 'stream' | 'client' | 'server' | 'start'> & {
  evidence?: ConnectionReport['evidence'];
};

/** Frames that are kept of a long connection, of its beginning and of its end. */
export interface TraceLimits {
  headFrames: number;
  tailFrames: number;
}

export class TraceRecorder implements StreamVisitor {
  readonly streams: ReadonlySet<number>;
  private readonly threads: ReadonlyMap<number, Thread>;

  constructor(connections: readonly TracedConnection[], limits: TraceLimits = usualLimits) {
    const chosen = connections.slice(0, MAX_STREAMS);
    this.threads = new Map(chosen.map((connection) => [connection.stream, new Thread(connection, limits)]));
    this.streams = new Set(this.threads.keys());
  }

  visit(segment: SeenSegment): void {
    this.threads.get(segment.stream)?.add(segment);
  }

  /** In the order in which the connections were given; none for those of which no frame came by. */
  traces(): ConnectionTrace[] {
    return [...this.threads.values()]
      .map((thread) => thread.trace())
      .filter(({ frames }) => frames.length > 0);
  }
}

/** One connection while its frames come by. */
class Thread {
  private readonly limits: TraceLimits;
  private readonly stream: number;
  private readonly ends: { client: Endpoint; server: Endpoint };
  private readonly start: string;
  private readonly cited: ReadonlySet<number>;
  private readonly head: TracedFrame[] = [];
  private tail: TracedFrame[] = [];
  private skipped = { frames: 0, clientBytes: 0, serverBytes: 0 };
  private total = 0;
  private startNs = 0;
  private clientIndex: 0 | 1 = 0;
  private readonly base: [number, number] = [0, 0];
  private readonly scale: [number, number] = [0, 0];
  private readonly tls: readonly [TlsRecords, TlsRecords] = [new TlsRecords(), new TlsRecords()];
  private readonly h2: readonly [H2Frames, H2Frames] = [new H2Frames(), new H2Frames()];
  /** Senders as indices while the roles may still change; parallel to `frames()`. */
  private readonly senders = new Map<TracedFrame, 0 | 1>();

  constructor({ stream, client, server, start, evidence = [] }: TracedConnection, limits: TraceLimits) {
    this.limits = limits;
    this.stream = stream;
    this.ends = { client, server };
    this.start = start;
    this.cited = new Set(evidence.map(({ frame }) => frame));
  }

  add(segment: SeenSegment): void {
    const { cursor, connection } = segment;
    if (this.total++ === 0) this.startNs = cursor.timeNs;
    if (connection !== null) this.note(connection);
    const frame = this.traced(segment);
    this.senders.set(frame, segment.from);
    if (this.head.length < this.limits.headFrames) this.head.push(frame);
    else this.tail.push(frame);
    if (this.tail.length >= 2 * this.limits.tailFrames) this.shorten();
  }

  trace(): ConnectionTrace {
    if (this.tail.length > this.limits.tailFrames) this.shorten();
    const frames = [...this.head, ...this.tail];
    for (const frame of frames) {
      frame.from = this.senders.get(frame) === this.clientIndex ? 'client' : 'server';
    }
    return { stream: this.stream, ...this.ends, start: this.start, frames, totalFrames: this.total };
  }

  private note(connection: Connection): void {
    this.clientIndex = connection.clientIndex;
    for (const side of [0, 1] as const) {
      const { baseSeq, baseSeqKnown, windowScale } = connection.sides[side];
      if (baseSeqKnown) this.base[side] = baseSeq;
      this.scale[side] = Math.max(0, windowScale);
    }
    // Both SYNs must offer the option for it to be used (RFC 7323 section 2.2).
    if (connection.sides.some(({ windowScale }) => windowScale < 0)) this.scale.fill(0);
  }

  private traced(segment: SeenSegment): TracedFrame {
    const { cursor, decoder, from, found } = segment;
    const { tcp } = decoder;
    const to = from === 0 ? 1 : 0;
    const scaled = (tcp.flags & 2) !== 0 ? 0 : (this.scale[from] as number);
    const frame: TracedFrame = {
      frame: cursor.frameNumber,
      atS: Math.round((cursor.timeNs - this.startNs) / 1e3) / 1e6,
      from: 'client',
      flags: tcp.flags,
      seq: seqDiff(tcp.sequenceNumber, this.base[from] as number) >>> 0,
      ack: (tcp.flags & ACK) === 0 ? null : seqDiff(tcp.acknowledgmentNumber, this.base[to] as number) >>> 0,
      length: decoder.payloadLength,
      window: tcp.window * 2 ** scaled,
    };
    const options = optionTexts(tcp, this.base[to] as number);
    if (options.length > 0) frame.options = options;
    if (found !== 0) frame.marks = marksByBit.filter(([bit]) => (found & bit) !== 0).map(([, name]) => name);
    const contents = this.contentsOf(segment);
    if (contents.length > 0) frame.contents = contents;
    return frame;
  }

  /** Messages as the tracker's own readers have just found them; TLS records and HTTP/2 frames by their headers. */
  private contentsOf({ cursor, decoder, from, connection }: SeenSegment): string[] {
    if (decoder.payloadLength === 0 || connection === null) return [];
    const { frameNumber } = cursor;
    if (connection.clientOpening === 'tls' || connection.serverOpening === 'tls')
      return begun(this.tls[from], decoder);
    if (connection.protocol === 'h2c') return begun(this.h2[from], decoder);
    const contents: string[] = [];
    // Few requests begin or are answered in one segment, and those are among the latest.
    for (const request of connection.requests.slice(-8)) {
      if (request.frame === frameNumber) contents.push(`${request.method} ${withoutQuery(request.path)}`);
      if (request.responseFrame === frameNumber) contents.push(`HTTP ${request.status}`);
    }
    return contents;
  }

  /** Lets go of the oldest frames of the tail, but for those that are cited. */
  private shorten(): void {
    const kept: TracedFrame[] = [];
    const leave = this.tail.length - this.limits.tailFrames;
    for (const [index, frame] of this.tail.entries()) {
      if (index < leave && !this.cited.has(frame.frame)) {
        this.skip(frame);
        continue;
      }
      if (this.skipped.frames > 0) frame.skipped = this.skipped;
      this.skipped = { frames: 0, clientBytes: 0, serverBytes: 0 };
      kept.push(frame);
    }
    this.tail = kept;
  }

  private skip(frame: TracedFrame): void {
    const before = frame.skipped;
    const fromClient = this.senders.get(frame) === this.clientIndex;
    this.senders.delete(frame);
    this.skipped.frames += 1 + (before?.frames ?? 0);
    this.skipped.clientBytes += (fromClient ? frame.length : 0) + (before?.clientBytes ?? 0);
    this.skipped.serverBytes += (fromClient ? 0 : frame.length) + (before?.serverBytes ?? 0);
  }
}

/** What begins in the segment, by the reader of its direction. */
function begun(
  reader: TlsRecords | H2Frames,
  { view, payloadOffset, capturedPayloadLength, tcp }: FrameDecoder,
): string[] {
  return reader.read(view, payloadOffset, payloadOffset + capturedPayloadLength, tcp.sequenceNumber);
}
