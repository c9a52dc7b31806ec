/**
 * One fixed-size row a connection, kept for the whole capture: its four-tuple, and once the connection is finished
 * the facts that `whyreset connections` prints. A healthy connection shrinks to this.
 */
const ROW_BYTES = 160;
const ROWS_PER_PAGE = 4096;
const PAGE_SHIFT = 12;

/** Offsets in a row; all little-endian. */
const at = {
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
  rttToServerUs: 132,
  rttToClientUs: 136,
  finFrom: 140, // bit 0: A, bit 1: B
  ending: 141,
  endedBy: 142,
  protocol: 143,
  synSeen: 144,
  server: 148, // id of its server's facts
  endNs: 152,
} as const;

export type RowField = keyof typeof at;

export class RowStore {
  private readonly pages: DataView[] = [];
  count = 0;

  add(): number {
    if (this.count === this.pages.length * ROWS_PER_PAGE) {
      this.pages.push(new DataView(new ArrayBuffer(ROWS_PER_PAGE * ROW_BYTES)));
    }
    return this.count++;
  }

  /** Copies the four-tuple out of a packet: A is the sender. */
  setKey(
    row: number,
    view: DataView,
    version: number,
    addressA: number,
    addressB: number,
    portA: number,
    portB: number,
  ): void {
    const page = this.page(row);
    const base = this.base(row);
    const bytes = version === 4 ? 4 : 16;
    for (let i = 0; i < bytes; i += 4) {
      page.setUint32(base + at.addressA + i, view.getUint32(addressA + i));
      page.setUint32(base + at.addressB + i, view.getUint32(addressB + i));
    }
    page.setUint16(base + at.ports, portA, true);
    page.setUint16(base + at.ports + 2, portB, true);
    page.setUint8(base + at.ipVersion, version);
  }

  /** 1: the packet goes from A to B; 2: from B to A; 0: not this connection. */
  match(
    row: number,
    view: DataView,
    version: number,
    source: number,
    destination: number,
    sourcePort: number,
    destinationPort: number,
  ): 0 | 1 | 2 {
    const page = this.page(row);
    const base = this.base(row);
    if (page.getUint8(base + at.ipVersion) !== version) return 0;
    const portA = page.getUint16(base + at.ports, true);
    const portB = page.getUint16(base + at.ports + 2, true);
    if (
      portA === sourcePort &&
      portB === destinationPort &&
      sameAddresses(page, base, view, version, source, destination)
    ) {
      return 1;
    }
    if (
      portB === sourcePort &&
      portA === destinationPort &&
      sameAddresses(page, base, view, version, destination, source)
    ) {
      return 2;
    }
    return 0;
  }

  getU8(row: number, field: RowField): number {
    return this.page(row).getUint8(this.base(row) + at[field]);
  }
  setU8(row: number, field: RowField, value: number): void {
    this.page(row).setUint8(this.base(row) + at[field], value);
  }
  getU32(row: number, field: RowField): number {
    return this.page(row).getUint32(this.base(row) + at[field], true);
  }
  setU32(row: number, field: RowField, value: number): void {
    this.page(row).setUint32(this.base(row) + at[field], value, true);
  }
  getF64(row: number, field: RowField): number {
    return this.page(row).getFloat64(this.base(row) + at[field], true);
  }
  setF64(row: number, field: RowField, value: number): void {
    this.page(row).setFloat64(this.base(row) + at[field], value, true);
  }

  /** Port of side A (0) or B (1). */
  port(row: number, side: 0 | 1): number {
    return this.page(row).getUint16(this.base(row) + at.ports + 2 * side, true);
  }

  /** Word `i` of the address of side A (0) or B (1). */
  addressWord(row: number, side: 0 | 1, i: number): number {
    return this.page(row).getUint32(this.base(row) + (side === 0 ? at.addressA : at.addressB) + 4 * i);
  }

  private page(row: number): DataView {
    return this.pages[row >>> PAGE_SHIFT] as DataView;
  }

  private base(row: number): number {
    return (row & (ROWS_PER_PAGE - 1)) * ROW_BYTES;
  }
}

function sameAddresses(
  page: DataView,
  base: number,
  view: DataView,
  version: number,
  addressA: number,
  addressB: number,
): boolean {
  if (page.getUint32(base + at.addressA) !== view.getUint32(addressA)) return false;
  if (page.getUint32(base + at.addressB) !== view.getUint32(addressB)) return false;
  if (version === 4) return true;
  for (let i = 4; i < 16; i += 4) {
    if (page.getUint32(base + at.addressA + i) !== view.getUint32(addressA + i)) return false;
    if (page.getUint32(base + at.addressB + i) !== view.getUint32(addressB + i)) return false;
  }
  return true;
}
