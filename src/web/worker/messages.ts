/** What the page and its worker say to each other. */
import type { ConnectionColumns, ConnectionTrace, ExplainDocument } from '../../engine/index.ts';
import type { TracedConnection } from '../../evidence/trace-recorder.ts';

/** A capture that the page can read again and again: a dropped file, or one that `whyreset serve` offers. */
export type PageFile = { name: string; blob: Blob } | { name: string; url: string; size: number };

export type Request =
  | { type: 'explain'; files: readonly PageFile[] }
  /** The frames of some connections. */
  | { type: 'trace'; files: readonly PageFile[]; connections: readonly TracedConnection[] };

export type Answer =
  | { type: 'progress'; readBytes: number; totalBytes: number }
  | { type: 'explained'; document: ExplainDocument; columns: ConnectionColumns }
  | { type: 'traced'; traces: ConnectionTrace[] }
  /** One sentence that says what to do. */
  | { type: 'failed'; message: string };
