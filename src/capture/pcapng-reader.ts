/**
 * pcapng (https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/): a chain of blocks,
 *
 *     type  length  body …  length again       32 bits each, in the byte order that the section header tells
 *
 * Any number of sections, each with its own byte order and interfaces. Blocks that are not known are passed over.
 */
import type { CaptureSummary } from './frame-cursor.ts';
import type { FormatReader, FrameWindow } from './frame-window.ts';
import { PcapngInterface } from './pcapng-interface.ts';
import { readKeyLog, readNames, readStatistics } from './pcapng-metadata.ts';
import { Resync, type Verdict } from './resync.ts';

const INTERFACE_DESCRIPTION = 1;
const PACKET = 2;
const SIMPLE_PACKET = 3;
const NAME_RESOLUTION = 4;
const INTERFACE_STATISTICS = 5;
const ENHANCED_PACKET = 6;
const JOURNAL_EXPORT = 9;
const DECRYPTION_SECRETS = 10;
const CUSTOM = 0x0bad;
const CUSTOM_NOT_COPIED = 0x4000_0bad;
const SECTION_HEADER = 0x0a0d0d0a;

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const SHORTEST_BLOCK = 12;
/** Shortest legal length of the blocks that are read. */
const SHORTEST_OF_TYPE: ReadonlyMap<number, number> = new Map([
  [INTERFACE_DESCRIPTION, 20],
  [PACKET, 32],
  [SIMPLE_PACKET, 16],
  [NAME_RESOLUTION, 12],
  [INTERFACE_STATISTICS, 24],
  [ENHANCED_PACKET, 32],
  [DECRYPTION_SECRETS, 20],
  [SECTION_HEADER, 28],
]);
/** Wireshark's bound. A longer block that is not known is passed over, one that is known must be damaged. */
const MAX_BLOCK_LENGTH = 16 << 20;
/** Types below this are given out by the specification; those with the top bit set are for local use. */
const FIRST_UNASSIGNED_TYPE = 0x1000;
/** However many a capture has. */
const MAX_INTERFACES = 65_536;
const MAX_KEY_LOGS = 10_000;
const MAX_KEY_LOG_CHARACTERS = 64 << 20;

/** A section header block, which every pcapng file begins with: 12 bytes are looked at. */
export function isPcapng(view: DataView, offset: number): boolean {
  return view.getUint32(offset) === SECTION_HEADER && sectionByteOrder(view, offset) !== 'damaged';
}

function sectionByteOrder(view: DataView, block: number): 'little' | 'big' | 'damaged' {
  if (view.getUint32(block + 8, true) === BYTE_ORDER_MAGIC) return 'little';
  return view.getUint32(block + 8, false) === BYTE_ORDER_MAGIC ? 'big' : 'damaged';
}

export class PcapngReader implements FormatReader {
  private littleEndian = true;
  private interfaces: PcapngInterface[] = [];
  /** Absolute time of the first frame that has one. */
  private epochNs: bigint | null = null;
  private readonly names: Map<string, string> = new Map();
  private readonly tlsKeyLogs: string[] = [];
  private keyLogCharacters = 0;
  /** Of the sections that are over. */
  private readonly framesByLinkType: Map<number, number> = new Map();
  private dropped = 0;
  private readonly resync: Resync = new Resync();

  next(window: FrameWindow): boolean {
    if (this.resync.active) return this.recover(window);
    while (window.end - window.position >= SHORTEST_BLOCK || window.need(SHORTEST_BLOCK)) {
      const { view, position } = window;
      const type = view.getUint32(position, this.littleEndian);
      if (type === SECTION_HEADER && !this.takeByteOrder(view, position)) return this.damaged(window);
      const statedLength = view.getUint32(position + 4, this.littleEndian);
      // Some writers do not count the padding to 4 bytes; Wireshark adds it too.
      const length = statedLength + (-statedLength & 3);
      if (length > MAX_BLOCK_LENGTH && isSkippable(type)) {
        window.skip(length);
        continue;
      }
      const shortest = type === ENHANCED_PACKET ? 32 : (SHORTEST_OF_TYPE.get(type) ?? SHORTEST_BLOCK);
      if (length < shortest || length > MAX_BLOCK_LENGTH) return this.damaged(window);
      if (window.end - position < length && !window.need(length)) return this.atEnd(window);
      if (this.closingLength(window, length) !== statedLength) return this.damaged(window);
      if (this.readBlock(window, type, length)) return true;
    }
    return this.atEnd(window);
  }

  summarise(summary: CaptureSummary): void {
    summary.names = this.names;
    summary.tlsKeyLogs = this.tlsKeyLogs;
    summary.epochNs = this.epochNs ?? 0n;
    summary.framesByLinkType = new Map(this.framesByLinkType);
    summary.droppedFrames = this.dropped;
    for (const { linkType, frames, dropped } of this.interfaces) {
      addTo(summary.framesByLinkType, linkType, frames);
      summary.droppedFrames += dropped;
    }
    summary.frames = [...summary.framesByLinkType.values()].reduce((sum, frames) => sum + frames, 0);
  }

  private closingLength({ view, position }: FrameWindow, length: number): number {
    return view.getUint32(position + length - 4, this.littleEndian);
  }

  /** Reads the whole block at the window's position and goes behind it. True: it holds a frame. */
  private readBlock(window: FrameWindow, type: number, length: number): boolean {
    const { view, position } = window;
    window.position = position + length;
    switch (type) {
      case ENHANCED_PACKET:
        return this.readPacket(window, position, length, view.getUint32(position + 8, this.littleEndian));
      case PACKET:
        return this.readPacket(window, position, length, view.getUint16(position + 8, this.littleEndian));
      case SIMPLE_PACKET:
        return this.readSimplePacket(window, position, length);
      case CUSTOM:
      case CUSTOM_NOT_COPIED:
      case JOURNAL_EXPORT:
        // No frame for us, but Wireshark lists and numbers them.
        window.frameNumber++;
        return false;
      default:
        this.readMetadata(window, type, position, length);
        return false;
    }
  }

  private readPacket(window: FrameWindow, block: number, length: number, interfaceId: number): boolean {
    const { view } = window;
    const { littleEndian } = this;
    const from = this.interfaces[interfaceId];
    const capturedLength = view.getUint32(block + 20, littleEndian);
    if (from === undefined || capturedLength > length - 32) return this.refuse(window, length, from);
    this.epochNs ??= from.absoluteNs(view, block + 12, littleEndian);
    from.setTime(window, block + 12, littleEndian, this.epochNs);
    window.capturedLength = capturedLength;
    window.originalLength = view.getUint32(block + 24, littleEndian);
    window.offset = block + 28;
    window.linkType = from.linkType;
    window.frameNumber++;
    from.frames++;
    return true;
  }

  /** Has neither interface nor time: the section's first interface, and the time of the frame before. */
  private readSimplePacket(window: FrameWindow, block: number, length: number): boolean {
    const from = this.interfaces[0];
    if (from === undefined) return this.refuse(window, length, from);
    window.originalLength = window.view.getUint32(block + 8, this.littleEndian);
    const snapLength = from.snapLength === 0 ? length : from.snapLength;
    window.capturedLength = Math.min(window.originalLength, snapLength, length - 16);
    window.offset = block + 12;
    window.linkType = from.linkType;
    window.frameNumber++;
    from.frames++;
    return true;
  }

  private refuse(window: FrameWindow, length: number, from: PcapngInterface | undefined): false {
    const why =
      from === undefined
        ? 'belongs to an interface that was not described'
        : 'says that it is longer than its block';
    window.warn(
      `The frame at byte ${window.byteOffset - length}, after frame ${window.frameNumber}, ${why}: passed over.`,
    );
    window.truncated = true;
    return false;
  }

  private readMetadata(window: FrameWindow, type: number, block: number, length: number): void {
    const { view } = window;
    const { littleEndian } = this;
    if (type === SECTION_HEADER) this.endSection();
    else if (type === INTERFACE_DESCRIPTION)
      this.addInterface(window, new PcapngInterface(view, block, length, littleEndian));
    else if (type === NAME_RESOLUTION) readNames(view, block, length, littleEndian, this.names);
    else if (type === DECRYPTION_SECRETS) this.addKeyLog(readKeyLog(view, block, length, littleEndian));
    else if (type === INTERFACE_STATISTICS) {
      const { interfaceId, dropped } = readStatistics(view, block, length, littleEndian);
      const about = this.interfaces[interfaceId];
      if (about !== undefined && dropped !== null) about.dropped = dropped;
    }
  }

  private addInterface(window: FrameWindow, added: PcapngInterface): void {
    if (this.interfaces.length < MAX_INTERFACES) this.interfaces.push(added);
    if (added.oddResolution) {
      window.warn(
        `Interface ${this.interfaces.length - 1} has an impossible time resolution: microseconds are assumed.`,
      );
    }
  }

  private addKeyLog(keyLog: string | null): void {
    if (keyLog === null || this.tlsKeyLogs.length === MAX_KEY_LOGS) return;
    if (this.keyLogCharacters + keyLog.length > MAX_KEY_LOG_CHARACTERS) return;
    this.keyLogCharacters += keyLog.length;
    this.tlsKeyLogs.push(keyLog);
  }

  private endSection(): void {
    for (const { linkType, frames, dropped } of this.interfaces) {
      addTo(this.framesByLinkType, linkType, frames);
      this.dropped += dropped;
    }
    this.interfaces = [];
  }

  private takeByteOrder(view: DataView, block: number): boolean {
    const byteOrder = sectionByteOrder(view, block);
    if (byteOrder === 'damaged') return false;
    this.littleEndian = byteOrder === 'little';
    return true;
  }

  /** Too few bytes for the block: more will come, or the file is cut, or the length lied and blocks lie behind it. */
  private atEnd(window: FrameWindow): boolean {
    if (!window.ended || !window.unfinished) return false;
    this.resync.begin(window, 'cut');
    return this.recover(window);
  }

  private damaged(window: FrameWindow): boolean {
    this.resync.begin(window, 'damaged');
    return this.recover(window);
  }

  private recover(window: FrameWindow): boolean {
    return this.resync.search(window, (at) => this.judge(at)) && this.next(window);
  }

  /** Believes a block of a known type whose two lengths agree. */
  private judge(window: FrameWindow): Verdict {
    if (!window.need(SHORTEST_BLOCK)) return window.ended ? 'nothing' : 'more-bytes-needed';
    const { view, position } = window;
    const type = view.getUint32(position, this.littleEndian);
    if (type === SECTION_HEADER && sectionByteOrder(view, position) === 'damaged') return 'nothing';
    const littleEndian =
      type === SECTION_HEADER ? sectionByteOrder(view, position) === 'little' : this.littleEndian;
    const length = view.getUint32(position + 4, littleEndian);
    const shortest = SHORTEST_OF_TYPE.get(type);
    if (shortest === undefined || length < shortest || length > MAX_BLOCK_LENGTH) return 'nothing';
    if (!window.need(length)) return window.ended ? 'nothing' : 'more-bytes-needed';
    return window.view.getUint32(window.position + length - 4, littleEndian) === length ? 'frame' : 'nothing';
  }
}

/** Blocks that may be huge: of types that the specification reserves, custom ones, and those for local use. */
function isSkippable(type: number): boolean {
  const mayExist = type < FIRST_UNASSIGNED_TYPE || type === CUSTOM_NOT_COPIED || type >= 0x8000_0000;
  return mayExist && !SHORTEST_OF_TYPE.has(type);
}

function addTo(counts: Map<number, number>, key: number, count: number): void {
  if (count > 0) counts.set(key, (counts.get(key) ?? 0) + count);
}
