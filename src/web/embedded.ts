/** What the page carries in itself: a saved report's document, or what `whyreset serve` offers; usually nothing. */
import type { Embedded } from '../report/html-report.ts';

export function embedded(): Embedded | null {
  const text = document.getElementById('whyreset-report')?.textContent?.trim() ?? '';
  return text === '' ? null : (JSON.parse(text) as Embedded);
}

/** A saved report cannot read captures: it has no engine. */
export const isReport: boolean = 'document' in (embedded() ?? {});
