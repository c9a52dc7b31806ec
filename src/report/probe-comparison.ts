/** Two probes side by side: what differs first, then what is the same on both. */
import type { ProbeDocument } from '../probe/result.ts';
import { clean } from './clean.ts';
import { type Fact, probeFacts } from './probe-facts.ts';
import { advice, probeTitle } from './probe-text.ts';
import { createStyle } from './style.ts';
import { labelled, mostProseColumns } from './wrap.ts';

export interface Difference {
  what: string;
  values: readonly [string, string];
}

export function probeDifferences(left: ProbeDocument, right: ProbeDocument): Difference[] {
  const [facts, others] = [new Map(comparable(left)), new Map(comparable(right))];
  return [...new Set([...facts.keys(), ...others.keys()])].flatMap((what) => {
    const values = [facts.get(what) ?? 'nothing', others.get(what) ?? 'nothing'] as const;
    return values[0] === values[1] || sameTime(what, left, right) ? [] : [{ what, values }];
  });
}

/** Times of the network differ from run to run, and say nothing of the server. */
function comparable(document: ProbeDocument): Fact[] {
  const facts = probeFacts(document).filter(([label]) => !['reached', 'note'].includes(label));
  const failed = document.errors.map(({ step, message }): Fact => [step, clean(message, 400)]);
  return [...facts, ...failed, ['advice', advice(document.recommended.clientIdleTimeoutS)]];
}

/** Two measurements of one timer are never equal: brackets this near to each other are. */
const nearS = 0.15;

function sameTime(what: string, left: ProbeDocument, right: ProbeDocument): boolean {
  const [a, b] = [left, right].map((one) => timer(what, one));
  return a != null && b != null && a.how === b.how && a.low - nearS <= b.high && b.low - nearS <= a.high;
}

function timer(what: string, document: ProbeDocument): { low: number; high: number; how: string } | null {
  const idle = { 'idle timeout': document.idleTimeout, 'HTTP/2 idle': document.http2?.idleTimeout ?? null }[
    what
  ];
  if (idle?.lowS != null && idle.highS != null)
    return { low: idle.lowS, high: idle.highS, how: `${idle.outcome} ${idle.how}` };
  if (what === 'age' && document.connectionAge?.endedAfterS === null) return { low: 0, high: 0, how: '' };
  const stall = {
    'silent client': document.firstByteTimeoutS,
    'half a head': document.headerTimeoutS,
    'half a body': document.bodyTimeoutS,
  }[what];
  if (stall?.low == null || stall.high === null) return null;
  return { low: stall.low, high: stall.high, how: `${stall.how} ${stall.status}` };
}

export function comparisonLines(
  left: ProbeDocument,
  right: ProbeDocument,
  { width, color }: { width: number; color: boolean },
): string[] {
  const style = createStyle(color);
  const prose = Math.min(width, mostProseColumns);
  const differences = probeDifferences(left, right);
  const same = comparable(left).filter(([label]) => !differences.some(({ what }) => what === label));
  return [
    `A  ${style.bold(probeTitle(left))}`,
    `B  ${style.bold(probeTitle(right))}`,
    '',
    style.bold(differences.length === 0 ? 'No difference' : 'They differ'),
    ...differences.flatMap(({ what, values: [a, b] }) => [
      ...labelled(what, `A: ${a}`, prose, '  ', 15),
      ...labelled('', `B: ${b}`, prose, '  ', 15),
    ]),
    ...(same.length === 0 ? [] : ['', style.bold('Alike')]),
    ...same.flatMap(([label, text]) => labelled(label, text, prose, '  ', 15)),
  ];
}
