/**
 * Captures of one direction: a mirror port or a filter let only one side's packets through. The other side's silence
 * then means nothing.
 */
import type { Connection } from './connection.ts';
import type { Side } from './side.ts';

/** How many connections have both sides in the capture, and how many carried payload and have one. */
export interface Directions {
  oneWay: number;
  bothWays: number;
}

/** Nearly everything came one way: one filter or mirror for all. */
export function isOneWayCapture({ oneWay, bothWays }: Directions): boolean {
  return oneWay > 0 && oneWay >= 10 * bothWays;
}

/** Only one side is in the capture, and what it sent shows that it heard the other. */
export function isOneWay({ sides, syn, synCount }: Connection, captureIsOneWay: boolean): boolean {
  const [a, b] = sides;
  if (a.frames > 0 && b.frames > 0) return false;
  const talking = a.frames > 0 ? a : b;
  if (talking.payloadBytes === 0) return false;
  const silent = talking === a ? b : a;
  return captureIsOneWay || (syn.seen && talking.frames > synCount) || acknowledgedMore(talking, silent);
}

/** Its acknowledgment number rose: there were bytes to acknowledge. */
function acknowledgedMore(talking: Side, silent: Side): boolean {
  return talking.lastAckKnown && silent.baseSeqKnown && ((talking.lastAck - silent.baseSeq - 1) | 0) > 0;
}
