/**
 * The ladder of one connection: time runs down, the client on the left, the server on the right. Rows are a list in the
 * document, so that they can be read, selected, printed and walked through by keyboard; only the arrows are drawn.
 */
import type { VNode } from 'preact';
import { useId, useMemo, useRef, useState } from 'preact/hooks';
import type { ConnectionReport, ConnectionTrace } from '../../engine/index.ts';
import { clean } from '../../report/clean.ts';
import { addressAndPort, endpointName } from '../../report/endpoint-text.ts';
import { sentence } from '../../report/sentence.ts';
import { Details } from './details.tsx';
import { LadderRow } from './ladder-row.tsx';
import { type Row, rowsOf, withoutPlainAcks } from './rows.ts';
import { farOffset, tripOf } from './slant.ts';
import { Toolbar } from './toolbar.tsx';

export interface LadderProps {
  trace: ConnectionTrace;
  /** Its verdict, where the document lists it: the frames it cites, where the capture was taken. */
  connection: ConnectionReport | null;
}

export function Ladder({ trace, connection }: LadderProps): VNode {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [acks, setAcks] = useState(false);
  const [zoom, setZoom] = useState(1);
  const [active, setActive] = useState(0);
  const [hovered, setHovered] = useState(-1);
  const list = useRef<HTMLOListElement>(null);
  const help = useId();
  const says = useMemo(() => sayingsOf(connection), [connection]);
  const rows = useMemo(() => {
    const cited = new Set(says.keys());
    const frames = acks ? trace.frames : withoutPlainAcks(trace.frames, cited);
    return rowsOf(frames, cited, open);
  }, [trace, says, acks, open]);
  const trip = tripOf(connection);
  const current = Math.min(active, rows.length - 1);
  const toggle = (row: Row | undefined): void => {
    if (row?.kind === 'fold' && row.frames.length > 0) setOpen(toggled(open, row.key));
  };
  const go = (to: number): void => {
    const index = Math.max(0, Math.min(rows.length - 1, to));
    setActive(index);
    (list.current?.children[index] as HTMLElement | undefined)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Record<string, () => void> = {
      ArrowDown: () => go(current + 1),
      ArrowUp: () => go(current - 1),
      PageDown: () => go(current + 10),
      PageUp: () => go(current - 10),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      Enter: () => toggle(rows[current]),
      ' ': () => toggle(rows[current]),
      c: () => go(nextCited(rows, current, says)),
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    step();
  };
  const digits = timeDigits(rows);
  return (
    <section
      class="ladder"
      aria-label={`Ladder of TCP stream ${trace.stream}`}
      style={{ fontSize: `${zoom}em` }}
    >
      <Toolbar acks={acks} setAcks={setAcks} zoom={zoom} setZoom={setZoom} trace={trace} help={help} />
      <div class="ladder-ends" aria-hidden="true">
        <span class="ladder-time">seconds</span>
        <span class="ladder-frame">frame</span>
        <span class="ladder-hosts">
          <Host name={addressAndPort(trace.client)} side="client" connection={connection} />
          <Host name={endpointName(trace.server)} side="server" connection={connection} />
        </span>
      </div>
      <ol ref={list} aria-describedby={help} onKeyDown={onKeyDown} onPointerLeave={() => setHovered(-1)}>
        {rows.map((row, index) => (
          <LadderRow
            key={keyOf(row)}
            row={row}
            says={row.kind === 'frame' ? (says.get(row.frame.frame) ?? []) : []}
            far={farOffset(rows, index, trip)}
            near={trip?.near ?? 'client'}
            digits={digits}
            isActive={index === current}
            isOpen={row.kind === 'fold' && open.has(row.key)}
            onFocus={() => setActive(index)}
            onPoint={() => setHovered(index)}
            onToggle={() => toggle(row)}
          />
        ))}
      </ol>
      <Details rows={rows} index={hovered >= 0 ? hovered : current} />
    </section>
  );
}

/** What the verdict says of each frame it cites. */
function sayingsOf(connection: ConnectionReport | null): ReadonlyMap<number, string[]> {
  const says = new Map<number, string[]>();
  for (const { frame, says: text } of connection?.evidence ?? []) {
    says.set(frame, [...(says.get(frame) ?? []), sentence(clean(text, 400))]);
  }
  return says;
}

function keyOf(row: Row): string {
  return row.kind === 'frame' ? String(row.frame.frame) : row.key;
}

function toggled(open: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(open);
  if (!next.delete(key)) next.add(key);
  return next;
}

function nextCited(rows: readonly Row[], from: number, says: ReadonlyMap<number, string[]>): number {
  const isCited = (row: Row): boolean => row.kind === 'frame' && says.has(row.frame.frame);
  const next = rows.findIndex((row, index) => index > from && isCited(row));
  return next >= 0 ? next : Math.max(0, rows.findIndex(isCited));
}

/** Milliseconds, unless frames lie closer together: then microseconds, as Wireshark shows. */
function timeDigits(rows: readonly Row[]): 3 | 6 {
  const times = rows.flatMap((row) => (row.kind === 'frame' ? [row.frame.atS] : []));
  return times.some((time, index) => time - (times[index - 1] ?? Number.NEGATIVE_INFINITY) < 0.001) ? 6 : 3;
}

function Host({ name, side, connection }: HostProps): VNode {
  return (
    <span>
      <span class="mono">{name}</span>
      <br />
      <span class="ladder-role">{connection?.vantage === side ? `${side}, captured here` : side}</span>
    </span>
  );
}

interface HostProps {
  name: string;
  side: 'client' | 'server';
  connection: ConnectionReport | null;
}
