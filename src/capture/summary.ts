/** Summaries of captures, and of several captures together. */
import type { CaptureSummary } from './frame-cursor.ts';

export function emptySummary(): CaptureSummary {
  return {
    format: 'unknown',
    epochNs: 0n,
    frames: 0,
    framesByLinkType: new Map(),
    truncated: false,
    droppedFrames: 0,
    names: new Map(),
    tlsKeyLogs: [],
    warnings: [],
  };
}

/** Adds one capture's summary to that of all; the epoch is left. `name` goes before its warnings, unless it is empty. */
export function addSummary(all: CaptureSummary, name: string, one: CaptureSummary): void {
  all.format = bothFormats(all.format, one.format);
  all.frames += one.frames;
  for (const [linkType, frames] of one.framesByLinkType) {
    all.framesByLinkType.set(linkType, frames + (all.framesByLinkType.get(linkType) ?? 0));
  }
  all.truncated ||= one.truncated;
  // The files of a ring repeat one counter, which goes on counting: the largest is the last.
  all.droppedFrames = Math.max(all.droppedFrames, one.droppedFrames);
  for (const [address, hostName] of one.names) all.names.set(address, hostName);
  for (const keyLog of one.tlsKeyLogs) all.tlsKeyLogs.push(keyLog);
  all.warnings.push(...one.warnings.map((warning) => (name === '' ? warning : `${name}: ${warning}`)));
}

function bothFormats(all: string, one: string): string {
  if (all === 'unknown' || all === one) return one;
  return all.split(', ').includes(one) ? all : `${all}, ${one}`;
}
