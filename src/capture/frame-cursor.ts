/**
 * The capture layer's product: a cursor over frames, one at a time, without an object per frame.
 * Readers implement it for one file format each; callers loop `while (reader.next()) …` after each `push`.
 */

/** Where the current frame lies and what the capture file says about it. Valid until the next `next()` or `push()`. */
export interface FrameCursor {
  /** Bytes that hold the current frame. Absolute offsets into it; changes between chunks. */
  readonly view: DataView;
  /** Offset in `view` of the frame's first captured byte. */
  readonly offset: number;
  /** Bytes of the frame that were captured (pcap `incl_len`); all of them lie in `view` from `offset` on. */
  readonly capturedLength: number;
  /** Bytes that the frame had on the wire (pcap `orig_len`); larger than `capturedLength` when truncated. */
  readonly originalLength: number;
  /** Nanoseconds since the capture's first frame (`CaptureSummary.epochNs`); may go backwards. */
  readonly timeNs: number;
  /** LINKTYPE_ number of the interface (https://www.tcpdump.org/linktypes.html). */
  readonly linkType: number;
  /** Wireshark's frame.number, from 1. */
  readonly frameNumber: number;
}

/** What a whole capture says about itself, known once it has been read. */
export interface CaptureSummary {
  /** "pcap", "pcapng", "snoop", or "unknown" where nothing could be recognised. */
  format: string;
  /** Absolute time of the first frame, nanoseconds since 1970 (UTC). */
  epochNs: bigint;
  frames: number;
  /** Frames of each LINKTYPE_ number. */
  framesByLinkType: Map<number, number>;
  /** The file ends or breaks in the middle of a record. */
  truncated: boolean;
  /** Frames that the capturing host says it dropped (pcapng interface statistics). */
  droppedFrames: number;
  /** Address → name, from name resolution blocks. */
  names: Map<string, string>;
  /** Texts of decryption secrets blocks of type TLS key log. */
  tlsKeyLogs: string[];
  /** Clear sentences, each with the byte offset where it matters. */
  warnings: string[];
}

/** Frames one after another, from one capture or from several merged in time order. */
export interface FrameStream extends FrameCursor {
  /** Moves to the next frame; false when more bytes are needed (or there are no more frames). */
  next(): boolean;
  /** What is known so far; `epochNs` from the first frame on. Brought up to date by each access, not by each frame. */
  readonly summary: CaptureSummary;
}

/** A resumable reader: bytes in, in pieces of any size; frames out through the cursor. No I/O, never throws for any bytes. */
export interface CaptureReader extends FrameStream {
  /** Gives the next bytes. All frames of the previous push must have been taken. `bytes` must not change until they have. */
  push(bytes: Uint8Array): void;
  /** Copies what it has not read to the front of `into` and forgets it: to be pushed again. How many bytes; -1: too many. */
  giveBack(into: Uint8Array): number;
  /** No more bytes will come. Take the frames that are left with `next()`: those behind damage near the end. */
  finish(): void;
}

/** How each frame of a capture is headed where that is the same for all: pcap's record header. */
export interface RecordLayout {
  readonly headerLength: number;
  readonly littleEndian: boolean;
  readonly nsPerFraction: number;
  /** Of the first frame. */
  readonly epochSeconds: number;
  readonly epochFraction: number;
  /** Of the last frame that was read. */
  lastSeconds: number;
}

/** A reader whose next frames may be taken by somebody who knows their layout: who does moves `position` and `frameNumber` on. */
export interface RecordRun {
  readonly view: DataView;
  position: number;
  readonly end: number;
  frameNumber: number;
  readonly linkType: number;
  /** Null where the next frame is `next`'s. */
  readonly layout: RecordLayout | null;
}
