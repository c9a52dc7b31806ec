import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { text } from '../../test/build/bytes.ts';
import {
  findHeadEnd,
  Http1Head,
  type Range,
  requestMethodLength,
  startsLikeStatusLine,
} from './http1-head.ts';

const viewOf = (string: string): DataView => new DataView(text(string).slice().buffer);

function parse(string: string): { head: Http1Head; say: (range: Range) => string } {
  const head = new Http1Head();
  if (!head.parse(viewOf(string), 0, string.length)) throw new Error('no head');
  return { head, say: ({ start, end }) => string.slice(start, end) };
}

test('a request says its method, target, host and how long it is', () => {
  const { head, say } = parse(
    'POST /a?b=c HTTP/1.1\r\nHost: api.test:8080\r\ncontent-LENGTH:12\r\nUser-Agent: x/1 (y)\r\n\r\n',
  );
  expect([head.isRequest, say(head.method), say(head.target), say(head.host), say(head.userAgent)]).toEqual([
    true,
    'POST',
    '/a?b=c',
    'api.test:8080',
    'x/1 (y)',
  ]);
  expect([head.minorVersion, head.contentLength, head.chunked]).toEqual([1, 12, false]);
});

test('a response says its status, its sender and how it ends', () => {
  const { head, say } = parse(
    'HTTP/1.0 404 Not Found\r\nServer: nginx\r\nVia: 1.1 proxy\r\nKeep-Alive: timeout=5\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n',
  );
  expect([head.isRequest, head.status, head.minorVersion, head.chunked, head.contentLength]).toEqual([
    false,
    404,
    0,
    true,
    -1,
  ]);
  expect([say(head.server), say(head.via), say(head.keepAlive)]).toEqual(['nginx', '1.1 proxy', 'timeout=5']);
});

test('lines may end in LF alone, and nothing of an earlier head stays', () => {
  const head = new Http1Head();
  head.parse(viewOf('GET / HTTP/1.1\nHost: a\nContent-Length: 3\nConnection: close\n\n'), 0, 60);
  expect([head.contentLength, head.connectionClose]).toEqual([3, true]);
  head.parse(viewOf('GET / HTTP/1.1\r\n\r\n'), 0, 18);
  expect([head.contentLength, head.connectionClose, head.host.end]).toEqual([-1, false, 0]);
});

describe('fields', () => {
  const fieldsOf = (fields: string): Http1Head => parse(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`).head;

  test.each<[string, string, Partial<Http1Head>]>([
    ['Connection', 'Connection: Keep-Alive, Upgrade', { connectionKeepAlive: true, connectionClose: false }],
    ['Upgrade', 'Upgrade: websocket', { upgrade: true }],
    ['Expect', 'Expect: 100-continue', { expectContinue: true }],
    [
      'Content-Type of event streams',
      'Content-Type: text/event-stream; charset=utf-8',
      { eventStream: true },
    ],
    ['a length that is none', 'Content-Length: abc', { contentLength: -1 }],
    ['a length beyond all bounds', 'Content-Length: 99999999999999999999', { contentLength: -1 }],
    ['a field without a colon', 'Content-Length', { contentLength: -1 }],
  ])('%s', (_, field, expected) => {
    expect(fieldsOf(field)).toMatchObject(expected);
  });
});

test.each([
  ['GET /', 3],
  ['OPTIONS *', 7],
  ['GET http://a/', 3],
  ['CONNECT a:443', 7],
  ['M-SEARCH *', 8],
  ['get /', 0],
  ['GET', 0],
  ['GET ', 0],
  ['GETTING on', 0],
  ['AVERYLONGWORDTHATISNOMETHOD /', 0],
])('"%s" begins with a method of %i letters', (line, length) => {
  expect(requestMethodLength(viewOf(line), 0, line.length)).toBe(length);
});

test.each([
  ['HTTP/1.1 200 OK', true],
  ['HTTP/1.0 404', true],
  ['HTTP/2.0 200 OK', false],
  ['HTTP/1.1 20', false],
  ['ICY 200 OK etc', false],
])('"%s" looks like a status line: %s', (line, expected) => {
  expect(startsLikeStatusLine(viewOf(line), 0, line.length)).toBe(expected);
});

test.each([
  ['a\r\n\r\nb', 5],
  ['a\n\nb', 3],
  ['a\n\r\nb', 4],
  ['a\r\nb\r\n', -1],
  ['', -1],
])('the head in %j ends at %i', (head, end) => {
  expect(findHeadEnd(viewOf(head), 0, head.length)).toBe(end);
});

test('no bytes are too strange', () => {
  const head = new Http1Head();
  const line = fc.oneof(
    fc.constantFrom('GET / HTTP/1.1\r\n', 'HTTP/1.1 200 OK\r\n', 'Host:', 'Connection:\r\n', '\r\n'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const whole = lines.join('');
      head.parse(viewOf(whole), 0, text(whole).length);
      for (const { start, end } of [head.method, head.target, head.host])
        expect(end).toBeGreaterThanOrEqual(start);
    }),
  );
});
