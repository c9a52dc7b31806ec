/**
 * `whyreset connections`: one line per TCP connection, facts only, in order of stream.
 */
import type { ConnectionLine } from '../engine/document.ts';
import { clean } from './clean.ts';
import { addressAndPort, endpointName } from './endpoint-text.ts';
import { bytes, duration, grouped } from './quantities.ts';
import { createStyle } from './style.ts';
import { type Alignment, pagedColumns } from './table.ts';

const head = [
  'stream',
  'client',
  'server',
  'protocol',
  'lasted',
  'frames',
  'sent',
  'received',
  'turns',
  'idle',
  'ending',
  'notes',
];
const alignments: Alignment[] = [
  'right',
  'left',
  'left',
  'left',
  'right',
  'right',
  'right',
  'right',
  'right',
  'right',
  'left',
  'left',
];

export function* connectionsText(lines: Iterable<ConnectionLine>, color: boolean): Generator<string> {
  const style = createStyle(color);
  for (const { line, row } of pagedColumns(head, lines, cells, alignments)) {
    yield row === undefined ? style.dim(line) : row.rstFrames.length > 0 ? style.yellow(line) : line;
  }
}

/** NDJSON: one object per line. */
export function* connectionsJson(lines: Iterable<ConnectionLine>): Generator<string> {
  for (const line of lines) yield JSON.stringify(line);
}

function cells(line: ConnectionLine): string[] {
  return [
    String(line.stream),
    addressAndPort(line.client) + (line.roles === 'judged' ? '?' : ''),
    endpointName(line.server),
    clean(line.protocol, 20),
    duration(line.durationS),
    grouped(line.frames.client + line.frames.server),
    bytes(line.bytes.client),
    bytes(line.bytes.server),
    grouped(line.turns),
    duration(line.maxIdleS),
    line.endedBy === 'none' ? line.ending : `${line.ending} by ${line.endedBy}`,
    notes(line),
  ];
}

/** Only what is out of the ordinary. */
function notes(line: ConnectionLine): string {
  const { rstFrames } = line;
  const resets = rstFrames.slice(0, 3).map(({ frame }) => frame);
  const counts: [string, number][] = [
    ['retransmissions', line.retransmissions],
    ['out-of-order', line.outOfOrder],
    ['duplicate ACKs', line.duplicateAcks],
    ['zero windows', line.zeroWindows],
    ['keep-alives', line.keepAlives],
  ];
  const found = counts.filter(([, n]) => n > 0).map(([what, n]) => `${what} ${grouped(n)}`);
  if (resets.length > 0) found.unshift(`RST in ${resets.join(', ')}${rstFrames.length > 3 ? ' …' : ''}`);
  return found.join(', ');
}
