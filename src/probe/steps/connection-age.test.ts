import { expect, test } from 'vitest';
import {
  closed,
  data,
  type Line,
  ok,
  opened,
  play,
  response,
  settings,
  stopped,
  timeUp,
} from '../../../test/probe/playbook.ts';
import { connectionAge } from './connection-age.ts';

const connect: Line = [{ do: 'connect' }, opened(1000)];
const answered = (atMs: number, fields = ''): Line[] => [
  ['GET /page', ok(atMs)],
  [{ do: 'read' }, data(atMs + 5, response(fields))],
];
const second = (atMs: number): Line => [{ do: 'read', untilMs: atMs }, timeUp(atMs)];

test('a request a second, until the server says that it will close', () => {
  const script = [connect, ...answered(1000), second(2000), ...answered(2000, 'Connection: close\r\n')];
  expect(play(connectionAge(settings), script)).toMatchObject({
    endedAfterS: 1.005,
    announced: true,
    requests: 2,
  });
});

test('an old connection is asked less often', () => {
  const script: Line[] = [
    connect,
    ...answered(301_000),
    [{ do: 'read', untilMs: 311_000 }, stopped(305_000)],
  ];
  expect(play(connectionAge(settings), script)).toMatchObject({ endedAfterS: null, requests: 1 });
});

test('a close between two requests is the end as well', () => {
  const script: Line[] = [connect, ...answered(1000), [{ do: 'read', untilMs: 2000 }, closed(1500)]];
  expect(play(connectionAge(settings), script)).toMatchObject({
    endedAfterS: 0.5,
    how: 'fin',
    announced: false,
  });
});

test('a connection that outlives the probe has no age', () => {
  const script: Line[] = [connect, ...answered(1000), [{ do: 'read' }, stopped(1700)]];
  expect(play(connectionAge(settings), script)).toMatchObject({
    endedAfterS: null,
    watchedS: 0.7,
    requests: 1,
  });
});
