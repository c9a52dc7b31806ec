import { describe, expect, test } from 'vitest';
import { finished, type Line, ok, play, settings } from '../../../test/probe/playbook.ts';
import { idleTimeout } from './idle-timeout.ts';
import type { ParkedConnection } from './park.ts';

const plain = { announcedS: null, tcpKeepAlive: false };
const close = (afterMs: number, more: Partial<ParkedConnection> = {}): ParkedConnection =>
  ({ kind: 'closed', afterMs, doubtMs: 0, how: 'fin', status: null, ...plain, ...more }) as ParkedConnection;
const reused = (ageMs: number, outcome: 'answered' | 'reset' | 'silence' | 'closed'): ParkedConnection => ({
  kind: 'reused',
  ageMs,
  outcome,
  ...plain,
});
const open = (afterMs: number): ParkedConnection => ({ kind: 'open', afterMs, ...plain });

const say: Line = [{ do: 'say' }, ok(0)];

function findings(...rounds: ParkedConnection[][]) {
  const script = rounds.flatMap((results): Line[] => [say, [{ do: 'together' }, finished(0, results)]]);
  return play(idleTimeout(settings), script);
}

describe('the server says goodbye', () => {
  test('the bracket holds the timer, widened by what the clock may be off', () => {
    expect(findings([close(5003), close(5010), reused(2300, 'answered')]).idleTimeout).toMatchObject({
      outcome: 'closes',
      how: 'fin',
      lowS: 4.983,
      highS: 5.023,
      samples: 2,
    });
  });

  test('a reuse that met the close is not taken for a box that forgets', () => {
    expect(findings([reused(4100, 'reset'), close(4102), close(4105)]).idleTimeout?.outcome).toBe('closes');
  });

  test('TCP keep-alive that changed nothing is said', () => {
    const probed = close(5010, { tcpKeepAlive: true });
    expect(findings([close(5000), probed]).tcpKeepAlive).toMatchObject({
      extendsLife: false,
      endedAfterS: 5.01,
    });
  });
});

describe('somebody forgets', () => {
  const rounds = (outcome: 'reset' | 'silence'): ParkedConnection[][] => [
    [reused(4100, 'answered'), reused(7300, outcome), open(8800)],
    [reused(5800, 'answered'), reused(6000, outcome), { ...reused(7300, 'answered'), tcpKeepAlive: true }],
  ];

  test.each([
    ['reset', 'forgets-reset', 'rst'],
    ['silence', 'forgets-silently', null],
  ] as const)('%s on reuse, narrowed down in a second round', (outcome, expected, how) => {
    expect(findings(...rounds(outcome)).idleTimeout).toMatchObject({
      outcome: expected,
      how,
      lowS: 5.8,
      highS: 6,
    });
  });

  test('a server that closes long after that does not hide it', () => {
    expect(
      findings([...(rounds('silence')[0] ?? []), close(60_000)], rounds('silence')[1] ?? []).idleTimeout
        ?.outcome,
    ).toBe('forgets-silently');
  });

  test('TCP keep-alive that kept the connection known is said', () => {
    expect(findings(...rounds('reset')).tcpKeepAlive).toMatchObject({ extendsLife: true, aliveAfterS: 7.3 });
  });
});

test('nothing within the longest idle time is an answer too', () => {
  expect(findings([reused(130_000, 'answered'), reused(73_000, 'answered')]).idleTimeout).toMatchObject({
    outcome: 'not-within',
    lowS: null,
    maxIdleS: 130,
  });
});

test('without any connection there is no answer, which is no fault of the server where it was only stopped', () => {
  const failed = (code: string | null): ParkedConnection => ({
    kind: 'failed',
    failure: code === null ? null : { code, message: '' },
    ...plain,
  });
  expect(findings([failed(null)])).toMatchObject({ idleTimeout: null, noneKept: false });
  expect(findings([failed('refused')])).toMatchObject({ idleTimeout: null, noneKept: true });
  expect(findings([{ kind: 'not-kept', ...plain }])).toMatchObject({ idleTimeout: null, noneKept: true });
});

test('at most 12 connections wait, spread over a second, and their ages grow', () => {
  const machine = idleTimeout(settings);
  machine.next();
  const { value } = machine.next(ok(0));
  expect(value).toMatchObject({ do: 'together' });
  expect((value as { tasks: readonly unknown[] }).tasks).toHaveLength(12);
});
