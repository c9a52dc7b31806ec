/** The idle plot's data: three outcomes, their idle times, and where each mark stands. */
import { count, grouped } from '../../report/quantities.ts';
import type { NumberedIncident } from '../incidents.ts';
import type { Scale } from './scale.ts';

export interface Mark {
  valueS: number;
  /** To jump to; null where only the time was kept. */
  stream: number | null;
}

export interface Lane {
  id: 'answered' | 'closed' | 'hurt';
  title: string;
  countText: string;
  marks: Mark[];
}

/** The edge lies among the longest that were answered and the shortest that were not. */
const MOST_MARKS = 1000;

export function lanesOf({ incident, members }: NumberedIncident): Lane[] {
  const outcomes = incident.idleOutcomes ?? { answeredS: [], answered: 0, closedS: [], closed: 0 };
  const hurt = members
    .flatMap(({ stream, idleBeforeS, harm }) =>
      idleBeforeS === null || harm === 'none' ? [] : [{ valueS: idleBeforeS, stream }],
    )
    .sort((a, b) => a.valueS - b.valueS);
  const lanes: Lane[] = [
    {
      id: 'answered',
      title: 'Reused, and answered',
      countText: countText(outcomes.answered, outcomes.answeredS.length, 'reuse', 'longest'),
      marks: outcomes.answeredS.map((valueS) => ({ valueS, stream: null })),
    },
    {
      id: 'closed',
      title: 'Closed by the server, nobody hurt',
      countText: countText(outcomes.closed, outcomes.closedS.length, 'close', 'longest'),
      marks: outcomes.closedS.map((valueS) => ({ valueS, stream: null })),
    },
    {
      id: 'hurt',
      title: 'Reused, and hurt',
      countText: countText(hurt.length, MOST_MARKS, 'reuse', 'shortest'),
      marks: hurt.slice(0, MOST_MARKS),
    },
  ];
  return lanes.filter(({ id, marks }) => id !== 'closed' || marks.length > 0);
}

function countText(all: number, shown: number, noun: string, which: 'longest' | 'shortest'): string {
  return all > shown
    ? `${count(all, noun)}, the ${grouped(shown)} ${which} idle times shown`
    : count(all, noun);
}

export interface StackedMark {
  mark: Mark;
  /** Pixels from the left. */
  at: number;
  /** Place in its column, from 0 at the bottom. */
  level: number;
  /** Below 1 where the fullest column would not fit otherwise. */
  scale: number;
}

/** Marks of (nearly) the same time stand on each other, so that their number is seen. */
export function stackMarks(marks: readonly Mark[], x: Scale, size: number, levels: number): StackedMark[] {
  const heights = new Map<number, number>();
  const placed = marks.map((mark) => {
    const at = Math.round(x(mark.valueS) / size) * size;
    const level = heights.get(at) ?? 0;
    heights.set(at, level + 1);
    return { mark, at, level };
  });
  const scale = Math.min(1, levels / Math.max(1, ...heights.values()));
  return placed.map((one) => ({ ...one, scale }));
}
