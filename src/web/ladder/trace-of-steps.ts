/** Where a report has only the short ladder of the document, its steps stand for frames. */
import type { ConnectionReport, ConnectionTrace, LadderStep, TracedFrame } from '../../engine/index.ts';
import { ACK, FIN, RST, SYN } from './frame-words.ts';

const PUSH = 8;
const unknownFrames = { frames: 0, clientBytes: 0, serverBytes: 0 };

/** Null where the document has no ladder of this connection. */
export function traceOfSteps(connection: ConnectionReport): ConnectionTrace | null {
  const { stream, client, server, start, ladder } = connection;
  if (ladder === undefined || ladder.length === 0) return null;
  const frames = ladder.map(frameOf);
  const afterHandshake = frames.find(({ flags }) => (flags & SYN) === 0);
  // Between the handshake and the last steps there may have been anything but silence.
  if (afterHandshake !== undefined && afterHandshake !== frames[0]) afterHandshake.skipped = unknownFrames;
  return { stream, client, server, start, frames, totalFrames: null };
}

function frameOf({ frame, atS, from, label, kind, retransmission, folded }: LadderStep): TracedFrame {
  const size = /^(.*) \((\d+) bytes\)( FIN)?$/.exec(label);
  const flags = flagsOf(kind, label) | (size?.[3] === undefined ? 0 : FIN);
  const traced: TracedFrame = {
    frame,
    atS,
    from,
    flags,
    seq: null,
    ack: null,
    length: Number(size?.[2] ?? 0),
    window: null,
  };
  const more = folded > 0 ? ` (+${folded} more)` : '';
  if (size?.[1] !== undefined && size[1] + more !== 'data') traced.contents = [size[1] + more];
  if (retransmission) traced.marks = ['retransmission'];
  else if (kind === 'keep-alive') traced.marks = ['keep-alive'];
  else if (label.endsWith('window 0')) traced.marks = ['zero window'];
  return traced;
}

function flagsOf(kind: LadderStep['kind'], label: string): number {
  const ack = label.endsWith('ACK') ? ACK : 0;
  if (kind === 'rst') return RST | ack;
  if (kind === 'syn') return SYN | ack;
  if (kind === 'fin') return FIN | ACK;
  return kind === 'data' ? PUSH | ACK : ACK;
}
