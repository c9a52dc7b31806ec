import { describe, expect, test } from 'vitest';
import {
  closed,
  data,
  failed,
  finished,
  type Line,
  ok,
  opened,
  play,
  response,
  settings,
} from '../../test/probe/playbook.ts';
import type { StopIn } from './machine.ts';
import { probe } from './probe.ts';
import type { ProbeSettings } from './settings.ts';

const say: Line = [{ do: 'say' }, ok(0)];
const reached = (fields = ''): Line[] => [
  say,
  [{ do: 'connect' }, opened(1)],
  ['GET', ok(2)],
  [{ do: 'read' }, data(3, response(fields))],
  [{ do: 'close' }, ok(3)],
];

/** The command that starts everything side by side. */
function sideBySide(changes: Partial<ProbeSettings> = {}, fields = '') {
  const machine = probe({ ...settings, ...changes });
  let step = machine.next();
  for (const [, event] of reached(fields)) step = machine.next(event);
  return step.value as { tasks: readonly unknown[]; stopIn: StopIn<object> };
}

describe('side by side', () => {
  test('the usual parts', () => {
    expect(sideBySide().tasks).toHaveLength(5);
  });

  test('half requests only where they were asked for', () => {
    expect(sideBySide({ slow: true }).tasks).toHaveLength(8);
  });

  test('a server that closes each connection is not waited for', () => {
    expect(sideBySide({}, 'Connection: close\r\n').tasks).toHaveLength(3);
  });

  test('a gentle probe does not hold a connection only to watch its age', () => {
    expect(sideBySide({ parallel: 2 }).tasks).toHaveLength(4);
  });
});

describe('the end', () => {
  const basics = { basics: {} };
  const limit = { limit: {} };
  const idle = { idle: { idleTimeout: { lowS: 10 } } };

  test('comes when what is needed is known, and the rest gets what remains of 1.1 times the timeout and 3 s', () => {
    const { stopIn } = sideBySide();
    expect(stopIn([basics], 5000)).toBeNull();
    expect(stopIn([basics, idle], 11_000)).toBeCloseTo(11_000 + 2700 - 11_000);
    expect(stopIn([basics, idle, limit], 11_000)).toBe(800);
    expect(stopIn([basics, idle, limit, { http2: null }], 11_000)).toBe(100);
  });

  test('waits for the number of requests where the user gave one', () => {
    const { stopIn } = sideBySide({ countsToTheEnd: true });
    expect(stopIn([basics, idle], 11_000)).toBeNull();
  });
});

test('what the steps found out becomes the findings', () => {
  const results = [{ limit: { limit: 100, tried: 100, announced: true, how: 'fin', announcedMax: null } }];
  const found = play(probe(settings), [...reached(), [{ do: 'together' }, finished(0, results)]]);
  expect(found).toMatchObject({
    reach: { status: 200 },
    requestsPerConnection: { limit: 100 },
    race: null,
    connectionLimit: null,
  });
});

test('the race and the count of connections come last, where they were asked for', () => {
  const idleTimeout = {
    outcome: 'closes',
    how: 'fin',
    lowS: 5,
    highS: 5.1,
    samples: 3,
    maxIdleS: 130,
    status: null,
  };
  const found = play(probe({ ...settings, race: true, limitConnections: 3 }), [
    ...reached(),
    [
      { do: 'together' },
      finished(0, [{ idle: { idleTimeout, noneKept: false, announcedS: null, tcpKeepAlive: null } }]),
    ],
    say,
    [{ do: 'together' }, finished(0, [{ idleS: 5, outcome: 'lost' }])],
    say,
    [{ do: 'together' }, finished(0, ['answered', 'answered', 'refused'])],
  ]);
  expect(found).toMatchObject({
    race: [{ outcome: 'lost' }],
    connectionLimit: { tried: 3, answered: 2, refused: 1 },
  });
});

test('a server that cannot be reached is not asked anything else', () => {
  expect(play(probe(settings), [say, [{ do: 'connect' }, failed(1, 'refused')]]).errors).toMatchObject([
    { code: 'refused' },
  ]);
});

test('one that closes at once is tried with HTTP/2 before it is given up', () => {
  const script: Line[] = [
    say,
    [{ do: 'connect' }, opened(1)],
    ['GET', ok(2)],
    [{ do: 'read' }, closed(3)],
    [{ do: 'connect' }, opened(4)],
    ['PRI', ok(5)],
    [{ do: 'send', isRequest: true }, ok(6)],
    [{ do: 'read' }, closed(7)],
  ];
  expect(play(probe(settings), script).errors).toMatchObject([{ code: 'closed-at-once' }]);
});
