/**
 * Several captures as one, in order of time and numbered anew, as mergecap joins them.
 *
 * A source is opened only when time has come to its first frame, so the files of a ring are read one after the other,
 * and captures taken in parallel side by side, without anyone telling them apart.
 */
import { createCaptureReader } from './capture-reader.ts';
import type { CaptureReader, CaptureSummary, FrameStream } from './frame-cursor.ts';
import { addSummary, emptySummary } from './summary.ts';

export interface MergeSource {
  /** Put before the capture's own warnings. */
  name: string;
  /** Absolute time of its first frame. */
  epochNs: bigint;
  /** Its place among the captures as they were given: of frames at the same time the last comes first, as in mergecap. */
  place: number;
}

/** One that has been begun and is not at its end. Times are fields here: what a function returns may become an object. */
class OpenSource {
  readonly index: number;
  readonly place: number;
  readonly reader: CaptureReader = createCaptureReader();
  /** No more bytes will come. */
  ended = false;
  /** Of the frame that its reader stands on, since the first of all. */
  timeNs = Number.NEGATIVE_INFINITY;
  /** From the first frame of all to the first of this one. */
  private readonly startNs: number;

  constructor(index: number, place: number, startNs: number) {
    this.index = index;
    this.place = place;
    this.startNs = startNs;
  }

  next(): boolean {
    if (!this.reader.next()) return false;
    this.timeNs = this.startNs + this.reader.timeNs;
    return true;
  }
}

export class MergedFrames implements FrameStream {
  view: DataView = new DataView(new ArrayBuffer(0));
  offset = 0;
  capturedLength = 0;
  originalLength = 0;
  timeNs = 0;
  linkType = 0;
  frameNumber = 0;
  /** Once `next` returned false: index of the source that must be given bytes, or its end; -1 when all is read. */
  waitingFor = -1;

  private readonly sources: readonly MergeSource[];
  /** The time of each source's first frame, since the first of all. */
  private readonly startsNs: readonly number[];
  private opened = 0;
  /** Of the next source to be opened; infinite behind the last. */
  private nextStartNs: number;
  /** Those opened and not at their end, in order. Each has its next frame ready, but the current one. */
  private open: OpenSource[] = [];
  /** Whose frame was handed out last, or which was opened last. */
  private current: OpenSource | null = null;
  /** As long as the current source's frames lie before this time, they come before all others. */
  private untilNs: number = Number.NEGATIVE_INFINITY;
  /** Of the sources that have been read. */
  private readonly read: CaptureSummary = emptySummary();

  /** The sources in order of their first frames. */
  constructor(sources: readonly MergeSource[]) {
    this.sources = sources;
    this.read.epochNs = sources[0]?.epochNs ?? 0n;
    this.startsNs = sources.map(({ epochNs }) => Number(epochNs - this.read.epochNs));
    this.nextStartNs = this.startsNs[0] ?? Number.POSITIVE_INFINITY;
  }

  /** Bytes for the source that is waited for. They must not change until the same source is waited for again. */
  push(bytes: Uint8Array): void {
    this.current?.reader.push(bytes);
  }

  /** No more bytes will come for the source that is waited for. */
  finish(): void {
    if (this.current === null) return;
    this.current.reader.finish();
    this.current.ended = true;
  }

  next(): boolean {
    for (;;) {
      const { current } = this;
      if (current?.next()) {
        if (current.timeNs < this.untilNs) return this.take(current);
      } else if (current !== null) {
        this.waitingFor = current.index;
        if (!current.ended) return false;
        this.close(current);
      }
      const earliest = this.earliest();
      if (earliest !== null && earliest.timeNs < this.nextStartNs) return this.turnTo(earliest);
      if (this.opened === this.sources.length) return this.allRead();
      this.openNext();
    }
  }

  get summary(): CaptureSummary {
    const summary = { ...emptySummary(), epochNs: this.read.epochNs };
    addSummary(summary, '', this.read);
    for (const { index, reader } of this.open) addSummary(summary, this.nameOf(index), reader.summary);
    return summary;
  }

  /** A sentence about a source that its bytes do not tell, such as that its decompression failed. */
  warn(source: number, sentence: string): void {
    this.read.warnings.push(`${this.nameOf(source)}: ${sentence}`);
  }

  private take({ reader, timeNs }: OpenSource): true {
    this.view = reader.view;
    this.offset = reader.offset;
    this.capturedLength = reader.capturedLength;
    this.originalLength = reader.originalLength;
    this.timeNs = timeNs;
    this.linkType = reader.linkType;
    this.frameNumber++;
    return true;
  }

  /** The open source with the earliest frame ready. */
  private earliest(): OpenSource | null {
    let earliest: OpenSource | null = null;
    for (const source of this.open) if (earliest === null || precedes(source, earliest)) earliest = source;
    return earliest;
  }

  /** Hands out the frame that this source has ready, and stays with it while its frames come first. */
  private turnTo(source: OpenSource): true {
    this.current = source;
    this.untilNs = this.nextStartNs;
    for (const other of this.open) if (other !== source) this.untilNs = Math.min(this.untilNs, other.timeNs);
    return this.take(source);
  }

  private openNext(): void {
    const index = this.opened++;
    const { place } = this.sources[index] as MergeSource;
    this.current = new OpenSource(index, place, this.startsNs[index] as number);
    this.nextStartNs = this.startsNs[this.opened] ?? Number.POSITIVE_INFINITY;
    this.untilNs = Number.NEGATIVE_INFINITY;
    this.open.push(this.current);
  }

  /** Its reader goes too, and the bytes that it holds. */
  private close(source: OpenSource): void {
    addSummary(this.read, this.nameOf(source.index), source.reader.summary);
    this.open = this.open.filter((other) => other !== source);
    this.current = null;
  }

  private allRead(): false {
    this.waitingFor = -1;
    return false;
  }

  private nameOf(source: number): string {
    return this.sources[source]?.name ?? '';
  }
}

function precedes(source: OpenSource, other: OpenSource): boolean {
  return source.timeNs < other.timeNs || (source.timeNs === other.timeNs && source.place > other.place);
}
