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
import { basics } from './persistence.ts';

const ask = (request: string, answer: string): Line[] => [
  [{ do: 'connect' }, opened(0)],
  [request, ok(1)],
  [{ do: 'read' }, data(2, answer)],
];
const again = (request: string, event: Line[1]): Line[] => [
  [request, ok(3)],
  [{ do: 'read' }, event],
];
const ends = (event: Line[1]): Line[] => [
  [{ do: 'wait' }, timeUp(3)],
  [{ do: 'read', untilMs: 1003 }, event],
];
const whole = data(4, response());

test('each kind of request is sent twice on a connection, and what is announced is compared with what happens', () => {
  const result = play(basics(settings), [
    ...ask('GET /page HTTP/1.1', response()),
    ...again('GET', whole),
    ...ask('GET /page HTTP/1.0', response('Connection: keep-alive\r\n')),
    ...again('GET', closed(4, 'rst')),
    ...ask('GET /page HTTP/1.0', response('Connection: close\r\n')),
    ...ends(closed(3)),
    ...ask('HEAD /page', 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n'),
    ...ends(closed(3)),
    ...ask('GET /page', response('', 412)),
    ...again('GET', whole),
  ]);
  expect(result).toEqual({
    http11: { status: 200, answeredAs: 'HTTP/1.1', announced: true, keeps: true },
    http10: { status: 200, answeredAs: 'HTTP/1.1', announced: true, keeps: false },
    http10Closes: true,
    afterHead: { status: 200, answeredAs: 'HTTP/1.1', announced: false, keeps: false },
    afterError: { status: 412, answeredAs: 'HTTP/1.1', announced: true, keeps: true },
  });
});

test('a server that says close and stays open is found out, and an error that cannot be provoked is none', () => {
  const result = play(basics({ ...settings, method: 'HEAD' }), [
    ...ask('HEAD /page HTTP/1.1', 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n'),
    ...ends(timeUp(1003)),
    ...again('HEAD', data(1005, 'HTTP/1.1 200 OK\r\n\r\n')),
    [{ do: 'connect' }, opened(0)],
    ['HEAD /page HTTP/1.0', ok(1)],
    [{ do: 'read' }, closed(2)],
    [{ do: 'connect' }, opened(0)],
    ['HEAD /page HTTP/1.0', ok(1)],
    [{ do: 'read' }, timeUp(3000)],
    ...ask('HEAD /page HTTP/1.1', 'HTTP/1.1 200 OK\r\n\r\n'),
    ...again('HEAD', data(4, 'HTTP/1.1 200 OK\r\n\r\n')),
  ]);
  expect(result).toMatchObject({
    http11: { announced: false, keeps: true },
    http10: null,
    http10Closes: null,
    afterHead: null,
    afterError: null,
  });
});

test('told to stop before the second request was answered, nothing is known of that kind', () => {
  const halt = stopped(5);
  const result = play(basics({ ...settings, method: 'HEAD' }), [
    [{ do: 'connect' }, opened(0)],
    ['HEAD /page HTTP/1.1', ok(1)],
    [{ do: 'read' }, data(2, 'HTTP/1.1 200 OK\r\n\r\n')],
    ['HEAD', ok(3)],
    [{ do: 'read' }, halt],
    [{ do: 'connect' }, halt],
    [{ do: 'connect' }, halt],
    [{ do: 'connect' }, halt],
  ]);
  expect(result).toEqual({
    http11: null,
    http10: null,
    http10Closes: null,
    afterHead: null,
    afterError: null,
  });
});
