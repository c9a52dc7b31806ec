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
import { requestLimit } from './request-limit.ts';

const connect: Line = [{ do: 'connect' }, opened(0)];
const say: Line = [{ do: 'say' }, ok(0)];
const answered = (fields = ''): Line[] => [
  ['GET /page', ok(1)],
  [{ do: 'read' }, data(2, response(fields))],
];

test('the last response says that it is the last', () => {
  const script = [
    connect,
    say,
    ...answered('Keep-Alive: timeout=5, max=2\r\n'),
    ...answered('Connection: close\r\n'),
  ];
  expect(play(requestLimit(settings), [...script, [{ do: 'read' }, closed(3)]])).toEqual({
    limit: 2,
    tried: 2,
    announced: true,
    how: 'fin',
    announcedMax: 2,
  });
});

test.each(['fin', 'rst'] as const)('the server ends the connection without a word (%s)', (how) => {
  const script: Line[] = [
    connect,
    say,
    ...answered(),
    ...answered(),
    ['GET /page', ok(3)],
    [{ do: 'read' }, closed(4, how)],
  ];
  expect(play(requestLimit(settings), script)).toMatchObject({ limit: 2, tried: 2, announced: false, how });
});

test.each([
  ['told to stop', stopped(4)],
  ['silence', timeUp(4)],
])('%s is no limit', (_, event) => {
  const script: Line[] = [connect, say, ...answered(), ['GET /page', ok(3)], [{ do: 'read' }, event]];
  expect(play(requestLimit(settings), script)).toMatchObject({ limit: null, tried: 1, announced: null });
});

test('as many as were asked for is no limit', () => {
  const script = [connect, say, ...answered(), ...answered(), ...answered()];
  expect(play(requestLimit({ ...settings, maxRequests: 3 }), script)).toMatchObject({
    limit: null,
    tried: 3,
  });
});
