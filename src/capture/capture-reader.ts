/**
 * Tells the format from the first bytes and reads the capture, however it is cut into pieces.
 */
import type { CaptureReader, CaptureSummary, FrameCursor, RecordLayout, RecordRun } from './frame-cursor.ts';
import { type FormatReader, FrameWindow } from './frame-window.ts';
import { isPcap, openPcap, PcapReader } from './pcap-reader.ts';
import { isPcapng, PcapngReader } from './pcapng-reader.ts';
import { isSnoop, openSnoop } from './snoop-reader.ts';
import { emptySummary } from './summary.ts';

/** So many bytes tell the format. */
export const SIGNATURE_LENGTH = 12;

export type CaptureFormat = 'pcap' | 'pcapng' | 'snoop' | 'unknown';

/** Looks at `SIGNATURE_LENGTH` bytes of `view` from `offset` on, which must be there. */
export function captureFormat(view: DataView, offset: number): CaptureFormat {
  if (isPcap(view, offset)) return 'pcap';
  if (isPcapng(view, offset)) return 'pcapng';
  return isSnoop(view, offset) ? 'snoop' : 'unknown';
}

/**
 * Makes a reader for a capture in any of the formats.
 *
 * @example
 * const reader = createCaptureReader();
 * reader.push(bytes);
 * while (reader.next()) count += reader.capturedLength;
 */
export function createCaptureReader(): CaptureReader {
  return new DetectingReader();
}

/** The cursor as a run of records, where its format has such; null elsewhere. */
export function runOf(cursor: FrameCursor): RecordRun | null {
  return cursor instanceof DetectingReader ? cursor : null;
}

class DetectingReader extends FrameWindow implements CaptureReader, RecordRun {
  private format: FormatReader | null = null;
  private formatName: CaptureFormat = 'unknown';
  private readonly lastSummary: CaptureSummary = { ...emptySummary(), warnings: this.warnings };

  next(): boolean {
    const format = this.format ?? this.detect();
    return format?.next(this) ?? false;
  }

  get layout(): RecordLayout | null {
    const { format } = this;
    const isRun = format instanceof PcapReader && format.isRun && this.inChunk && this.frameNumber > 0;
    return isRun ? format : null;
  }

  finish(): void {
    this.ended = true;
  }

  get summary(): CaptureSummary {
    const summary = this.lastSummary;
    summary.format = this.formatName;
    summary.truncated = this.truncated;
    this.format?.summarise(summary, this);
    return summary;
  }

  private detect(): FormatReader | null {
    if (this.formatName === 'unknown' && this.need(SIGNATURE_LENGTH)) {
      this.formatName = captureFormat(this.view, this.position);
      if (this.formatName === 'unknown')
        return this.refuse('This is not a packet capture: pcap, pcapng and snoop are read.');
    }
    this.format = this.open();
    if (this.format === null && this.ended && !this.stopped) {
      this.truncated = true;
      return this.refuse('The capture ends within its file header.');
    }
    return this.format;
  }

  private open(): FormatReader | null {
    if (this.formatName === 'pcap') return openPcap(this);
    if (this.formatName === 'snoop') return openSnoop(this);
    return this.formatName === 'pcapng' ? new PcapngReader() : null;
  }

  private refuse(why: string): null {
    this.warn(why);
    this.stop();
    return null;
  }
}
