/** A table of which only the rows on the screen exist. Arrow keys move the active row, Enter opens it. */
import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConnectionColumns } from '../../engine/index.ts';
import { count } from '../../report/quantities.ts';
import type { ColumnInfo } from './column-list.ts';
import { cellOf } from './export.ts';
import { written } from './quiet-connection.ts';
import { type Geometry, positionAt, positionShowing, scrollHeight, scrollTopAt } from './window.ts';

/** In rem, as in table.css: rows grow with the type of the page. */
const ROW_REM = 1.6875;

export interface Sort {
  name: string;
  descending: boolean;
}

interface Props {
  data: ConnectionColumns;
  /** In the order in which they are shown. */
  rows: Uint32Array;
  columns: readonly ColumnInfo[];
  sort: Sort;
  sortBy(name: string): void;
}

export function Grid({ data, rows, columns, sort, sortBy }: Props): VNode {
  const scroller = useRef<HTMLDivElement>(null);
  const [{ rowHeight, viewHeight }, setMeasure] = useState({ rowHeight: 27, viewHeight: 400 });
  const [position, setPosition] = useState(0);
  const [active, setActive] = useState(0);
  const geometry: Geometry = { rows: rows.length, rowHeight, viewHeight };
  useLayoutEffect(() => {
    const { current } = scroller;
    if (current === null) return;
    const measure = (): void => {
      const row = Math.round(
        ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
      );
      // The heading, which stays, takes a row's height.
      setMeasure({ rowHeight: row, viewHeight: Math.max(row, current.clientHeight - row) });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    setActive(0);
    setPosition(0);
    scroller.current?.scrollTo({ top: 0 });
  }, [rows]);

  const onScroll = (): void => {
    const next = positionAt(scroller.current?.scrollTop ?? 0, geometry);
    // Pixels are coarser than rows in a long table: what the keys have set stays.
    const rowsAPixel = rows.length / Math.max(1, scrollHeight(geometry));
    if (Math.abs(next - position) > 1.5 * rowsAPixel) setPosition(next);
  };
  const moveTo = (row: number): void => {
    const to = Math.max(0, Math.min(rows.length - 1, row));
    const next = positionShowing(to, position, geometry);
    setActive(to);
    setPosition(next);
    scroller.current?.scrollTo({ top: scrollTopAt(next, geometry) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') open(cellOf(data, 'stream', rows[active] ?? -1));
    const to = movedBy(event.key, active, Math.floor(viewHeight / rowHeight), rows.length);
    if (to === null || event.altKey || event.metaKey) return;
    event.preventDefault();
    moveTo(to);
  };
  const first = Math.floor(position);
  const shown = rows.subarray(first, first + Math.ceil(viewHeight / rowHeight) + 2);
  const above = scrollTopAt(position, geometry) - (position - first) * rowHeight;
  const below = Math.max(0, scrollHeight(geometry) - above - shown.length * rowHeight);
  return (
    <div class="grid-scroller" ref={scroller} onScroll={onScroll} style={{ '--row': `${rowHeight}px` }}>
      <table
        class="grid"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are chosen with the arrow keys
        role="grid"
        tabIndex={0}
        aria-label={count(rows.length, 'connection')}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={shown.length > 0 ? `row-${active}` : undefined}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          {columns.map(({ name, width }) => (
            <col key={name} style={{ width: `${width + 1}ch` }} />
          ))}
        </colgroup>
        <Head columns={columns} sort={sort} sortBy={sortBy} />
        <tbody>
          <Spacer height={Math.max(0, above)} />
          {Array.from(shown, (row, i) => (
            <Row
              key={row}
              data={data}
              row={row}
              index={first + i}
              active={first + i === active}
              columns={columns}
            />
          ))}
          <Spacer height={below} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are not there. */
function Spacer({ height }: { height: number }): VNode {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it has no cells, and cannot be focused
  return <tr aria-hidden="true" style={{ height: `${height}px` }} />;
}

function movedBy(key: string, active: number, page: number, rows: number): number | null {
  const to: { [key: string]: number } = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: rows - 1,
  };
  return to[key] ?? null;
}

function open(stream: string | number | undefined): void {
  if (stream !== undefined) location.hash = `#/connection/${stream}`;
}

function Head({ columns, sort, sortBy }: Pick<Props, 'columns' | 'sort' | 'sortBy'>): VNode {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map(({ name, title, means, align }) => (
          <th
            key={name}
            scope="col"
            class={align}
            aria-sort={sort.name === name ? (sort.descending ? 'descending' : 'ascending') : 'none'}
          >
            <button type="button" title={means} onClick={() => sortBy(name)}>
              {title}
              <span aria-hidden="true" class="arrow">
                {sort.name === name ? (sort.descending ? ' ↓' : ' ↑') : ''}
              </span>
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface RowProps {
  data: ConnectionColumns;
  row: number;
  index: number;
  active: boolean;
  columns: readonly ColumnInfo[];
}

function Row({ data, row, index, active, columns }: RowProps): VNode {
  const harmed = cellOf(data, 'harm', row) !== 'none';
  const stream = cellOf(data, 'stream', row);
  return (
    <tr
      id={`row-${index}`}
      aria-rowindex={index + 2}
      aria-selected={active}
      class={harmed ? 'harmed' : ''}
      onDblClick={() => open(stream)}
    >
      {columns.map((column) => {
        const { name, align } = column;
        const text = written(column, cellOf(data, name, row));
        return (
          <td key={name} class={align} title={text.length > 14 ? text : undefined}>
            {name === 'stream' ? (
              <a href={`#/connection/${stream}`} tabIndex={-1}>
                {text}
              </a>
            ) : (
              text
            )}
          </td>
        );
      })}
    </tr>
  );
}
