/**
 * What a reader must know about the capture itself before trusting a diagnosis: cut short, drops, frames not read.
 */
import type { ExplainDocument } from '../engine/document.ts';
import { clean } from './clean.ts';
import { count, grouped } from './quantities.ts';
import { firstFew } from './sentence.ts';

export function qualityNotes(capture: ExplainDocument['capture']): string[] {
  const notes: string[] = [];
  if (capture.truncated) notes.push('The capture is cut short or damaged: what could be read was diagnosed.');
  if (capture.droppedFrames > 0) {
    notes.push(
      `The capturing host dropped ${count(capture.droppedFrames, 'frame')}: some evidence may be missing.`,
    );
  }
  const notRead = Object.entries(capture.notRead).filter(([, frames]) => frames > 0);
  if (notRead.length > 0) {
    const kinds = notRead
      .sort((a, b) => b[1] - a[1])
      .map(([what, frames]) => `${clean(what, 60)} ${grouped(frames)}`);
    notes.push(`Frames not read as TCP: ${firstFew(kinds, 8)}.`);
  }
  return notes;
}
