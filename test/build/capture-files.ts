/**
 * Capture files from lists of frames, in all formats that are read, for tests. Written from the specifications and
 * apart from the readers, with none of their code.
 */

export interface BuiltFrame {
  /** Nanoseconds since 1970. */
  timeNs: bigint;
  bytes: Uint8Array;
  /** Bytes on the wire; all were captured unless it says more. */
  originalLength?: number;
  /** pcapng only: index into `interfaces`. */
  interfaceId?: number;
}

export interface PcapOptions {
  linkType?: number;
  nanoseconds?: boolean;
  bigEndian?: boolean;
  /** Kuznetzov's header: 8 more bytes for each frame. */
  modified?: boolean;
  snapLength?: number;
}

/** A classic pcap file; microseconds, little-endian and Ethernet unless told otherwise. */
export function writePcap(frames: readonly BuiltFrame[], options: PcapOptions = {}): Uint8Array {
  const { linkType = 1, nanoseconds = false, modified = false, snapLength = 262_144 } = options;
  const magic = modified ? 0xa1b2cd34 : nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4;
  const out = new ByteWriter(options.bigEndian ?? false);
  out.u32(magic).u16(2).u16(4).u32(0).u32(0).u32(snapLength).u32(linkType);
  for (const { timeNs, bytes, originalLength = bytes.length } of frames) {
    out.u32(Number(timeNs / 1_000_000_000n));
    out.u32(Number(timeNs % 1_000_000_000n) / (nanoseconds ? 1 : 1000));
    out.u32(bytes.length).u32(originalLength);
    if (modified) out.u32(2).u16(0x0800).u8(0).u8(0);
    out.bytes(bytes);
  }
  return out.done();
}

export interface BuiltInterface {
  linkType?: number;
  snapLength?: number;
  /** The raw if_tsresol byte: 6 is microseconds, 9 nanoseconds, 0x80 + n is 2^-n s. Absent: no such option. */
  resolution?: number;
  /** if_tsoffset. */
  offsetSeconds?: bigint;
}

export interface PcapngOptions {
  bigEndian?: boolean;
  interfaces?: readonly BuiltInterface[];
  /** The block type of each frame. Simple packets lose time and interface. */
  packets?: 'enhanced' | 'simple' | 'obsolete';
  /** Whole blocks behind the interface descriptions, such as `pcapngNames(...)`. */
  before?: readonly Uint8Array[];
  /** Whole blocks behind the frames. */
  after?: readonly Uint8Array[];
}

/** One pcapng section; join several with `concatBytes`. */
export function writePcapng(frames: readonly BuiltFrame[], options: PcapngOptions = {}): Uint8Array {
  const { bigEndian = false, interfaces = [{}], packets = 'enhanced' } = options;
  return concatBytes([
    pcapngBlock(
      0x0a0d0d0a,
      (out) => out.u32(0x1a2b3c4d).u16(1).u16(0).u64(0xffff_ffff_ffff_ffffn),
      bigEndian,
    ),
    ...interfaces.map((built) => interfaceBlock(built, bigEndian)),
    ...(options.before ?? []),
    ...frames.map((frame) =>
      packetBlock(frame, interfaces[frame.interfaceId ?? 0] ?? {}, packets, bigEndian),
    ),
    ...(options.after ?? []),
  ]);
}

/** A block of any type; the body is padded to 4 bytes. */
export function pcapngBlock(type: number, body: (out: ByteWriter) => unknown, bigEndian = false): Uint8Array {
  const inner = new ByteWriter(bigEndian);
  body(inner);
  inner.pad(4);
  const length = inner.length + 12;
  return new ByteWriter(bigEndian).u32(type).u32(length).bytes(inner.done()).u32(length).done();
}

function pcapngOption(out: ByteWriter, code: number, value: Uint8Array): void {
  out.u16(code).u16(value.length).bytes(value).pad(4);
}

/** A name resolution block; addresses as 4 or 16 bytes. */
export function pcapngNames(
  names: readonly { address: Uint8Array; name: string }[],
  bigEndian = false,
): Uint8Array {
  return pcapngBlock(
    4,
    (out) => {
      for (const { address, name } of names) {
        const value = concatBytes([address, new TextEncoder().encode(`${name}\0`)]);
        pcapngOption(out, address.length === 4 ? 1 : 2, value);
      }
      out.u32(0);
    },
    bigEndian,
  );
}

export function pcapngTlsKeyLog(text: string, bigEndian = false): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return pcapngBlock(10, (out) => out.u32(0x544c534b).u32(bytes.length).bytes(bytes), bigEndian);
}

/** An interface statistics block with isb_ifdrop and isb_osdrop. */
export function pcapngDrops(
  interfaceId: number,
  byInterface: number,
  byOs: number,
  bigEndian = false,
): Uint8Array {
  return pcapngBlock(
    5,
    (out) => {
      out.u32(interfaceId).u32(0).u32(0);
      pcapngOption(out, 5, new ByteWriter(bigEndian).u64(BigInt(byInterface)).done());
      pcapngOption(out, 7, new ByteWriter(bigEndian).u64(BigInt(byOs)).done());
      out.u32(0);
    },
    bigEndian,
  );
}

/** Solaris snoop, version 2; the data link type is RFC 1761's (4 is Ethernet). */
export function writeSnoop(
  frames: readonly BuiltFrame[],
  options: { dataLink?: number; drops?: number } = {},
): Uint8Array {
  const out = new ByteWriter(true)
    .bytes(new TextEncoder().encode('snoop\0\0\0'))
    .u32(2)
    .u32(options.dataLink ?? 4);
  for (const { timeNs, bytes, originalLength = bytes.length } of frames) {
    const padding = -bytes.length & 3;
    out
      .u32(originalLength)
      .u32(bytes.length)
      .u32(24 + bytes.length + padding)
      .u32(options.drops ?? 0);
    out.u32(Number(timeNs / 1_000_000_000n)).u32(Number((timeNs % 1_000_000_000n) / 1000n));
    out.bytes(bytes).pad(4, 16);
  }
  return out.done();
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function interfaceBlock(
  { linkType = 1, snapLength = 0, resolution, offsetSeconds }: BuiltInterface,
  bigEndian: boolean,
): Uint8Array {
  return pcapngBlock(
    1,
    (out) => {
      out.u16(linkType).u16(0).u32(snapLength);
      if (resolution !== undefined) pcapngOption(out, 9, Uint8Array.of(resolution));
      if (offsetSeconds !== undefined)
        pcapngOption(out, 14, new ByteWriter(bigEndian).u64(BigInt.asUintN(64, offsetSeconds)).done());
      if (resolution !== undefined || offsetSeconds !== undefined) out.u32(0);
    },
    bigEndian,
  );
}

function packetBlock(
  frame: BuiltFrame,
  on: BuiltInterface,
  kind: 'enhanced' | 'simple' | 'obsolete',
  bigEndian: boolean,
): Uint8Array {
  const { bytes, originalLength = bytes.length, interfaceId = 0 } = frame;
  if (kind === 'simple') return pcapngBlock(3, (out) => out.u32(originalLength).bytes(bytes), bigEndian);
  const units = toUnits(frame.timeNs, on);
  return pcapngBlock(
    kind === 'enhanced' ? 6 : 2,
    (out) => {
      if (kind === 'enhanced') out.u32(interfaceId);
      else out.u16(interfaceId).u16(0xffff);
      out
        .u32(Number(units >> 32n))
        .u32(Number(units & 0xffff_ffffn))
        .u32(bytes.length)
        .u32(originalLength)
        .bytes(bytes);
    },
    bigEndian,
  );
}

/** Rounded up: the reader rounds down, as Wireshark does, so that whole nanoseconds come back. */
function toUnits(timeNs: bigint, { resolution = 6, offsetSeconds = 0n }: BuiltInterface): bigint {
  const perSecond = (resolution & 0x80 ? 2n : 10n) ** BigInt(resolution & 0x7f);
  const sinceOffsetNs = timeNs - offsetSeconds * 1_000_000_000n;
  return (sinceOffsetNs * perSecond + 999_999_999n) / 1_000_000_000n;
}

/** Appends numbers in one byte order. */
export class ByteWriter {
  private readonly bigEndian: boolean;
  private view = new DataView(new ArrayBuffer(256));
  length = 0;

  constructor(bigEndian: boolean) {
    this.bigEndian = bigEndian;
  }

  u8(value: number): this {
    this.room(1).setUint8(this.length, value);
    return this.moved(1);
  }

  u16(value: number): this {
    this.room(2).setUint16(this.length, value, !this.bigEndian);
    return this.moved(2);
  }

  u32(value: number): this {
    this.room(4).setUint32(this.length, value, !this.bigEndian);
    return this.moved(4);
  }

  u64(value: bigint): this {
    this.room(8).setBigUint64(this.length, value, !this.bigEndian);
    return this.moved(8);
  }

  bytes(bytes: Uint8Array): this {
    new Uint8Array(this.room(bytes.length).buffer).set(bytes, this.length);
    return this.moved(bytes.length);
  }

  /** Zeros up to a multiple of `unit` bytes, counted from `from`. */
  pad(unit: number, from = 0): this {
    while ((this.length - from) % unit !== 0) this.u8(0);
    return this;
  }

  done(): Uint8Array {
    return new Uint8Array(this.view.buffer.slice(0, this.length));
  }

  private room(count: number): DataView {
    if (this.length + count > this.view.byteLength) {
      const larger = new Uint8Array(2 * (this.length + count));
      larger.set(new Uint8Array(this.view.buffer));
      this.view = new DataView(larger.buffer);
    }
    return this.view;
  }

  private moved(count: number): this {
    this.length += count;
    return this;
  }
}
