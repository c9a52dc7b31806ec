/** The skeleton that all causes share: a pure function from a reading (and its server's context) to a match. */
import type { Mark } from '../flow/record.ts';
import type { Cause } from './causes.ts';
import type { Origin } from './origin.ts';
import type { Reading } from './reading.ts';
import type { ServerContext } from './server-context.ts';

export type Harm = 'none' | 'request-lost' | 'response-truncated' | 'connect-failed' | 'unknown';

/** A frame and what it proves. */
export interface EvidenceItem {
  frame: number;
  timeNs: number;
  says: string;
}

export interface Match {
  /** 0 .. 1: how often such a match is right on captures nobody has seen. */
  confidence: number;
  evidence: EvidenceItem[];
  /** Where the cause implies another harm or origin than the facts alone do. */
  harm?: Harm;
  origin?: Origin;
  /** What would tell this cause from its neighbours. */
  tellApart: string;
}

export interface Rule {
  id: Cause;
  match(reading: Reading, context: ServerContext): Match | null;
}

/** Evidence for a moment, or nothing where it was not seen. */
export function cite(mark: Mark, says: string): EvidenceItem[] {
  return mark.seen ? [{ frame: mark.frame, timeNs: mark.timeNs, says }] : [];
}

/** "10.0 s", "250 ms", "45 µs": three figures at the most. */
export function duration(ns: number): string {
  const s = ns / 1e9;
  if (s >= 100) return `${s.toFixed(0)} s`;
  if (s >= 10) return `${s.toFixed(1)} s`;
  if (s >= 1) return `${s.toFixed(2)} s`;
  if (s >= 0.001) return `${(s * 1000).toFixed(s >= 0.1 ? 0 : 1)} ms`;
  return `${(s * 1e6).toFixed(0)} µs`;
}
