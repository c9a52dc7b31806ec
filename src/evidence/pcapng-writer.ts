/**
 * A pcapng file (draft-ietf-opsawg-pcapng): one section, an interface for each link type, nanoseconds, and a comment for
 * each frame.
 */
import { strToU8 } from 'fflate';
import { ByteWriter } from './byte-writer.ts';

const SECTION_HEADER = 0x0a0d0d0a;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;
const END_OF_OPTIONS = 0;
const COMMENT = 1;
const USER_APPLICATION = 4;
const TIME_RESOLUTION = 9;
const NANOSECONDS = 9;
const UNKNOWN_LENGTH = 0xffff_ffff_ffff_ffffn;

export interface WrittenFrame {
  /** Nanoseconds since 1970. */
  timeNs: bigint;
  linkType: number;
  bytes: Uint8Array;
  originalLength: number;
  comment: string;
}

export function writePcapng(frames: readonly WrittenFrame[], comment: string): Uint8Array {
  const out = new ByteWriter();
  block(out, SECTION_HEADER, () => {
    out.u32(BYTE_ORDER_MAGIC).u16(1).u16(0).u64(UNKNOWN_LENGTH);
    option(out, COMMENT, strToU8(comment));
    option(out, USER_APPLICATION, strToU8('whyreset'));
    option(out, END_OF_OPTIONS, new Uint8Array(0));
  });
  const interfaces = new Map<number, number>();
  for (const { linkType } of frames) {
    if (interfaces.has(linkType)) continue;
    interfaces.set(linkType, interfaces.size);
    block(out, INTERFACE_DESCRIPTION, () => {
      out.u16(linkType).u16(0).u32(0);
      option(out, TIME_RESOLUTION, Uint8Array.of(NANOSECONDS));
      option(out, END_OF_OPTIONS, new Uint8Array(0));
    });
  }
  for (const frame of frames) packet(out, frame, interfaces.get(frame.linkType) ?? 0);
  return out.done();
}

function packet(
  out: ByteWriter,
  { timeNs, bytes, originalLength, comment }: WrittenFrame,
  interfaceId: number,
): void {
  block(out, ENHANCED_PACKET, () => {
    const units = BigInt.asUintN(64, timeNs);
    out
      .u32(interfaceId)
      .u32(Number(units >> 32n))
      .u32(Number(units & 0xffff_ffffn));
    out.u32(bytes.length).u32(originalLength).append(bytes).pad();
    option(out, COMMENT, strToU8(comment));
    option(out, END_OF_OPTIONS, new Uint8Array(0));
  });
}

/** A block says its length before and after its body. */
function block(out: ByteWriter, type: number, body: () => void): void {
  const start = out.length;
  out.u32(type).u32(0);
  body();
  out.pad();
  const length = out.length - start + 4;
  out.u32(length);
  out.setU32(start + 4, length);
}

function option(out: ByteWriter, code: number, value: Uint8Array): void {
  out.u16(code).u16(value.length).append(value).pad();
}
