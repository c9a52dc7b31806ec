import { expect, test } from 'vitest';
import {
  closed,
  data,
  failed,
  type Line,
  ok,
  opened,
  play,
  response,
  settings,
  stopped,
  timeUp,
} from '../../../test/probe/playbook.ts';
import { park } from './park.ts';

const options = { startMs: 100, ageMs: 8000 };
const request = 'GET /page HTTP/1.1\r\nHost: server.example\r\n';

/** A connection whose first response ended at 1,000 ms. */
const idle = (fields = ''): Line[] => [
  [{ do: 'wait', untilMs: 100 }, timeUp(100)],
  [{ do: 'connect' }, opened(110)],
  [request, ok(120)],
  [{ do: 'read' }, data(1000, response(fields))],
];

test.each(['fin', 'rst', 'close-notify-fin'] as const)(
  "the server's own close by %s is timed from the end of the response",
  (how) => {
    expect(
      play(park(settings, options), [
        ...idle('Keep-Alive: timeout=5\r\n'),
        [{ do: 'read', untilMs: 9000 }, closed(6003, how)],
      ]),
    ).toEqual({
      kind: 'closed',
      afterMs: 5003,
      doubtMs: 0,
      how,
      status: null,
      announcedS: 5,
      tcpKeepAlive: false,
    });
  },
);

test('a 408 before the close counts as the end, and is kept', () => {
  const result = play(park(settings, options), [
    ...idle(),
    [{ do: 'read' }, data(6000, 'HTTP/1.1 408 Request Timeout\r\n')],
    [{ do: 'read' }, closed(6200)],
  ]);
  expect(result).toMatchObject({ kind: 'closed', afterMs: 5000, status: 408 });
});

test.each([
  ['answered', data(9040, response())],
  ['reset', closed(9040, 'rst')],
  ['silence', timeUp(12_001)],
  ['closed', closed(9040, 'fin')],
] as const)('a connection that has reached its age is used again: %s', (outcome, event) => {
  const result = play(park(settings, options), [
    ...idle(),
    [{ do: 'read', untilMs: 9000 }, timeUp(9000)],
    [request, ok(9001)],
    [{ do: 'read', untilMs: 12_001 }, event],
  ]);
  expect(result).toMatchObject({ kind: 'reused', ageMs: 8001, outcome });
});

test('a server that says it will close is not waited for', () => {
  expect(play(park(settings, options), idle('Connection: close\r\n'))).toMatchObject({ kind: 'not-kept' });
});

test('told to stop, it says how long the connection was open', () => {
  expect(play(park(settings, options), [...idle(), [{ do: 'read' }, stopped(4000)]])).toMatchObject({
    kind: 'open',
    afterMs: 3000,
  });
});

test('a connection that does not come about is no sample', () => {
  const script: Line[] = [
    [{ do: 'wait' }, timeUp(100)],
    [{ do: 'connect', keepAliveMs: 1000 }, failed(110, 'refused')],
  ];
  expect(play(park(settings, { ...options, tcpKeepAliveMs: 1000 }), script)).toMatchObject({
    kind: 'failed',
    failure: { code: 'refused' },
    tcpKeepAlive: true,
  });
});
