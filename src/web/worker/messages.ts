/** What the page and its worker say to each other. */
import type { ConnectionColumns, ExplainDocument } from '../../engine/index.ts';

/** A capture that the page can read again and again: a dropped file, or one that `whyreset serve` offers. */
export type PageFile = { name: string; blob: Blob } | { name: string; url: string; size: number };

export interface Request {
  type: 'explain';
  files: readonly PageFile[];
}

export type Answer =
  | { type: 'progress'; readBytes: number; totalBytes: number }
  | { type: 'explained'; document: ExplainDocument; columns: ConnectionColumns }
  /** One sentence that says what to do. */
  | { type: 'failed'; message: string };
