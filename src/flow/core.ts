/**
 * The core: what each segment does, compiled ahead of time (core/, AssemblyScript to WebAssembly), and the memory that it
 * shares with the rest of this layer. It looks connections up, takes their segments and puts them away; it holds rows and
 * records, which are read and written here as if they were ours.
 *
 * WebAssembly is as fast with the first frame as with the last; docs/decisions/0003-core.md has the reasons.
 */
import type { FrameDecoder } from '../wire/frame-decoder.ts';
import type { TlsHello } from '../wire/tls-hello.ts';
import { coreBytes } from './core-bytes.ts';
import { CoreSegment } from './core-segment.ts';
import type { ExchangeCalls } from './exchange.ts';
import { Moment } from './moment.ts';
import { SYN } from './tcp-flags.ts';

/** The functions of core/index.ts; lengths and addresses are in bytes. */
interface CoreCalls extends ExchangeCalls {
  memory: { buffer: ArrayBuffer };
  ROW_CHUNKS: { value: number };
  SLOT_CHUNKS: { value: number };
  SEGMENT_AT: { value: number };
  SERVER_CHUNKS: { value: number };
  INPUT_AT: { value: number };
  INPUT_BYTES: { value: number };
  FRAME_AT: { value: number };
  FRAME_BYTES: { value: number };
  SCRATCH_AT: { value: number };
  SCRATCH_BYTES: { value: number };
  begin(hashSeed: number, mostRows: number, keepAll: boolean, mostKept: number): void;
  walk(
    at: number,
    end: number,
    headerBytes: number,
    linkType: number,
    isLittleEndian: boolean,
    nsPerFraction: number,
    epochSeconds: number,
    epochFraction: number,
    framesBefore: number,
  ): number;
  walkEnd(): number;
  walkSeconds(): number;
  /** 0: the frame is no plain one, and has to be decoded here. */
  frame(
    at: number,
    capturedLength: number,
    originalLength: number,
    linkType: number,
    number: number,
    timeNs: number,
  ): number;
  take(): void;
  finish(): void;
  reserve(connections: number): void;
  find(): number;
  open(previous: number): void;
  takeSlot(): number;
  beginRecord(slot: number): void;
  analyse(slot: number, firstRttNs: number): number;
  noteSurvivedIdle(slot: number): void;
  rowCount(): number;
  serverCount(): number;
  segmentCount(): number;
  lastNs(): number;
  notFollowed(): number;
  notKept(): number;
  idleCloses(): number;
  countBothWays(): number;
  countOneWay(): number;
  gather(server: number, life: number): number;
  gatheredAt(): number;
  standsForMany(server: number): number;
  readTls(slot: number, from: 0 | 1, start: number, end: number): void;
  skipTls(slot: number, from: 0 | 1, length: number): void;
  noteHello(slot: number, from: 0 | 1, note: number): void;
}

/** What the core leaves to JavaScript, at the moment when it is due (core/hooks.ts). Memory must not grow meanwhile. */
export interface CoreHooks {
  rst(): void;
  acknowledged(): void;
  unseen(): void;
  payload(): void;
  fin(): void;
  lateRst(): void;
  drain(slot: number): void;
  over(slot: number, server: number, isKept: number): void;
  /** Returns a note of it (tls-stream.ts), or -1. */
  hello(at: number, length: number): number;
  handshake(slot: number, from: 0 | 1, at: number, length: number): void;
  alert(slot: number, from: 0 | 1, at: number): void;
}

/** What the platform gives; the engine's types know no platform. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: unknown };
};
declare function atob(base64: string): string;

/** No TCP segment is shorter: IPv4, and TCP's header as far as a cut one is read. A capture file puts a header before each frame. */
const SHORTEST_SEGMENT = 20 + 16;
const SHORTEST_RECORD = 16 + SHORTEST_SEGMENT;
/** With all else that is held for them, so many connections fit in the 4 GB that a WebAssembly memory may have. */
const MOST_ROWS = 12_000_000;

let compiled: object | null = null;

/** What is kept of a capture, and how much of it there may be. */
export interface CoreOptions {
  /** For the tables' hashes; changes no result. */
  hashSeed: number;
  /** Keep every connection in full, also healthy ones. */
  keepAll: boolean;
  mostKept: number;
  mostRows?: number;
}

/** A plain loop: this is paid at each start, where `Uint8Array.from` with a function takes 2 ms longer. */
function decoded(base64: string): Uint8Array {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

export class Core {
  readonly calls: CoreCalls;
  /** All of memory; made anew when it has grown. */
  view: DataView = new DataView(new ArrayBuffer(0));
  ints: Int32Array = new Int32Array(0);
  floats: Float64Array = new Float64Array(0);
  readonly segment: CoreSegment = new CoreSegment();
  /** What hellos said, each kind once. */
  readonly hellos: TlsHello[] = [];
  private readonly held: Moment = new Moment();
  private asOf: Moment | null = null;
  private readonly rowChunks: number;
  private readonly slotChunks: number;
  private readonly serverChunks: number;
  private readonly segmentAt: number;
  private readonly inputAt: number;
  private readonly inputBytes: number;
  private readonly frameAt: number;
  private readonly frameBytes: number;
  private readonly scratchAt: number;
  private readonly scratchBytes: number;
  private input: Uint8Array = new Uint8Array(0);

  constructor({ hashSeed, keepAll, mostKept, mostRows = MOST_ROWS }: CoreOptions, hooks: CoreHooks) {
    compiled ??= new WebAssembly.Module(decoded(coreBytes));
    this.calls = new WebAssembly.Instance(compiled, { hooks }).exports as CoreCalls;
    this.rowChunks = this.calls.ROW_CHUNKS.value >> 2;
    this.slotChunks = this.calls.SLOT_CHUNKS.value >> 2;
    this.serverChunks = this.calls.SERVER_CHUNKS.value >> 2;
    this.segmentAt = this.calls.SEGMENT_AT.value;
    this.inputAt = this.calls.INPUT_AT.value;
    this.inputBytes = this.calls.INPUT_BYTES.value;
    this.frameAt = this.calls.FRAME_AT.value;
    this.frameBytes = this.calls.FRAME_BYTES.value;
    this.scratchAt = this.calls.SCRATCH_AT.value;
    this.scratchBytes = this.calls.SCRATCH_BYTES.value;
    this.calls.begin(hashSeed | 0, mostRows, keepAll, mostKept);
    this.refresh();
  }

  /** When what is being read was captured; valid until the next segment. */
  get now(): Moment {
    const { held, segment } = this;
    if (this.asOf !== null) return this.asOf;
    held.move(segment.frame, segment.timeNs);
    return held;
  }

  /** To be called after whatever may let memory grow: views of it are void then. */
  refresh(): void {
    if (this.ints.length !== 0) return;
    const { buffer } = this.calls.memory;
    this.view = new DataView(buffer);
    this.ints = new Int32Array(buffer);
    this.floats = new Float64Array(buffer);
    this.input = new Uint8Array(buffer, this.inputAt, this.inputBytes);
    const { segment } = this;
    segment.i32 = this.ints;
    segment.f64 = this.floats;
    segment.at = this.segmentAt >> 2;
    segment.fat = this.segmentAt >> 3;
  }

  /**
   * Room for what a frame of `length` bytes in `view` may begin (one may hold many segments), before it is taken; for those in
   * `buffer` there is room already.
   */
  makeRoom(view: DataView, length: number): void {
    if (this.addressOf(view) < 0) this.reserve(Math.ceil(length / SHORTEST_SEGMENT));
  }

  private reserve(connections: number): void {
    this.calls.reserve(connections);
    this.refresh();
  }

  /** Where bytes may be put to be walked over; until the next call memory does not grow, and views of it stay. */
  buffer(): Uint8Array {
    this.reserve(Math.ceil(this.inputBytes / SHORTEST_RECORD));
    return this.input;
  }

  /** The address of a view's first byte; -1 where it is not of this memory. */
  addressOf(view: DataView): number {
    return view.buffer === this.view.buffer ? view.byteOffset : -1;
  }

  /**
   * Where the frame of `length` bytes at `offset` lies in this memory; it is copied there if it lies elsewhere. -1: it is too
   * long for that.
   */
  place(view: DataView, offset: number, length: number): number {
    const base = this.addressOf(view);
    if (base >= 0) return base + offset;
    this.makeRoom(view, length);
    if (length > this.frameBytes) return -1;
    this.copy(view, offset, length, this.frameAt);
    return this.frameAt;
  }

  /** Without a view of the bytes, which would be an object for each frame. `to`: a multiple of four. */
  private copy(view: DataView, from: number, length: number, to: number): void {
    const words = length >> 2;
    for (let i = 0; i < words; i++) this.ints[(to >> 2) + i] = view.getInt32(from + i * 4, true);
    for (let i = words * 4; i < length; i++) this.view.setUint8(to + i, view.getUint8(from + i));
  }

  /** Puts the decoder's segment in hand, to be taken next. */
  hold(decoder: FrameDecoder, now: Moment): void {
    const base = this.addressOf(decoder.view);
    const { segment } = this;
    const { tcp, view, ipVersion, sourceAddressOffset: source, destinationAddressOffset: target } = decoder;
    for (let i = 0; i < (ipVersion === 4 ? 4 : 16); i += 4) {
      this.view.setInt32(this.segmentAt + i, view.getInt32(source + i));
      this.view.setInt32(this.segmentAt + 16 + i, view.getInt32(target + i));
    }
    segment.ipVersion = ipVersion;
    segment.sourcePort = tcp.sourcePort;
    segment.destinationPort = tcp.destinationPort;
    segment.seq = tcp.sequenceNumber;
    segment.ack = tcp.acknowledgmentNumber;
    segment.flags = tcp.flags;
    segment.window = tcp.window;
    segment.ttl = decoder.ttl;
    segment.ipId = decoder.ipId;
    segment.etherSource = decoder.etherSourceLow;
    segment.hasTimestamps = tcp.hasTimestamps ? 1 : 0;
    segment.payloadAt = base < 0 ? 0 : base + decoder.payloadOffset;
    segment.payloadLength = decoder.payloadLength;
    segment.capturedPayloadLength = decoder.capturedPayloadLength;
    segment.frame = now.frame;
    segment.timeNs = now.timeNs;
    if ((segment.flags & SYN) === 0) return;
    segment.windowScale = tcp.windowScale;
    segment.maximumSegmentSize = tcp.maximumSegmentSize;
  }

  /** In-order bytes of a TLS stream, wherever they lie, captured at `now`: kept payload came before the segment in hand. */
  readTls(slot: number, from: 0 | 1, view: DataView, start: number, end: number, now: Moment): void {
    const { scratchAt, scratchBytes, calls, asOf: before } = this;
    this.asOf = now;
    calls.setMoment(now.frame, now.timeNs);
    const base = this.addressOf(view);
    if (base >= 0) calls.readTls(slot, from, base + start, base + end);
    else
      for (let at = start; at < end; at += scratchBytes) {
        const length = Math.min(end - at, scratchBytes);
        this.copy(view, at, length, scratchAt);
        calls.readTls(slot, from, scratchAt, scratchAt + length);
      }
    this.asOf = before;
  }

  /** Where a row begins, in bytes. */
  rowAt(row: number, shift: number, rowBytes: number): number {
    const chunk = this.ints[this.rowChunks + (row >>> shift)] as number;
    return (chunk >>> 0) + (row & ((1 << shift) - 1)) * rowBytes;
  }

  /** Where a slot's record begins, in units of 8 bytes. */
  recordAt(slot: number, shift: number, recordUnits: number): number {
    const chunk = this.ints[this.slotChunks + (slot >>> shift)] as number;
    return (chunk >>> 3) + (slot & ((1 << shift) - 1)) * recordUnits;
  }

  /** Where a server's record begins, in units of 8 bytes. */
  serverAt(id: number, shift: number, recordUnits: number): number {
    const chunk = this.ints[this.serverChunks + (id >>> shift)] as number;
    return (chunk >>> 3) + (id & ((1 << shift) - 1)) * recordUnits;
  }
}
