/**
 * A connection's frames → the rows of its ladder. What tells the story is a row of its own: handshake, messages, marks,
 * the end, whatever a verdict cites. The rest is folded into rows that say what they hold; silence becomes a row too.
 */
import type { TracedFrame } from '../../engine/index.ts';
import { bytes, count, duration, grouped } from '../../report/quantities.ts';
import { ACK, FIN, RST, SYN } from './frame-words.ts';

/** A pause that deserves a row. */
const SILENCE_S = 0.5;
/** Fewer frames than this are not folded: three arrows say more than "3 segments". */
const LEAST_FOLDED = 3;
/** Repetitions and probes have a rhythm that tells who waits, and how long. */
const LEAST_FOLDED_BEATS = 9;
/** Of a long story the beginning and the end are shown, and what lies around cited frames. */
const MOST_ROWS = 70;
const FIRST_ROWS = 10;
const LAST_ROWS = 34;
const ROWS_AROUND_CITED = 4;

export type FoldKind = 'segments' | 'acks' | 'probes' | 'repeats' | 'middle' | 'skipped';

export type Row =
  | { kind: 'frame'; frame: TracedFrame }
  | { kind: 'silence'; key: string; seconds: number }
  | {
      kind: 'fold';
      key: string;
      fold: FoldKind;
      from: 'client' | 'server' | 'both';
      text: string;
      /** Empty where the capture's reader has left them out: such a row cannot be opened. */
      frames: readonly TracedFrame[];
      atS: number;
      endS: number;
    };

type Fold = Extract<Row, { kind: 'fold' }>;
type Item = { kind: 'frame'; frame: TracedFrame } | Fold;

/** `open`: keys of folds that show what they hold. `cited`: frames that are never folded. */
export function rowsOf(
  frames: readonly TracedFrame[],
  cited: ReadonlySet<number>,
  open: ReadonlySet<string>,
): Row[] {
  const items = foldRuns(frames, cited);
  const short = items.length > MOST_ROWS ? foldMiddle(items, cited) : items;
  return withSilences(short.flatMap((item) => opened(item, cited, open)));
}

function opened(item: Item, cited: ReadonlySet<number>, open: ReadonlySet<string>): Item[] {
  if (item.kind === 'frame' || !open.has(item.key) || item.frames.length === 0) return [item];
  // What was the middle of a long story is a story itself; any other fold holds plain frames.
  const inner: Item[] =
    item.fold === 'middle'
      ? foldRuns(item.frames, cited).flatMap((one) => opened(one, cited, open))
      : item.frames.map((frame) => ({ kind: 'frame', frame }));
  return [item, ...inner];
}

/** Neighbours of one kind become one row. */
function foldRuns(frames: readonly TracedFrame[], cited: ReadonlySet<number>): Item[] {
  const items: Item[] = [];
  let run: TracedFrame[] = [];
  let fold: FoldKind | null = null;
  let lastData: TracedFrame | undefined;
  const close = (): void => {
    if (fold !== null) items.push(...folded(run, fold));
    run = [];
    fold = null;
  };
  for (const [index, frame] of frames.entries()) {
    const before = frames[index - 1];
    if (frame.skipped !== undefined) {
      close();
      items.push(skippedRow(frame));
    }
    const isContinued = continues(frame, lastData);
    if (frame.length > 0) lastData = frame;
    const kind: FoldKind | null = cited.has(frame.frame) ? null : foldOf(frame, before, fold, isContinued);
    const isApart = run.length > 0 && frame.atS - (run.at(-1) as TracedFrame).atS >= silenceWithin(fold);
    if (kind === null || kind !== fold || isApart) close();
    if (kind === null) items.push({ kind: 'frame', frame });
    else {
      fold = kind;
      run.push(frame);
    }
  }
  close();
  return items;
}

/** Probes and repetitions are silences with a pulse: one row holds them however far apart they are. */
function silenceWithin(fold: FoldKind | null): number {
  return fold === 'probes' || fold === 'repeats' ? Number.POSITIVE_INFINITY : SILENCE_S;
}

function foldOf(
  frame: TracedFrame,
  before: TracedFrame | undefined,
  current: FoldKind | null,
  isContinued: boolean,
): FoldKind | null {
  const { flags, length, contents, marks = [] } = frame;
  if ((flags & (SYN | RST | FIN)) !== 0) return null;
  if (marks.some((mark) => mark.startsWith('keep-alive') || mark.startsWith('zero window probe')))
    return 'probes';
  if (marks.includes('duplicate ACK')) return 'repeats';
  if (marks.some((mark) => mark.endsWith('retransmission'))) return contents === undefined ? 'repeats' : null;
  if (marks.length > 0 || frame.window === 0) return null;
  if (length > 0) return contents === undefined || isContinued ? 'segments' : null;
  // The handshake's last ACK is part of the picture, and an ACK amid segments belongs to them.
  if (before === undefined || (before.flags & (SYN | FIN)) !== 0) return null;
  return current === 'segments' ? 'segments' : 'acks';
}

/** Record after record (or frame after frame of HTTP/2) of data in one direction is one transfer, not so many messages. */
function continues({ from, contents = [] }: TracedFrame, lastData: TracedFrame | undefined): boolean {
  const isData = (texts: readonly string[]): boolean =>
    texts.length > 0 && texts.every((text) => /^(?:Application Data|DATA )/.test(text));
  return (
    lastData !== undefined &&
    lastData.from === from &&
    isData(contents) &&
    isData(lastData.contents ?? contents)
  );
}

function folded(run: readonly TracedFrame[], fold: FoldKind): Item[] {
  const hasRhythm = fold === 'probes' || fold === 'repeats';
  if (run.length < (hasRhythm ? LEAST_FOLDED_BEATS : LEAST_FOLDED))
    return run.map((frame) => ({ kind: 'frame', frame }));
  return [foldRow(run, fold)];
}

function foldRow(frames: readonly TracedFrame[], fold: FoldKind): Fold {
  const first = frames[0] as TracedFrame;
  const last = frames.at(-1) as TracedFrame;
  const main = frames.filter(({ length }) => length > 0);
  const [from, other] = new Set((main.length > 0 ? main : frames).map((frame) => frame.from));
  return {
    kind: 'fold',
    key: `${fold} ${first.frame}`,
    fold,
    from: from === undefined || other !== undefined ? 'both' : from,
    text: foldText(frames, fold),
    frames,
    atS: first.atS,
    endS: last.atS,
  };
}

function foldText(frames: readonly TracedFrame[], fold: FoldKind): string {
  const spanS = (frames.at(-1)?.atS ?? 0) - (frames[0]?.atS ?? 0);
  const over = spanS >= 0.001 ? ` in ${duration(spanS)}` : '';
  const size = frames.reduce((sum, { length }) => sum + length, 0);
  if (fold === 'acks') return count(frames.length, 'ACK');
  if (fold === 'segments') {
    const segments = frames.filter(({ length }) => length > 0).length;
    return `${count(segments, 'segment')}, ${bytes(size)}${over}`;
  }
  if (fold === 'probes') return probesText(frames) + over;
  if (fold === 'repeats') {
    const isAcks = frames.every(({ length }) => length === 0);
    return `${count(frames.length, isAcks ? 'duplicate ACK' : 'retransmission')}${over}`;
  }
  return `${middleText(frames)}${over}`;
}

function probesText(frames: readonly TracedFrame[]): string {
  const probes = frames.filter(
    ({ marks = [] }) => marks.includes('keep-alive') || marks.includes('zero window probe'),
  );
  const answers = frames.length - probes.length;
  const kind = probes.some(({ marks = [] }) => marks.includes('zero window probe'))
    ? 'zero window probe'
    : 'keep-alive probe';
  const answered =
    answers === 0
      ? 'none answered'
      : answers >= probes.length
        ? 'all answered'
        : `${grouped(answers)} answered`;
  return `${count(probes.length, kind)}, ${answered}`;
}

function middleText(frames: readonly TracedFrame[]): string {
  const sum = (side: 'client' | 'server'): number =>
    frames.reduce((total, { from, length }) => total + (from === side ? length : 0), 0);
  return `${count(frames.length, 'frame')}: ${bytes(sum('client'))} to the server, ${bytes(sum('server'))} back`;
}

function skippedRow({ frame, atS, skipped }: TracedFrame): Fold {
  const { frames = 0, clientBytes = 0, serverBytes = 0 } = skipped ?? {};
  return {
    kind: 'fold',
    key: `skipped ${frame}`,
    fold: 'skipped',
    from: 'both',
    text: skippedText(frames, clientBytes, serverBytes),
    frames: [],
    atS,
    endS: atS,
  };
}

function skippedText(frames: number, clientBytes: number, serverBytes: number): string {
  if (frames === 0) return 'what came between is not in this report';
  return `${count(frames, 'frame')} not shown: ${bytes(clientBytes)} to the server, ${bytes(serverBytes)} back`;
}

/** Keeps both ends and the surroundings of what is cited; the stretches between become one row each. */
function foldMiddle(items: readonly Item[], cited: ReadonlySet<number>): Item[] {
  const keep = new Set<number>();
  for (const [index, item] of items.entries()) {
    const isEnd = index < FIRST_ROWS || index >= items.length - LAST_ROWS;
    const isCited = item.kind === 'frame' && cited.has(item.frame.frame);
    if (isEnd || (item.kind === 'fold' && item.fold === 'skipped')) keep.add(index);
    for (let near = index - ROWS_AROUND_CITED; isCited && near <= index + ROWS_AROUND_CITED; near++)
      keep.add(near);
  }
  const short: Item[] = [];
  let hidden: TracedFrame[] = [];
  const close = (): void => {
    if (hidden.length > 0) short.push(foldRow(hidden, 'middle'));
    hidden = [];
  };
  for (const [index, item] of items.entries()) {
    if (keep.has(index)) {
      close();
      short.push(item);
    } else hidden.push(...(item.kind === 'frame' ? [item.frame] : item.frames));
  }
  close();
  return short;
}

function withSilences(items: readonly Item[]): Row[] {
  const rows: Row[] = [];
  let endS = Number.NaN;
  for (const item of items) {
    const atS = item.kind === 'frame' ? item.frame.atS : item.atS;
    const key = item.kind === 'frame' ? String(item.frame.frame) : item.key;
    if (atS - endS >= SILENCE_S && !(item.kind === 'fold' && item.fold === 'skipped')) {
      rows.push({ kind: 'silence', key: `silence ${key}`, seconds: atS - endS });
    }
    rows.push(item);
    const itemEndS = item.kind === 'frame' ? atS : item.endS;
    endS = Number.isNaN(endS) ? itemEndS : Math.max(endS, itemEndS);
  }
  return rows;
}

/** An ACK that only says "received": a whiteboard leaves it out. Not the handshake's, and not one that ends a silence. */
export function withoutPlainAcks(
  frames: readonly TracedFrame[],
  cited: ReadonlySet<number>,
): readonly TracedFrame[] {
  return frames.filter((frame, index) => {
    const before = frames[index - 1];
    if (!isPlainAck(frame) || cited.has(frame.frame) || frame.skipped !== undefined) return true;
    return before === undefined || (before.flags & SYN) !== 0 || frame.atS - before.atS >= SILENCE_S;
  });
}

function isPlainAck({ flags, length, marks, window }: TracedFrame): boolean {
  return (flags & (ACK | SYN | FIN | RST)) === ACK && length === 0 && marks === undefined && window !== 0;
}
