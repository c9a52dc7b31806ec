/**
 * Idle time against outcome: every reuse of an idle connection, and every idle close, by how long the connection had been
 * idle. A timeout shows as an edge: left of it requests are answered, right of it they are hurt or the connection is gone.
 */
import type { VNode } from 'preact';
import { extent } from '../../diagnose/extent.ts';
import { duration, grouped } from '../../report/quantities.ts';
import type { NumberedIncident } from '../incidents.ts';
import { type Lane, lanesOf, type Mark, stackMarks } from './idle-lanes.ts';
import { logScale, logTicks, type Scale } from './scale.ts';
import { useWidth } from './use-width.ts';

const LANE_HEIGHT = 62;
const LABEL_HEIGHT = 20;
const BAND_LABEL_HEIGHT = 26;
const AXIS_HEIGHT = 24;
const MARK = 7;

export function IdlePlot({ incident }: { incident: NumberedIncident }): VNode | null {
  const [box, width] = useWidth();
  const lanes = lanesOf(incident);
  const bracket = incident.incident.inferred.idleTimeoutS;
  const all = lanes.flatMap(({ marks }) => marks.map(({ valueS }) => valueS));
  if (all.length === 0 || bracket === undefined) return null;
  const top = Math.max(extent(all).most, bracket.high ?? 0) * 1.4;
  const shortest = extent(all.filter((value) => value > 0)).least;
  const bottom = Math.max(Math.min(shortest, top) / 1.4, top / 3000);
  const x = logScale(bottom, top, width);
  const height = BAND_LABEL_HEIGHT + lanes.length * (LANE_HEIGHT + LABEL_HEIGHT) + AXIS_HEIGHT;
  return (
    <figure class="plot">
      <div ref={box}>
        <svg viewBox={`0 0 ${width} ${height}`} aria-label={spoken(lanes)}>
          <Band x={x} low={bracket.low} high={bracket.high} width={width} height={height - AXIS_HEIGHT} />
          {lanes.map((lane, i) => (
            <LaneMarks
              key={lane.id}
              lane={lane}
              x={x}
              width={width}
              top={BAND_LABEL_HEIGHT + i * (LANE_HEIGHT + LABEL_HEIGHT)}
            />
          ))}
          <Axis x={x} from={bottom} to={top} y={height - AXIS_HEIGHT} width={width} />
        </svg>
      </div>
      <figcaption>{edgeSentence(lanes)}</figcaption>
    </figure>
  );
}

function Band(props: {
  x: Scale;
  low: number | null;
  high: number | null;
  width: number;
  height: number;
}): VNode {
  const { x, low, high, width, height } = props;
  const from = low === null ? 0 : Math.min(x(low), width);
  const to = high === null ? width : x(high);
  const middle = (from + to) / 2;
  const anchor = middle < 110 ? 'start' : middle > width - 110 ? 'end' : 'middle';
  const at = anchor === 'start' ? 0 : anchor === 'end' ? width : middle;
  return (
    <g class="band">
      <rect
        x={Math.min(from, to - 3)}
        y={BAND_LABEL_HEIGHT - 6}
        width={Math.max(3, to - from)}
        height={height - BAND_LABEL_HEIGHT + 6}
      />
      <text x={at} y={14} text-anchor={anchor}>
        timeout {bracketText(low, high)}
      </text>
    </g>
  );
}

function bracketText(low: number | null, high: number | null): string {
  if (low === null) return `at most ${duration(high ?? 0)}`;
  if (high === null) return `over ${duration(low)}`;
  return duration(low) === duration(high) ? duration(low) : `${duration(low)} to ${duration(high)}`;
}

function LaneMarks({ lane, x, top, width }: { lane: Lane; x: Scale; top: number; width: number }): VNode {
  const floor = top + LABEL_HEIGHT + LANE_HEIGHT - 6;
  const stacked = stackMarks(lane.marks, x, MARK, Math.floor((LANE_HEIGHT - 10) / MARK));
  return (
    <g class={`lane ${lane.id}`}>
      <text x={0} y={top + 14}>
        <tspan class="lane-name">{lane.title}</tspan>
        <tspan class="lane-count" dx={8}>
          {lane.countText}
        </tspan>
      </text>
      <line x1={0} x2={width} y1={floor + 4} y2={floor + 4} />
      {stacked.map(({ at, level, scale, mark }) => (
        <MarkShape key={`${at} ${level}`} lane={lane} mark={mark} x={at} y={floor - level * MARK * scale} />
      ))}
    </g>
  );
}

/** Shape and place say what colour says: a ring was answered, a bar was closed, a cross was hurt. */
function MarkShape({ lane, mark, x, y }: { lane: Lane; mark: Mark; x: number; y: number }): VNode {
  const shape =
    lane.id === 'hurt' ? (
      <path d={`M${x - 2.6} ${y - 2.6}l5.2 5.2m0 -5.2l-5.2 5.2`} />
    ) : lane.id === 'closed' ? (
      <path d={`M${x} ${y - 2.8}v5.6`} />
    ) : (
      <circle cx={x} cy={y} r={2.4} />
    );
  if (mark.stream === null) return shape;
  const text = `stream ${mark.stream}: idle ${duration(mark.valueS)}`;
  return (
    <a href={`#/connection/${mark.stream}`} tabIndex={-1} aria-label={text}>
      <title>{text}</title>
      <rect class="target" x={x - 4} y={y - 4} width={8} height={8} />
      {shape}
    </a>
  );
}

function Axis({
  x,
  from,
  to,
  y,
  width,
}: {
  x: Scale;
  from: number;
  to: number;
  y: number;
  width: number;
}): VNode {
  const ticks = logTicks(from, to, width / 60);
  return (
    <g class="axis">
      {ticks.map((value) => (
        <g key={value} transform={`translate(${x(value)} ${y})`}>
          <line y1={-4} y2={2} />
          <text y={15} text-anchor={x(value) < 20 ? 'start' : x(value) > width - 20 ? 'end' : 'middle'}>
            {duration(value)}
          </text>
        </g>
      ))}
    </g>
  );
}

function spoken(lanes: readonly Lane[]): string {
  const parts = lanes.map(({ title, countText }) => `${title}: ${countText}`);
  return `Idle time before reuse, by outcome. ${parts.join('. ')}. ${edgeSentence(lanes)}`;
}

/** The edge in words, for those who do not see it, and for those who forward it. */
function edgeSentence(lanes: readonly Lane[]): string {
  const valuesOf = (id: Lane['id']): number[] =>
    lanes.find((lane) => lane.id === id)?.marks.map(({ valueS }) => valueS) ?? [];
  const answered = valuesOf('answered');
  const hurt = valuesOf('hurt');
  if (hurt.length === 0) return '';
  const shortest = extent(hurt).least;
  if (answered.length === 0)
    return `No reuse was answered; the shortest idle time that hurt was ${duration(shortest)}.`;
  const longest = extent(answered).most;
  if (longest < shortest)
    return `No reuse after more than ${duration(longest)} of silence was answered; from ${duration(shortest)} on, all were hurt.`;
  const beyond = answered.filter((value) => value >= shortest).length;
  return `The shortest idle time that hurt was ${duration(shortest)}; ${grouped(beyond)} longer ones were answered: the timer is not the same everywhere, or something else decides.`;
}
