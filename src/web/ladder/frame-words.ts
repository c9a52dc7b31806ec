/** A frame in words: on its arrow, in the line that tells everything about it, and for those who hear the page. */
import type { TracedFrame } from '../../engine/index.ts';
import { clean } from '../../report/clean.ts';
import { bytes, grouped } from '../../report/quantities.ts';

export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const ACK = 16;

const flagNames: readonly (readonly [number, string])[] = [
  [SYN, 'SYN'],
  [FIN, 'FIN'],
  [RST, 'RST'],
  [8, 'PSH'],
  [ACK, 'ACK'],
  [32, 'URG'],
  [64, 'ECE'],
  [128, 'CWR'],
];

/** Marks that an arrow shows; the others are only told about the chosen frame. */
const shownMarks: ReadonlySet<string> = new Set([
  'retransmission',
  'fast retransmission',
  'spurious retransmission',
  'out of order',
  'duplicate ACK',
  'zero window',
  'keep-alive',
  'keep-alive ACK',
  'zero window probe',
  'zero window probe ACK',
  'previous segment not captured',
]);

function flagText(flags: number): string {
  return flagNames
    .filter(([bit]) => (flags & bit) !== 0)
    .map(([, name]) => name)
    .join(', ');
}

/** What the segment is first of all: "GET /orders", "TLS ClientHello", "FIN, ACK", "data". */
export function titleOf({ flags, length, contents, marks = [] }: TracedFrame): string {
  if ((flags & RST) !== 0) return (flags & ACK) !== 0 ? 'RST, ACK' : 'RST';
  if ((flags & SYN) !== 0) return (flags & ACK) !== 0 ? 'SYN, ACK' : 'SYN';
  if (marks.includes('keep-alive')) return 'keep-alive probe';
  const fin = (flags & FIN) !== 0;
  if (length === 0) return fin ? 'FIN, ACK' : 'ACK';
  const what = contents === undefined ? 'data' : contents.map((text) => clean(text, 60)).join(', ');
  return fin ? `${what}, FIN` : what;
}

/** "71 B", "MSS 1460, window 64,240", "" for what carries nothing. */
export function sizeOf({ flags, length, window, options = [], marks = [] }: TracedFrame): string {
  if ((flags & SYN) !== 0) {
    const segmentSize = options.filter((option) => option.startsWith('MSS'));
    return [...segmentSize, ...windowText(window)].join(', ');
  }
  if (length === 0 || marks.includes('keep-alive')) return '';
  return bytes(length);
}

export function shownMarksOf({ marks = [], flags, window }: TracedFrame): string[] {
  const shown = marks.filter((mark) => shownMarks.has(mark) && mark !== 'keep-alive');
  // A RST's window says nothing.
  if (window === 0 && (flags & (RST | SYN)) === 0 && !shown.includes('zero window'))
    shown.push('zero window');
  return shown;
}

/** Everything about a frame, as Wireshark's columns have it. */
export function detailsOf(frame: TracedFrame, sinceBeforeS: number): string[] {
  const { seq, ack, length, window, flags, options = [], marks = [] } = frame;
  return [
    `frame ${frame.frame}`,
    `${frame.atS.toFixed(6)} s (+${sinceBeforeS.toFixed(6)})`,
    frame.from === 'client' ? 'client → server' : 'server → client',
    flagText(flags),
    ...seqText(seq, length),
    ...(ack === null ? [] : [`ack ${grouped(ack)}`]),
    ...(length > 0 ? [`${grouped(length)} bytes`] : []),
    ...windowText(window),
    ...options,
    ...marks,
  ];
}

function seqText(seq: number | null, length: number): string[] {
  if (seq === null) return [];
  return [length > 0 ? `seq ${grouped(seq)}–${grouped(seq + length)}` : `seq ${grouped(seq)}`];
}

function windowText(window: number | null): string[] {
  return window === null ? [] : [`window ${grouped(window)}`];
}

/** A sentence for a screen reader, in place of the arrow. */
export function spokenText(frame: TracedFrame, says: readonly string[]): string {
  const to = frame.from === 'client' ? 'client to server' : 'server to client';
  const size = frame.length > 0 ? `, ${grouped(frame.length)} bytes` : '';
  const marks = shownMarksOf(frame);
  const marked = marks.length > 0 ? `, ${marks.join(', ')}` : '';
  const cited = says.length > 0 ? ` Cited: ${says.join(' ')}` : '';
  return `Frame ${frame.frame}, ${frame.atS.toFixed(3)} seconds, ${to}: ${titleOf(frame)}${size}${marked}.${cited}`;
}
