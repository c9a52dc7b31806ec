/**
 * All edits together: fixes are applied, the result is audited again, until nothing is left that an edit can end. Two
 * findings may ask for the same line; then the second one is looked at again when the first is done.
 */
import type { AuditDocument } from './document.ts';
import { applyFix, type FileEdit } from './edits.ts';
import type { TextOf } from './fixes.ts';

export interface Auditable {
  document: AuditDocument;
  textOf: TextOf;
  /** The audit of the same files, one of them with another text. */
  with(path: string, text: string): Auditable;
}

export interface Converged {
  edits: FileEdit[];
  /** As it would be after the edits. */
  document: AuditDocument;
}

/** Chains are short: a fix that calls for another one does so once or twice. */
const mostRounds = 10;

export function converge(start: Auditable): Converged {
  const before = new Map<string, string>();
  let current = start;
  for (let round = 0; round < mostRounds; round += 1) {
    const next = oneRound(current, before);
    if (next === undefined) break;
    current = next;
  }
  const edits = [...before].map(([file, text]) => ({
    file,
    before: text,
    after: current.textOf(file) ?? text,
  }));
  return { edits: edits.filter((edit) => edit.before !== edit.after), document: current.document };
}

/** One fix for each line; undefined where there is none. */
function oneRound(current: Auditable, before: Map<string, string>): Auditable | undefined {
  const fixes = current.document.findings.flatMap(({ fix, severity }) =>
    fix && severity !== 'info' ? [fix] : [],
  );
  const lines = new Map(fixes.map((fix) => [`${fix.file}:${fix.line}`, fix]));
  let next: Auditable | undefined;
  // From below, so that a line that becomes two moves no other fix.
  for (const fix of [...lines.values()].sort((a, b) => b.line - a.line)) {
    const text = (next ?? current).textOf(fix.file);
    const edited = text === undefined ? undefined : applyFix(text, fix);
    if (text === undefined || edited === undefined || edited === text) continue;
    if (!before.has(fix.file)) before.set(fix.file, text);
    next = (next ?? current).with(fix.file, edited);
  }
  return next;
}
