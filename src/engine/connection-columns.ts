/**
 * Every connection as columns: a million of them are some dozen typed arrays, which a page can sort, filter and hand from
 * thread to thread, where a million objects would fill its memory. The row's index is the stream number.
 */

import { protocols } from '../flow/connection.ts';
import { enders, endings } from '../flow/ending.ts';
import { isIdleClose, RowAt, type RowField } from '../flow/row-store.ts';
import { addressText } from './addresses.ts';
import type { AnalysisFacts } from './analyzer.ts';
import { endpointOf } from './endpoints.ts';

export interface NumberColumn {
  kind: 'number';
  values: Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
}

export interface TextColumn {
  kind: 'text';
  /** Index into `texts`. Untrusted text, where it came from the capture. */
  codes: Uint32Array<ArrayBuffer>;
  texts: string[];
}

export type Column = NumberColumn | TextColumn;

/** Times in seconds, `startS` since the capture's first frame. */
export interface ConnectionColumns {
  count: number;
  columns: { [name: string]: Column };
}

const wholeNumbers = {
  turns: RowAt.turns,
  retransmissions: RowAt.retransmissions,
  outOfOrder: RowAt.outOfOrder,
  duplicateAcks: RowAt.duplicateAcks,
  zeroWindows: RowAt.zeroWindows,
  keepAlives: RowAt.keepAlives,
} as const satisfies { [column: string]: RowField };

export function connectionColumns(facts: AnalysisFacts): ConnectionColumns {
  const { rows } = facts.tracker;
  const { count } = rows;
  const columns: ConnectionColumns['columns'] = {
    stream: { kind: 'number', values: Uint32Array.from({ length: count }, (_, row) => row) },
    ...endpointColumns(facts),
    ...verdictColumns(facts),
    protocol: fromCodes(count, protocols, (row) => rows.getU8(row, RowAt.protocol)),
    ending: fromCodes(count, endings, (row) => rows.getU8(row, RowAt.ending)),
    endedBy: fromCodes(count, enders, (row) => rows.getU8(row, RowAt.endedBy)),
    startS: secondsColumn(count, (row) => rows.getF64(row, RowAt.startNs)),
    durationS: secondsColumn(
      count,
      (row) => rows.getF64(row, RowAt.lastNs) - rows.getF64(row, RowAt.startNs),
    ),
    maxIdleS: secondsColumn(count, (row) => Math.max(0, rows.getF64(row, RowAt.maxIdleNs))),
    resets: whole(count, (row) => facts.tracker.rstLog.list(rows.getU32(row, RowAt.lastRst)).length),
  };
  for (const [name, field] of Object.entries(wholeNumbers))
    columns[name] = whole(count, (row) => rows.getU32(row, field));
  return { count, columns };
}

function endpointColumns({ tracker, summary }: AnalysisFacts): ConnectionColumns['columns'] {
  const { rows, servers } = tracker;
  const { count } = rows;
  const client = (row: number): 0 | 1 => (rows.getU8(row, RowAt.clientIndex) === 1 ? 1 : 0);
  const server = (row: number): 0 | 1 => (client(row) === 1 ? 0 : 1);
  const names = servers.all.map((facts) => {
    if (servers.standsForMany(facts.id)) return '';
    const [seen] = facts.texts.names;
    const name = seen ?? summary.names.get(addressText(rows, facts.row, facts.serverIndex));
    return name === undefined ? '' : (endpointOf(rows, facts.row, facts.serverIndex, name).name ?? '');
  });
  const frames = (row: number, side: 0 | 1): number =>
    rows.getU32(row, side === 0 ? RowAt.framesA : RowAt.framesB);
  const bytes = (row: number, side: 0 | 1): number =>
    rows.getF64(row, side === 0 ? RowAt.bytesA : RowAt.bytesB);
  return {
    client: fromTexts(count, (row) => addressText(rows, row, client(row))),
    clientPort: whole(count, (row) => rows.port(row, client(row))),
    server: fromTexts(count, (row) => addressText(rows, row, server(row))),
    serverPort: whole(count, (row) => rows.port(row, server(row))),
    name: fromTexts(count, (row) => names[rows.getU32(row, RowAt.server)] as string),
    frames: whole(count, (row) => frames(row, 0) + frames(row, 1)),
    bytesSent: {
      kind: 'number',
      values: Float64Array.from({ length: count }, (_, row) => bytes(row, client(row))),
    },
    bytesReceived: {
      kind: 'number',
      values: Float64Array.from({ length: count }, (_, row) => bytes(row, server(row))),
    },
  };
}

function verdictColumns(facts: AnalysisFacts): ConnectionColumns['columns'] {
  const { rows } = facts.tracker;
  const { count } = rows;
  const cause = fromTexts(count, (row) => (isIdleClose(rows, row) ? 'idle-close' : 'healthy'));
  const harm = fromTexts(count, () => 'none');
  const codeOf = ({ texts }: TextColumn, text: string): number => {
    const found = texts.indexOf(text);
    return found >= 0 ? found : texts.push(text) - 1;
  };
  for (const { reading, verdict } of facts.diagnoses) {
    const row = reading.connection.stream;
    cause.codes[row] = codeOf(cause, verdict.cause ?? 'healthy');
    harm.codes[row] = codeOf(harm, verdict.harm);
  }
  return { cause, harm };
}

function secondsColumn(count: number, nsOf: (row: number) => number): NumberColumn {
  const values = Float64Array.from({ length: count }, (_, row) => Math.round(nsOf(row) / 1e3) / 1e6);
  return { kind: 'number', values };
}

function whole(count: number, numberOf: (row: number) => number): NumberColumn {
  return { kind: 'number', values: Uint32Array.from({ length: count }, (_, row) => numberOf(row)) };
}

function fromCodes(count: number, texts: readonly string[], codeOf: (row: number) => number): TextColumn {
  return {
    kind: 'text',
    codes: Uint32Array.from({ length: count }, (_, row) => codeOf(row)),
    texts: [...texts],
  };
}

function fromTexts(count: number, textOf: (row: number) => string): TextColumn {
  const codes = new Map<string, number>();
  const texts: string[] = [];
  const codeOf = (row: number): number => {
    const text = textOf(row);
    const known = codes.get(text);
    if (known !== undefined) return known;
    codes.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return { kind: 'text', codes: Uint32Array.from({ length: count }, (_, row) => codeOf(row)), texts };
}
