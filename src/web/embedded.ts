/** What a saved report carries besides the page: the document that `explain --json` prints. */
import type { ExplainDocument } from '../engine/index.ts';

/** Null: this is the page, not a report. */
export function embeddedReport(): ExplainDocument | null {
  const text = document.getElementById('whyreset-report')?.textContent?.trim() ?? '';
  return text === '' ? null : (JSON.parse(text) as ExplainDocument);
}
