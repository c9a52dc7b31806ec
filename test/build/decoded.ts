/** What the decoder says of a frame, as plain data for comparisons. */
import { DecodeStatus } from '../../src/wire/decode-status.ts';
import { FrameDecoder } from '../../src/wire/frame-decoder.ts';

export interface DecodedSegment {
  src: string;
  dst: string;
  sport: number;
  dport: number;
  seq: number;
  ack: number;
  flags: number;
  window: number;
  payloadLength: number;
  capturedPayloadLength: number;
  ttl: number;
}

export interface Decoded {
  status: DecodeStatus;
  segments: DecodedSegment[];
  decoder: FrameDecoder;
}

/** Decodes one frame that starts at an odd place of a larger view, as in a capture. */
export function decodeFrame(
  bytes: Uint8Array,
  linkType = 1,
  o: { originalLength?: number; decoder?: FrameDecoder; frameNumber?: number } = {},
): Decoded {
  const decoder = o.decoder ?? new FrameDecoder();
  const before = 7;
  const buffer = new Uint8Array(before + bytes.length + 5).fill(0xa5);
  buffer.set(bytes, before);
  const view = new DataView(buffer.buffer);
  const originalLength = o.originalLength ?? bytes.length;
  const status = decoder.decode(view, before, bytes.length, originalLength, linkType, o.frameNumber ?? 1);
  const segments: DecodedSegment[] = [];
  for (let next: DecodeStatus = status; next === DecodeStatus.Tcp; next = decoder.decodeNext()) {
    segments.push(describeSegment(decoder));
  }
  return { status, segments, decoder };
}

/** The segment that the decoder's fields describe. */
export function describeSegment(decoder: FrameDecoder): DecodedSegment {
  const { tcp } = decoder;
  return {
    src: addressText(decoder.view, decoder.sourceAddressOffset, decoder.ipVersion),
    dst: addressText(decoder.view, decoder.destinationAddressOffset, decoder.ipVersion),
    sport: tcp.sourcePort,
    dport: tcp.destinationPort,
    seq: tcp.sequenceNumber >>> 0,
    ack: tcp.acknowledgmentNumber >>> 0,
    flags: tcp.flags,
    window: tcp.window,
    payloadLength: decoder.payloadLength,
    capturedPayloadLength: decoder.capturedPayloadLength,
    ttl: decoder.ttl,
  };
}

/** IPv6 in eight groups, without "::". */
export function addressText(view: DataView, offset: number, version: 4 | 6): string {
  if (version === 4) return [0, 1, 2, 3].map((index) => view.getUint8(offset + index)).join('.');
  return [0, 2, 4, 6, 8, 10, 12, 14].map((index) => view.getUint16(offset + index).toString(16)).join(':');
}
