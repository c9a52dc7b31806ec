/**
 * A connection as its ladder draws it: plain data, every frame with what a person wants to know about it. Bounded: of
 * very long connections the first and last frames stay, and those that a verdict cites.
 */
import type { Endpoint } from './document.ts';

/** What sequence analysis says of a frame, in Wireshark's words. */
export type FrameMark =
  | 'retransmission'
  | 'fast retransmission'
  | 'spurious retransmission'
  | 'out of order'
  | 'duplicate ACK'
  | 'zero window'
  | 'keep-alive'
  | 'keep-alive ACK'
  | 'zero window probe'
  | 'zero window probe ACK'
  | 'previous segment not captured'
  | 'acknowledges a segment that was not captured';

export interface TracedFrame {
  /** Wireshark's frame.number. */
  frame: number;
  /** Seconds since the connection's first frame. */
  atS: number;
  from: 'client' | 'server';
  /** TCP flags: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128. */
  flags: number;
  /** Relative, as Wireshark shows them; `ack` is null without the ACK flag, both where only a short ladder is left. */
  seq: number | null;
  ack: number | null;
  /** Payload bytes: Wireshark's tcp.len. */
  length: number;
  /** The receive window in bytes, scaled where the scale was seen; null where only a short ladder is left. */
  window: number | null;
  /** "MSS 1460", "window scale 7", "SACK 1449-2897" …; absent where there is nothing to say. */
  options?: string[];
  marks?: FrameMark[];
  /** Messages that begin here: "GET /orders", "HTTP 200", "TLS ClientHello" … Untrusted text. */
  contents?: string[];
  /** Frames before this one that are left out of a very long connection; 0 where nobody has counted them. */
  skipped?: { frames: number; clientBytes: number; serverBytes: number };
}

export interface ConnectionTrace {
  /** Wireshark's tcp.stream. */
  stream: number;
  client: Endpoint;
  server: Endpoint;
  /** Time of the first frame, ISO 8601 UTC. */
  start: string;
  frames: TracedFrame[];
  /** All frames of the connection, also those left out; null where nobody has counted them. */
  totalFrames: number | null;
}
