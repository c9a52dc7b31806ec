/** Frames of chosen connections, kept whole for a pack: copies of their bytes, and where their headers lie. */
import type { SeenSegment, StreamVisitor } from './stream-walk.ts';

/** Kept of the payload of connections that are too large to be kept whole: enough for a message's head. */
const SNAPPED_PAYLOAD_BYTES = 256;
/** 802.11: one frame may hold several packets (A-MSDU), and ends in a check sequence over all of them. */
const radioLinkTypes: ReadonlySet<number> = new Set([105, 127]);

export interface CollectedFrame {
  stream: number;
  /** 0: sent by the side that sent the stream's first frame; 1: by the other. */
  from: 0 | 1;
  frameNumber: number;
  /** Nanoseconds since the capture's first frame. */
  timeNs: number;
  linkType: number;
  /**
   * The frame as it was captured; only its innermost IP packet where that came in IP fragments or by radio, which
   * `isPacket` tells.
   */
  bytes: Uint8Array;
  isPacket: boolean;
  /** Bytes on the wire; larger than `bytes.length` where the capture, or the collector, cut the frame. */
  originalLength: number;
  ipVersion: 4 | 6;
  /** Offsets in `bytes`. */
  ipOffset: number;
  tcpOffset: number;
  payloadOffset: number;
  /** By the length fields, and as far as there are bytes. */
  payloadLength: number;
  capturedPayloadLength: number;
  /** Of the payload's first byte, as int32. */
  payloadSeq: number;
  /** Low half of the Ethernet source address, 0 where there is none. */
  etherSourceLow: number;
}

export interface CollectedStream {
  stream: number;
  clientIndex: 0 | 1;
  frames: CollectedFrame[];
}

export class FrameCollector implements StreamVisitor {
  readonly streams: ReadonlySet<number>;
  readonly collected: Map<number, CollectedStream> = new Map();
  private readonly snapped: ReadonlySet<number>;

  /** `snapped`: those of `streams` of whose payload only the beginning of each segment is kept. */
  constructor(streams: Iterable<number>, snapped: ReadonlySet<number>) {
    this.streams = new Set(streams);
    this.snapped = snapped;
  }

  visit(segment: SeenSegment): void {
    const { stream, connection } = segment;
    const entry = this.collected.get(stream) ?? { stream, clientIndex: 0, frames: [] };
    this.collected.set(stream, entry);
    if (connection !== null) entry.clientIndex = connection.clientIndex;
    entry.frames.push(copyOf(segment, this.snapped.has(stream)));
  }
}

function copyOf({ stream, from, cursor, decoder }: SeenSegment, isSnapped: boolean): CollectedFrame {
  const { tcp, ipVersion, payloadLength } = decoder;
  const isPacket = decoder.view !== cursor.view || radioLinkTypes.has(cursor.linkType);
  const start = isPacket ? decoder.ipOffset : cursor.offset;
  const payloadEnd = decoder.payloadOffset + decoder.capturedPayloadLength;
  const end = isPacket ? payloadEnd : cursor.offset + cursor.capturedLength;
  const cut = isSnapped ? Math.min(end, decoder.payloadOffset + SNAPPED_PAYLOAD_BYTES) : end;
  const packetLength = decoder.payloadOffset - decoder.ipOffset + payloadLength;
  return {
    stream,
    from,
    frameNumber: cursor.frameNumber,
    timeNs: cursor.timeNs,
    linkType: cursor.linkType,
    bytes: new Uint8Array(decoder.view.buffer, decoder.view.byteOffset + start, cut - start).slice(),
    isPacket,
    originalLength: isPacket ? packetLength : Math.max(cursor.originalLength, cursor.capturedLength),
    ipVersion,
    ipOffset: decoder.ipOffset - start,
    tcpOffset: decoder.tcpOffset - start,
    payloadOffset: decoder.payloadOffset - start,
    payloadLength,
    capturedPayloadLength: Math.max(0, Math.min(cut, payloadEnd) - decoder.payloadOffset),
    payloadSeq: (tcp.sequenceNumber + ((tcp.flags & 2) !== 0 ? 1 : 0)) | 0,
    etherSourceLow: decoder.etherSourceLow,
  };
}
