/** Frames of chosen connections, kept whole for a pack: copies of their bytes, and where their headers lie. */
import { createStreamWalk, type SeenSegment, type StreamWalk } from './stream-walk.ts';

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

export interface FrameCollector extends Pick<StreamWalk, 'push' | 'readFrames'> {
  finish(): Map<number, CollectedStream>;
}

/** `snapped`: those of `streams` of whose payload only the beginning of each segment is kept. */
export function createFrameCollector(
  streams: ReadonlySet<number>,
  snapped: ReadonlySet<number>,
): FrameCollector {
  const collected = new Map<number, CollectedStream>();
  const walk = createStreamWalk(streams, (segment) => {
    const { stream, connection } = segment;
    const entry = collected.get(stream) ?? { stream, clientIndex: 0, frames: [] };
    collected.set(stream, entry);
    if (connection !== null) entry.clientIndex = connection.clientIndex;
    entry.frames.push(copyOf(segment, snapped.has(stream)));
  });
  return {
    push: (bytes) => walk.push(bytes),
    readFrames: (cursor) => walk.readFrames(cursor),
    finish() {
      walk.finish();
      return collected;
    },
  };
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
