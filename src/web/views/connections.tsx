/** All connections: a table to sort, filter and take away. What is chosen is in the address, and so can be sent. */
import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ConnectionColumns } from '../../engine/index.ts';
import { grouped } from '../../report/quantities.ts';
import { saveFile } from '../hand-over/save-file.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { routeTo } from '../route.ts';
import type { Analysed } from '../session.ts';
import { ColumnChooser } from '../table/column-chooser.tsx';
import { type ColumnInfo, columnInfo, columnList } from '../table/column-list.ts';
import { documentColumns } from '../table/document-columns.ts';
import { csvPieces, jsonExport } from '../table/export.ts';
import { Grid, type Sort } from '../table/grid.tsx';
import { compileQuery, QueryError, type RowTest } from '../table/query.ts';
import { QueryHelp } from '../table/query-help.tsx';
import { orderedRows } from '../table/row-order.ts';

/** Longer display filters do not fit Wireshark's filter bar. */
const MOST_FILTER_STREAMS = 200;

export function ConnectionsView({
  analysed,
  parameters,
}: {
  analysed: Analysed;
  parameters: URLSearchParams;
}): VNode {
  const data = useMemo(() => analysed.columns ?? documentColumns(analysed.document), [analysed]);
  const [query, setQuery] = useState(parameters.get('q') ?? '');
  const [sort, setSort] = useState<Sort>(() => sortFrom(parameters.get('sort') ?? ''));
  const [names, setNames] = useState(() => namesFrom(parameters.get('columns')));
  useEffect(() => rememberInAddress(query, sort, names), [query, sort, names]);
  const ordered = useMemo(() => orderOf(data, sort), [data, sort]);
  const { rows, problem } = useFiltered(data, ordered, query);
  const available = columnList.filter(({ name }) => hasContent(data, name));
  const columns = available.filter(({ name }) => names.includes(name));
  const sortBy = (name: string): void =>
    setSort((now) => ({ name, descending: now.name === name ? !now.descending : startsDescending(name) }));
  return (
    <article class="wide">
      <h1>Connections</h1>
      <form class="query" onSubmit={(event) => event.preventDefault()}>
        <input
          type="search"
          aria-label="Filter"
          aria-describedby="matches"
          aria-invalid={problem !== ''}
          placeholder="cause:keepalive-race server:10.0.3.7 durationS>10"
          spellcheck={false}
          value={query}
          onInput={({ currentTarget }) => setQuery(currentTarget.value)}
        />
        <p id="matches" role="status" class={problem === '' ? '' : 'problem'}>
          {problem === '' ? `${grouped(rows.length)} of ${grouped(data.count)}` : problem}
        </p>
      </form>
      <div class="tools">
        <QueryHelp />
        <ColumnChooser columns={available} chosen={names} choose={setNames} />
        <TakeAway data={data} rows={rows} columns={columns} />
      </div>
      <Grid data={data} rows={rows} columns={columns} sort={sort} sortBy={sortBy} />
    </article>
  );
}

/** A column that is empty in every row (names, in most captures of plain HTTP) only takes room. */
function hasContent({ columns }: ConnectionColumns, name: string): boolean {
  const column = columns[name];
  return column !== undefined && (column.kind === 'number' || column.texts.some((text) => text !== ''));
}

/** A query that is being typed makes no sense now and then: the rows stay as they were. */
function useFiltered(
  data: ConnectionColumns,
  ordered: Uint32Array,
  query: string,
): { rows: Uint32Array; problem: string } {
  const [test, setTest] = useState<RowTest>(() => () => true);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    try {
      const compiled = compileQuery(query, data);
      setTest(() => compiled);
      setProblem('');
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      setProblem(error.message);
    }
  }, [data, query]);
  const rows = useMemo(() => ordered.filter(test), [ordered, test]);
  return { rows, problem };
}

function orderOf(data: ConnectionColumns, { name, descending }: Sort): Uint32Array {
  const column = data.columns[name] ?? data.columns.stream;
  return column === undefined ? new Uint32Array(0) : orderedRows(column, data.count, descending);
}

/** The largest of numbers, and the first of texts and streams, are what one looks for. */
function startsDescending(name: string): boolean {
  return (
    columnInfo(name)?.align === 'right' && !['stream', 'startS', 'serverPort', 'clientPort'].includes(name)
  );
}

function sortFrom(text: string): Sort {
  const name = text.replace(/^-/, '');
  return columnInfo(name) === undefined
    ? { name: 'stream', descending: false }
    : { name, descending: text.startsWith('-') };
}

const usual = columnList.filter((one) => one.usual).map(({ name }) => name);

function namesFrom(text: string | null): string[] {
  const names = (text ?? '').split(',').filter((name) => columnInfo(name) !== undefined);
  return names.length === 0 ? usual : names;
}

function rememberInAddress(query: string, sort: Sort, names: readonly string[]): void {
  const parameters = new URLSearchParams();
  if (query !== '') parameters.set('q', query);
  if (sort.name !== 'stream' || sort.descending)
    parameters.set('sort', (sort.descending ? '-' : '') + sort.name);
  if (names.join() !== usual.join()) parameters.set('columns', names.join());
  history.replaceState(null, '', routeTo('connections', parameters));
}

interface TakeAwayProps {
  data: ConnectionColumns;
  rows: Uint32Array;
  columns: readonly ColumnInfo[];
}

function TakeAway({ data, rows, columns }: TakeAwayProps): VNode {
  const names = columns.map(({ name }) => name);
  const streams = data.columns.stream;
  const filterable = rows.length > 0 && rows.length <= MOST_FILTER_STREAMS && streams?.kind === 'number';
  return (
    <>
      <button
        type="button"
        onClick={() => saveFile('connections.csv', 'text/csv', csvPieces(data, rows, names))}
      >
        Save as CSV
      </button>
      <button
        type="button"
        onClick={() => saveFile('connections.json', 'application/json', jsonExport(data, rows, names))}
      >
        Save as JSON
      </button>
      {filterable && (
        <span class="filter">
          Wireshark filter{' '}
          <CopyButton
            text={`tcp.stream in {${Array.from(rows, (row) => streams.values[row]).join(', ')}}`}
            what="the display filter of these connections"
          />
        </span>
      )}
    </>
  );
}
