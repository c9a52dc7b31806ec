/**
 * Which frames of cleartext HTTP/2 begin in a segment (RFC 9113 section 4.1), for labels: "HEADERS 1", "GOAWAY". Frame
 * headers are followed from one to the next; behind missing bytes nobody can tell where one begins.
 */
import { runs } from './runs.ts';

const FRAME_HEADER = 9;
const PREFACE = 24;

const names = [
  'DATA',
  'HEADERS',
  'PRIORITY',
  'RST_STREAM',
  'SETTINGS',
  'PUSH_PROMISE',
  'PING',
  'GOAWAY',
  'WINDOW_UPDATE',
  'CONTINUATION',
];

/** One direction of a connection. */
export class H2Frames {
  /** Sequence number of the next frame's header; valid when `synced`. */
  private next = 0;
  private synced = false;
  private lost = false;

  /** Names of the frames whose header begins in `start..end`, the payload at `seq`. */
  read(view: DataView, start: number, end: number, seq: number): string[] {
    if (this.lost) return [];
    const found: string[] = [];
    if (!this.synced) {
      this.synced = true;
      this.next = isPreface(view, start, end) ? (seq + PREFACE) | 0 : seq;
      if (this.next !== seq) found.push('preface');
      else this.lost = !isSettings(view, start, end);
      if (this.lost) return [];
    }
    let at = start + ((this.next - seq) | 0);
    // A header that lies before this segment was missed, or was read already: then this is a retransmission.
    if (at < start) return found;
    while (at + FRAME_HEADER <= end) {
      found.push(nameOf(view, at));
      at += FRAME_HEADER + ((view.getUint16(at) << 8) | view.getUint8(at + 2));
    }
    this.lost = at < end;
    this.next = (seq + (at - start)) | 0;
    return runs(found);
  }
}

function isPreface(view: DataView, start: number, end: number): boolean {
  return end - start >= PREFACE && view.getUint32(start) === 0x50524920;
}

/** Each side's first frame (RFC 9113 section 3.4); anything else comes from the middle of a connection. */
function isSettings(view: DataView, start: number, end: number): boolean {
  return end - start >= FRAME_HEADER && view.getUint8(start + 3) === 4 && view.getUint32(start + 5) === 0;
}

/** With its stream, unless it is about the whole connection. */
function nameOf(view: DataView, at: number): string {
  const type = view.getUint8(at + 3);
  const stream = view.getUint32(at + 5) & 0x7fffffff;
  const name = names[type] ?? `frame type ${type}`;
  return stream === 0 ? name : `${name} ${stream}`;
}
