/** When it happened: the whole capture from left to right, a tick for each connection hurt, higher where there are more. */
import type { VNode } from 'preact';
import { extent } from '../../diagnose/extent.ts';
import { clockTime, count, duration } from '../../report/quantities.ts';
import { linearScale, linearTicks } from './scale.ts';
import { useWidth } from './use-width.ts';

const COLUMN = 4;

interface Props {
  /** Seconds since the capture's start. */
  momentsS: readonly number[];
  durationS: number;
  /** ISO time of the first frame; with it, an axis is drawn. */
  start?: string;
  height: number;
}

export function WhenStrip({ momentsS, durationS, start, height }: Props): VNode {
  const [box, width] = useWidth();
  const x = linearScale(0, durationS, Math.max(1, width - COLUMN));
  const columns = new Map<number, number>();
  for (const moment of momentsS) {
    const column = Math.floor(x(moment) / COLUMN);
    columns.set(column, (columns.get(column) ?? 0) + 1);
  }
  const most = Math.max(4, ...columns.values());
  const floor = start === undefined ? height - 1 : height - 20;
  return (
    <div ref={box} class="strip">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={spoken(momentsS, durationS)}>
        <line class="ground" x1={0} x2={width} y1={floor} y2={floor} />
        {[...columns].map(([column, n]) => {
          const tall = Math.max(5, (n / most) * (floor - 2));
          return (
            <rect
              key={column}
              class="tick"
              x={column * COLUMN}
              width={COLUMN - 1}
              y={floor - tall}
              height={tall}
            />
          );
        })}
        {start !== undefined && <TimeAxis start={start} durationS={durationS} width={width} y={floor} />}
      </svg>
    </div>
  );
}

function TimeAxis({
  start,
  durationS,
  width,
  y,
}: {
  start: string;
  durationS: number;
  width: number;
  y: number;
}): VNode {
  const x = linearScale(0, durationS, width);
  const ticks = linearTicks(durationS, Math.max(2, Math.floor(width / 110)));
  return (
    <g class="axis">
      {ticks.map((second) => (
        <g key={second} transform={`translate(${x(second)} ${y})`}>
          <line y1={0} y2={5} />
          <text y={17} text-anchor={second === 0 ? 'start' : x(second) > width - 40 ? 'end' : 'middle'}>
            {clockAt(start, second, durationS)}
          </text>
        </g>
      ))}
    </g>
  );
}

function clockAt(start: string, second: number, durationS: number): string {
  const iso = new Date(Date.parse(start) + second * 1000).toISOString();
  const time = clockTime(iso, durationS > 86_400);
  return durationS > 5 ? time.slice(0, -4) : time;
}

function spoken(momentsS: readonly number[], durationS: number): string {
  if (momentsS.length === 0) return 'When: not known';
  const { least, most } = extent(momentsS);
  return `When: ${count(momentsS.length, 'connection')}, from ${duration(least)} to ${duration(most)} into a capture of ${duration(durationS)}`;
}
