/** The frames that matter of one connection, for a ladder diagram: handshake, last exchange, end; the rest folded. */
import type { Diagnosis } from '../diagnose/incidents.ts';
import type { Connection } from '../flow/connection.ts';
import type { SegmentFact } from '../flow/segment-ring.ts';
import { ACK, FIN, RST, SYN } from '../flow/tcp-flags.ts';
import type { LadderStep } from './document.ts';

const MAX_STEPS = 18;

/** `tail`: the connection's last segments, oldest first. */
export function ladderOf({ reading, verdict }: Diagnosis, tail: readonly SegmentFact[]): LadderStep[] {
  const { connection } = reading;
  const cited = new Set(verdict.evidence.map((item) => item.frame));
  const steps = tail.map((segment) => stepOf(connection, segment, cited.has(segment.frame)));
  addHandshake(connection, steps, cited);
  return shortened(fold(steps));
}

function stepOf(connection: Connection, segment: SegmentFact, cited: boolean): LadderStep {
  return {
    frame: segment.frame,
    folded: 0,
    atS: (segment.timeNs - connection.startNs) / 1e9,
    from: segment.from === connection.clientIndex ? 'client' : 'server',
    label: labelOf(connection, segment),
    kind: kindOf(segment),
    cited,
    retransmission: segment.retransmission,
  };
}

function kindOf(segment: SegmentFact): LadderStep['kind'] {
  if ((segment.flags & RST) !== 0) return 'rst';
  if ((segment.flags & SYN) !== 0) return 'syn';
  if (segment.keepAlive) return 'keep-alive';
  if (segment.length > 0) return 'data';
  return (segment.flags & FIN) !== 0 ? 'fin' : 'ack';
}

function labelOf(connection: Connection, segment: SegmentFact): string {
  const { flags, length } = segment;
  const ack = (flags & ACK) !== 0 ? ',ACK' : '';
  if ((flags & RST) !== 0) return `RST${ack}`;
  if ((flags & SYN) !== 0) return `SYN${ack}`;
  if (segment.keepAlive) return 'keep-alive probe';
  const fin = (flags & FIN) !== 0 ? ' FIN' : '';
  if (length > 0) return `${dataLabel(connection, segment)} (${length} bytes)${fin}`;
  return fin === '' ? (segment.window === 0 ? 'ACK, window 0' : 'ACK') : 'FIN,ACK';
}

function dataLabel(connection: Connection, segment: SegmentFact): string {
  const request = connection.requests.find((one) => one.frame === segment.frame);
  if (request !== undefined) return `${request.method} ${withoutQuery(request.path)}`;
  const response = connection.requests.find((one) => one.responseFrame === segment.frame);
  if (response !== undefined) return `HTTP ${response.status}`;
  if (segment.frame === connection.clientHello.frame) return 'TLS ClientHello';
  if (segment.frame === connection.serverHello.frame) return 'TLS ServerHello';
  return connection.clientOpening === 'tls' ? 'TLS' : 'data';
}

/** Query strings carry secrets: they are shown only on request, and never in a ladder. */
export function withoutQuery(path: string): string {
  const query = path.indexOf('?');
  return query < 0 ? path : path.slice(0, query);
}

function addHandshake(connection: Connection, steps: LadderStep[], cited: ReadonlySet<number>): void {
  const first = steps[0];
  for (const [mark, from, label] of [
    [connection.synAck, 'server', 'SYN,ACK'],
    [connection.syn, 'client', 'SYN'],
  ] as const) {
    if (!mark.seen || (first !== undefined && mark.frame >= first.frame)) continue;
    const atS = (mark.timeNs - connection.startNs) / 1e9;
    steps.unshift({
      frame: mark.frame,
      folded: 0,
      atS,
      from,
      label,
      kind: 'syn',
      cited: cited.has(mark.frame),
      retransmission: false,
    });
  }
}

/** Bare ACKs and runs of data in one direction become one step, unless a verdict cites them. */
function fold(steps: readonly LadderStep[]): LadderStep[] {
  const folded: LadderStep[] = [];
  for (const step of steps) {
    const last = folded.at(-1);
    const repeats =
      last !== undefined &&
      !step.cited &&
      last.from === step.from &&
      last.kind === step.kind &&
      (step.kind === 'data' || step.kind === 'ack' || step.kind === 'rst' || step.kind === 'keep-alive') &&
      step.atS - last.atS < 0.5;
    if (repeats) last.folded++;
    else if (step.kind !== 'ack' || step.cited || isLong(step, last)) folded.push({ ...step });
  }
  return folded;
}

/** An ACK after a silence says that the peer was alive. */
function isLong(step: LadderStep, last: LadderStep | undefined): boolean {
  return last !== undefined && step.atS - last.atS > 1;
}

/** Long tails lose their oldest steps, never the handshake or what a verdict cites. */
function shortened(steps: LadderStep[]): LadderStep[] {
  let excess = steps.length - MAX_STEPS;
  return steps.filter((step) => {
    const dispensable = excess > 0 && !step.cited && step.kind !== 'syn';
    if (dispensable) excess--;
    return !dispensable;
  });
}
