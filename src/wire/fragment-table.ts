/**
 * IP datagrams that arrive in fragments (RFC 791 section 3.2, RFC 8200 section 4.5), until they are whole. Everything
 * is bounded: datagrams, pieces of one, bytes, and the frames that may pass before a datagram is given up.
 *
 * A datagram's buffer, so that the IP header which is shown stands right before the whole payload:
 *
 *   0 … 40 IP header without options or extension headers (IPv4 from 20) | 40 payload
 */

/** Where the payload starts in a datagram's buffer: behind room for an IPv6 header. */
export const DATAGRAM_PAYLOAD = 40;
/** Offset and length of IPv4 allow no more; IPv6 without the jumbogram option neither. */
export const MAX_PAYLOAD_BYTES = 65_535;
const MAX_DATAGRAMS = 256;
/** A full-size datagram over links of 576 bytes has 119 pieces. */
const MAX_PIECES = 256;
/** Identifications of IPv4 come around after 65536 datagrams; a datagram that waits longer would catch strangers. */
const MAX_AGE_FRAMES = 50_000;
const FIRST_BUFFER_BYTES = 4096;

export class Datagram {
  /** Buffer with header and payload; replaced when it grows. */
  view: DataView = new DataView(new ArrayBuffer(FIRST_BUFFER_BYTES));
  /** What follows the IP header, as the first fragment says (RFC 8200 section 4.5). */
  protocol = -1;
  /** Payload length, -1 until the last fragment has been seen. */
  total = -1;
  open = false;
  lastFrame = 0;
  lastUse = 0;
  private bytes = new Uint8Array(this.view.buffer);
  private identification = 0;
  private vlanId = -1;
  private addressBytes = 0;
  /** Pieces in order of their start, of equal starts the earlier one first. */
  private readonly starts = new Int32Array(MAX_PIECES);
  private readonly ends = new Int32Array(MAX_PIECES);
  private pieces = 0;

  /** Starts anew for the datagram whose two addresses stand at `addressOffset`. */
  begin(
    view: DataView,
    addressOffset: number,
    addressBytes: number,
    identification: number,
    vlanId: number,
  ): void {
    this.open = true;
    this.protocol = -1;
    this.total = -1;
    this.pieces = 0;
    this.identification = identification;
    this.vlanId = vlanId;
    this.addressBytes = addressBytes;
    this.copy(view, addressOffset, addressBytes, DATAGRAM_PAYLOAD - addressBytes);
  }

  matches(
    view: DataView,
    addressOffset: number,
    addressBytes: number,
    identification: number,
    vlanId: number,
  ): boolean {
    if (this.identification !== identification || this.vlanId !== vlanId) return false;
    if (this.addressBytes !== addressBytes) return false;
    const mine = DATAGRAM_PAYLOAD - addressBytes;
    for (let at = 0; at < addressBytes; at += 4) {
      if (view.getInt32(addressOffset + at) !== this.view.getInt32(mine + at)) return false;
    }
    return true;
  }

  /**
   * Adds a fragment; true when the datagram is whole. Where pieces overlap, the one that starts first wins, and of
   * equal starts the one that came first: Wireshark's rule.
   */
  add(view: DataView, offset: number, length: number, start: number, more: boolean): boolean {
    const end = start + length;
    if (!more && this.total < 0) this.total = end;
    let index = 0;
    let covered = start;
    while (index < this.pieces && (this.starts[index] as number) <= start) {
      covered = Math.max(covered, this.ends[index] as number);
      index++;
    }
    if (covered < end && this.pieces < MAX_PIECES) {
      this.insert(index, start, end);
      this.reserve(DATAGRAM_PAYLOAD + end);
      this.copy(view, offset + covered - start, end - covered, DATAGRAM_PAYLOAD + covered);
    }
    return this.isWhole();
  }

  /** Puts the IP header that is to be shown before the payload. */
  setHeader(view: DataView, offset: number, bytes: number): void {
    this.copy(view, offset, bytes, DATAGRAM_PAYLOAD - bytes);
  }

  private insert(index: number, start: number, end: number): void {
    this.starts.copyWithin(index + 1, index, this.pieces);
    this.ends.copyWithin(index + 1, index, this.pieces);
    this.starts[index] = start;
    this.ends[index] = end;
    this.pieces++;
  }

  private isWhole(): boolean {
    if (this.total < 0) return false;
    let reached = 0;
    for (let index = 0; index < this.pieces && (this.starts[index] as number) <= reached; index++) {
      reached = Math.max(reached, this.ends[index] as number);
    }
    return reached >= this.total;
  }

  private reserve(bytes: number): void {
    if (bytes <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(bytes, this.bytes.length * 2));
    grown.set(this.bytes);
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }

  private copy(view: DataView, offset: number, length: number, to: number): void {
    this.bytes.set(new Uint8Array(view.buffer, view.byteOffset + offset, length), to);
  }
}

export class FragmentTable {
  /** Datagrams that were never completed: fragments lost, not captured, or older than the table holds. */
  abandoned = 0;
  reassembled = 0;
  private readonly datagrams: Datagram[] = [];
  private uses = 0;

  /** The datagram that a fragment belongs to, new or waiting. */
  find(
    view: DataView,
    addressOffset: number,
    addressBytes: number,
    identification: number,
    vlanId: number,
    frameNumber: number,
  ): Datagram {
    let datagram = this.waiting(view, addressOffset, addressBytes, identification, vlanId);
    if (datagram === null || frameNumber - datagram.lastFrame > MAX_AGE_FRAMES) {
      datagram ??= this.vacant(frameNumber);
      if (datagram.open) this.abandoned++;
      datagram.begin(view, addressOffset, addressBytes, identification, vlanId);
    }
    datagram.lastFrame = frameNumber;
    datagram.lastUse = ++this.uses;
    return datagram;
  }

  /** The datagram is whole. Its buffer stays as it is for the rest of this frame. */
  close(datagram: Datagram): void {
    datagram.open = false;
    this.reassembled++;
  }

  private waiting(
    view: DataView,
    addressOffset: number,
    addressBytes: number,
    identification: number,
    vlanId: number,
  ): Datagram | null {
    for (const datagram of this.datagrams) {
      if (datagram.open && datagram.matches(view, addressOffset, addressBytes, identification, vlanId)) {
        return datagram;
      }
    }
    return null;
  }

  /** A closed datagram whose bytes nobody looks at any more, a new one, or the one that has waited longest. */
  private vacant(frameNumber: number): Datagram {
    let oldest: Datagram | null = null;
    for (const datagram of this.datagrams) {
      if (!datagram.open && datagram.lastFrame !== frameNumber) return datagram;
      if (oldest === null || datagram.lastUse < oldest.lastUse) oldest = datagram;
    }
    if (oldest !== null && this.datagrams.length >= MAX_DATAGRAMS) return oldest;
    const datagram = new Datagram();
    this.datagrams.push(datagram);
    return datagram;
  }
}
