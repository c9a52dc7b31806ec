/**
 * One fixed-size row a connection, kept for the whole capture: its four-tuple, and once the connection is finished
 * the facts that `whyreset connections` prints. A healthy connection shrinks to this.
 */
import type { Core } from './core.ts';

export const ROW_BYTES = 160;
/** Rows lie in chunks of so many (as a shift). */
export const ROW_SHIFT = 12;

/** Where the fields of a row lie, in bytes; all little-endian. The four-tuple is written by the core (core/rows.ts). */
export const RowAt = {
  addressA: 0, // 4 u32 words each; IPv4 uses the first
  addressB: 16,
  ports: 32, // u16 A, u16 B
  ipVersion: 36,
  clientIndex: 37,
  roles: 38,
  completeness: 39,
  startNs: 40,
  lastNs: 48,
  bytesA: 56,
  bytesB: 64,
  maxIdleNs: 72,
  idleBeforeEndNs: 80,
  framesA: 88,
  framesB: 92,
  retransmissions: 96,
  outOfOrder: 100,
  duplicateAcks: 104,
  zeroWindows: 108,
  keepAlives: 112,
  turns: 116,
  lastRst: 120, // index in the RST log + 1
  endFrame: 124,
  firstFrame: 128,
  finFrom: 132, // bit 0: A, bit 1: B
  ending: 133,
  endedBy: 134,
  protocol: 135,
  synSeen: 136,
  server: 140, // id of its server's facts
  endNs: 144,
  slot: 152, // of the connection's record, + 1; 0 once it was put away
  nextOfServer: 156, // row + 1 of its server's next connection, in the order in which they were put away
} as const;

/** Shorter silences before a close are the end of an exchange, not idleness. */
export const IDLE_CLOSE_NS = 0.9e9;

export type RowField = (typeof RowAt)[keyof typeof RowAt];

export class RowStore {
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  get count(): number {
    return this.core.calls.rowCount();
  }

  /** Slot of the connection's record; -1 once it was put away. */
  slot(row: number): number {
    return this.getU32(row, RowAt.slot) - 1;
  }

  getU8(row: number, field: RowField): number {
    return this.core.view.getUint8(this.base(row) + field);
  }
  setU8(row: number, field: RowField, value: number): void {
    this.core.view.setUint8(this.base(row) + field, value);
  }
  getU32(row: number, field: RowField): number {
    return this.core.view.getUint32(this.base(row) + field, true);
  }
  setU32(row: number, field: RowField, value: number): void {
    this.core.view.setUint32(this.base(row) + field, value, true);
  }
  getF64(row: number, field: RowField): number {
    return this.core.view.getFloat64(this.base(row) + field, true);
  }
  setF64(row: number, field: RowField, value: number): void {
    this.core.view.setFloat64(this.base(row) + field, value, true);
  }

  /** Port of side A (0) or B (1). */
  port(row: number, side: 0 | 1): number {
    return this.core.view.getUint16(this.base(row) + RowAt.ports + 2 * side, true);
  }

  /** Word `i` of the address of side A (0) or B (1). */
  addressWord(row: number, side: 0 | 1, i: number): number {
    return this.core.view.getUint32(this.base(row) + (side === 0 ? RowAt.addressA : RowAt.addressB) + 4 * i);
  }

  private base(row: number): number {
    return this.core.rowAt(row, ROW_SHIFT, ROW_BYTES);
  }
}

/** Was the row's connection closed while idle? Said of connections that are not kept. */
export function isIdleClose(rows: RowStore, row: number): boolean {
  return rows.getU32(row, RowAt.endFrame) !== 0 && rows.getF64(row, RowAt.idleBeforeEndNs) >= IDLE_CLOSE_NS;
}
