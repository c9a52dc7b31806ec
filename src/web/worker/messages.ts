/** What the page and its worker say to each other. */
import type { ConnectionColumns, ConnectionTrace, ExplainDocument } from '../../engine/index.ts';
import type { Shown } from '../../evidence/redact.ts';
import type { TracedConnection } from '../../evidence/trace-recorder.ts';

/** A capture that the page can read again and again: a dropped file, or one that `whyreset serve` offers. */
export type PageFile = { name: string; blob: Blob } | { name: string; url: string; size: number };

export type Request =
  | { type: 'explain'; files: readonly PageFile[] }
  /** The frames of some connections. */
  | { type: 'trace'; files: readonly PageFile[]; connections: readonly TracedConnection[] }
  /** The document, with its ladders, to be saved. */
  | { type: 'report'; files: readonly PageFile[]; document: ExplainDocument; redact: boolean }
  | PackRequest;

/** An evidence pack of the incident with this number. */
export interface PackRequest {
  type: 'pack';
  files: readonly PageFile[];
  number: number;
  keepPayload: boolean;
  pseudonymise: boolean;
  /** The page that the pack's report is written into. */
  page: string;
}

export type Answer =
  | { type: 'progress'; readBytes: number; totalBytes: number }
  | { type: 'explained'; document: ExplainDocument; columns: ConnectionColumns }
  | { type: 'traced'; traces: ConnectionTrace[] }
  | { type: 'reported'; shown: Shown }
  | { type: 'packed'; zip: Uint8Array<ArrayBuffer>; concerned: number; contrast: number; differences: number }
  /** One sentence that says what to do. */
  | { type: 'failed'; message: string };
