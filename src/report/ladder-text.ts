/**
 * A connection as a ladder: the client on the left, the server on the right, time running down, silence made visible.
 *
 *      time   frame   10.0.0.5:51234                        10.0.3.7:443
 *     0.000      12   │── SYN ─────────────────────────────────────────▶│
 *     0.024      13   │◀────────────────────────────────────── SYN,ACK ─│
 *                     ┊               10.0 s of silence                 ┊
 *    10.082 ●  4711   │◀══════════════════════════════════════════ RST ═│
 */
import type { ConnectionReport, LadderStep } from '../engine/document.ts';
import { clean, shortened } from './clean.ts';
import { addressAndPort } from './endpoint-text.ts';
import { duration, grouped } from './quantities.ts';
import type { Style } from './style.ts';

/** A pause shorter than this is not worth a line. */
const silenceS = 1;

/** Wider ladders only add dashes. */
const mostColumns = 100;

export function ladderLines(
  connection: ConnectionReport,
  width: number,
  style: Style,
  indent: string,
): string[] {
  const steps = connection.ladder ?? [];
  const digits = timeDigits(steps);
  const timeWidth = Math.max(4, ...steps.map((step) => step.atS.toFixed(digits).length));
  const frameWidth = Math.max(5, ...steps.map((step) => String(step.frame).length));
  const left = indent.length + timeWidth + 3 + frameWidth + 2;
  const inner = Math.max(30, Math.min(width, mostColumns) - left - 2);

  const head = `${'s'.padStart(timeWidth)}   ${'frame'.padStart(frameWidth)}`;
  const lines = [`${indent}${style.dim(head)}  ${headNames(connection, inner + 2)}`];
  let beforeS = steps[0]?.atS ?? 0;
  let afterHandshake = false;
  for (const step of steps) {
    if (step.atS - beforeS >= silenceS) {
      const pause = pauseText(step.atS - beforeS, afterHandshake);
      lines.push(' '.repeat(left) + style.yellow(`┊${centred(pause, inner)}┊`));
    }
    beforeS = step.atS;
    afterHandshake = step.kind === 'syn';
    const time = step.atS.toFixed(digits).padStart(timeWidth);
    const frame = String(step.frame).padStart(frameWidth);
    const line = `${time} ${step.cited ? '●' : ' '} ${frame}  ${arrow(step, inner)}`;
    lines.push(indent + stepColour(step, style)(line));
  }
  return lines;
}

/** The ladder goes from the handshake straight to the connection's last steps: what lies between may be anything but silence. */
function pauseText(seconds: number, afterHandshake: boolean): string {
  return `${duration(seconds)} ${afterHandshake ? 'later' : 'of silence'}`;
}

/** Milliseconds, unless frames that matter lie closer together: then microseconds, as Wireshark shows. */
function timeDigits(steps: readonly LadderStep[]): 3 | 6 {
  const close = steps.some((step, i) => {
    const gap = step.atS - (steps[i - 1]?.atS ?? Number.NEGATIVE_INFINITY);
    return gap > 0 && gap < 0.001;
  });
  return close ? 6 : 3;
}

function headNames(connection: ConnectionReport, columns: number): string {
  const client = addressAndPort(connection.client);
  const server = addressAndPort(connection.server);
  const room = columns - client.length - server.length;
  return room > 0 ? client + ' '.repeat(room) + server : `${client} ${server}`;
}

function arrow(step: LadderStep, inner: number): string {
  const label = shortened(labelOf(step), inner - 8);
  const dash = step.kind === 'rst' ? '═' : step.retransmission ? '╌' : '─';
  const run = dash.repeat(Math.max(1, inner - [...label].length - 4 - Number(step.from === 'server')));
  return step.from === 'client' ? `│${dash} ${label} ${run}▶│` : `│◀${run} ${label} ${dash.repeat(2)}│`;
}

function labelOf(step: LadderStep): string {
  const again = step.retransmission ? ', sent again' : '';
  const more = step.folded > 0 ? ` (+${grouped(step.folded)} more)` : '';
  return clean(step.label) + again + more;
}

function stepColour(step: LadderStep, style: Style): (text: string) => string {
  if (step.kind === 'rst') return style.red;
  return step.cited ? style.bold : (text) => text;
}

function centred(text: string, columns: number): string {
  const left = Math.max(0, Math.floor((columns - text.length) / 2));
  return (' '.repeat(left) + text).padEnd(columns);
}
