import { expect, test } from 'vitest';
import {
  closed,
  data,
  finished,
  type Line,
  ok,
  opened,
  play,
  settings,
  stopped,
  timeUp,
} from '../../../test/probe/playbook.ts';
import type { Dialogue } from '../machine.ts';
import { type StallPoint, stalled } from './stalled.ts';

/** The one stalled connection, as the step starts it. */
function oneOf(point: StallPoint): Dialogue<unknown> {
  const machine = stalled(settings, point);
  machine.next();
  const { value } = machine.next(ok(0));
  const [task] = (value as { tasks: readonly Dialogue<unknown>[] }).tasks;
  if (task === undefined) throw new Error('no task');
  return task;
}

const begin: Line[] = [
  [{ do: 'wait', untilMs: 0 }, timeUp(0)],
  [{ do: 'turn' }, ok(1)],
  [{ do: 'connect' }, opened(10)],
];
const halfHead: Line = ['GET /page HTTP/1.1\r\n', ok(11)];
const halfBody: Line = ['POST /page HTTP/1.1\r\n', ok(11)];

test('nothing is sent, and the time counts from the connection', () => {
  expect(
    play(oneOf('first-byte'), [...begin, [{ do: 'read', untilMs: 130_010 }, closed(2010)]]),
  ).toMatchObject({ kind: 'closed', afterMs: 2000, how: 'fin' });
});

test('half a head: a 408 is the moment of giving up', () => {
  const script: Line[] = [
    ...begin,
    halfHead,
    [{ do: 'read' }, data(2011, 'HTTP/1.1 408 X\r\n\r\n')],
    [{ do: 'read' }, closed(2200)],
  ];
  expect(play(oneOf('header'), script)).toMatchObject({ kind: 'closed', afterMs: 2000, status: 408 });
});

test('half a body: a response at once means that nobody waits for the rest', () => {
  const script: Line[] = [...begin, halfBody, [{ do: 'read' }, data(20, 'HTTP/1.1 405 X\r\n\r\n')]];
  expect(play(oneOf('body'), script)).toMatchObject({ kind: 'answered', status: 405 });
});

test('a server that waits longer than the probe does', () => {
  expect(play(oneOf('header'), [...begin, halfHead, [{ do: 'read' }, timeUp(130_011)]])).toMatchObject({
    kind: 'open',
    afterMs: 130_000,
  });
});

test('told to stop before its turn, nothing is opened', () => {
  expect(
    play(oneOf('body'), [
      [{ do: 'wait' }, timeUp(0)],
      [{ do: 'turn' }, stopped(1)],
    ]),
  ).toMatchObject({ kind: 'failed' });
});

const summary = (...stalls: object[]) =>
  play(stalled(settings, 'header'), [
    [{ do: 'say' }, ok(0)],
    [{ do: 'together' }, finished(0, stalls)],
  ]);

test('the samples become a bracket', () => {
  const close = { kind: 'closed', afterMs: 2000, doubtMs: 0, how: 'fin', status: 408 };
  expect(summary(close, { ...close, afterMs: 2005 })).toMatchObject({
    outcome: 'closes',
    low: 1.98,
    high: 2.02,
    status: 408,
    samples: 2,
  });
  expect(summary({ kind: 'answered', status: 405 })).toMatchObject({
    outcome: 'answered-first',
    status: 405,
  });
  expect(summary({ kind: 'open', afterMs: 7000 })).toMatchObject({ outcome: 'not-within', maxS: 7 });
  expect(summary({ kind: 'failed' })).toBeNull();
});
