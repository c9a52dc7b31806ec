/** A connection that the document does not list, since nothing befell it: drawn from its row of the columns. */
import type { TracedConnection } from '../../evidence/trace-recorder.ts';
import { clean } from '../../report/clean.ts';
import type { Analysed } from '../session.ts';
import { type ColumnInfo, columnList } from './column-list.ts';
import { cellOf } from './export.ts';

/** Undefined: there is no such stream. */
export function quietConnection(
  { columns, document }: Analysed,
  stream: number,
): TracedConnection | undefined {
  if (columns === null || !(stream < columns.count)) return undefined;
  const text = (name: string): string => String(cellOf(columns, name, stream));
  const number = (name: string): number => Number(cellOf(columns, name, stream));
  const server = { address: text('server'), port: number('serverPort') };
  return {
    stream,
    client: { address: text('client'), port: number('clientPort') },
    server: text('name') === '' ? server : { ...server, name: text('name') },
    start: new Date(Date.parse(document.capture.start) + number('startS') * 1000).toISOString(),
  };
}

const inTitle = new Set(['stream', 'client', 'clientPort', 'server', 'serverPort', 'name']);

export function quietFacts({ columns }: Analysed, stream: number): { label: string; text: string }[] {
  if (columns === null) return [];
  const known = columnList.filter(({ name }) => name in columns.columns && !inTitle.has(name));
  return known.map((info) => ({
    label: info.title.toLowerCase(),
    text: written(info, cellOf(columns, info.name, stream)),
  }));
}

export function written({ write }: ColumnInfo, cell: string | number): string {
  return typeof cell === 'number' ? write(cell) : clean(cell, 120);
}
