import { describe, expect, test } from 'vitest';
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
import { reach } from './reach.ts';

const begin: Line[] = [
  [{ do: 'connect' }, opened(5)],
  ['GET /page HTTP/1.1\r\nHost: server.example\r\nUser-Agent: whyreset/test (probe)\r\n', ok(10)],
];
const answers = (event: Line[1]) => play(reach(settings), [...begin, [{ do: 'read', untilMs: 3010 }, event]]);

test('the first response tells the server, what it announces and how long it took', () => {
  const fields = 'Server: nginx\r\nKeep-Alive: timeout=5, max=100\r\nAlt-Svc: h3=":443"\r\n';
  expect(answers(data(30, response(fields)))).toMatchObject({
    method: 'GET',
    notes: [],
    first: {
      status: 200,
      answeredAs: 'HTTP/1.1',
      firstByteMs: 20,
      keeps: true,
      server: 'nginx',
      altSvc: 'h3=":443"',
      announced: { timeoutS: 5, max: 100 },
    },
  });
});

test.each([
  ['Connection: close\r\n', 'HTTP/1.1', false],
  ['', 'HTTP/1.0', false],
  ['Connection: Keep-Alive\r\n', 'HTTP/1.0', true],
])('%j over %s: kept %s', (fields, version, keeps) => {
  const text = response(fields).replace('HTTP/1.1', version);
  expect(answers(data(30, text))).toMatchObject({ first: { keeps, answeredAs: version } });
});

describe('what the response says to the user', () => {
  test.each([
    [301, 'Location: https://elsewhere.example/\r\n', 'redirects (301) to https://elsewhere.example/'],
    [302, 'Location: /page\r\n', 'redirects to itself'],
    [401, '', '--header'],
    [404, '', 'answers 404'],
  ])('%i', (status, fields, note) => {
    expect(answers(data(30, response(fields, status)))).toMatchObject({
      notes: [expect.stringContaining(note)],
    });
  });
});

describe('no HTTP', () => {
  test.each([
    ['a reset', closed(20, 'rst'), 'closed-at-once'],
    ['an end', closed(20, 'fin'), 'closed-at-once'],
    ['silence', timeUp(3010), 'no-response'],
    ['another protocol', data(20, '220 mail ESMTP\r\n'), 'not-http'],
    ['TLS', data(20, '\x15\x03\x03\x00\x02\x02\x28'), 'tls-port'],
    ['HTTP/2 only', data(20, '\x00\x00\x00\x04\x00\x00\x00\x00\x00'), 'http2-only'],
    ['Ctrl-C', stopped(20), 'stopped'],
    ['a TLS alert after the handshake', failed(20, 'tls-client-certificate'), 'tls-client-certificate'],
  ] as const)('%s', (_, event, code) => {
    expect(answers(event)).toMatchObject({ failure: { code } });
  });

  test('a connection that fails is told by its own sentence', () => {
    expect(play(reach(settings), [[{ do: 'connect' }, failed(5, 'refused')]])).toMatchObject({
      failure: { code: 'refused' },
    });
  });
});

test('a page that is too large is asked for by HEAD', () => {
  const result = play(reach(settings), [
    ...begin,
    [{ do: 'read' }, data(30, 'HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n')],
    [{ do: 'close' }, ok(31)],
    [{ do: 'connect' }, opened(35)],
    ['HEAD /page HTTP/1.1\r\n', ok(36)],
    [{ do: 'read' }, data(40, 'HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n')],
  ]);
  expect(result).toMatchObject({ method: 'HEAD', first: { keeps: true } });
});
