/** HTTP/1 messages read passively: their framing, whatever the segments, and after bytes that nobody saw. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { text } from '../../test/build/bytes.ts';
import { newConnection } from '../../test/build/connection.ts';
import type { Connection } from './connection.ts';
import { endOfHttp1Stream, readHttp1, skipHttp1 } from './http1-stream.ts';
import { momentAt } from './moment.ts';

type Message = [from: 0 | 1, text: string];

const GET = 'GET /a HTTP/1.1\r\nHost: api.test\r\nUser-Agent: x/1\r\n\r\n';
const POST = 'POST /p HTTP/1.1\r\nHost: api.test\r\nContent-Length: 5\r\n\r\nhello';
const OK = 'HTTP/1.1 200 OK\r\nServer: s/2\r\nContent-Length: 4\r\n\r\nbody';

function read(
  messages: readonly Message[],
  size = 1 << 20,
  connection: Connection = newConnection(),
): Connection {
  let frame = 0;
  for (const [from, message] of messages) {
    const bytes = text(message);
    const view = new DataView(bytes.slice().buffer);
    for (let at = 0; at < bytes.length; at += size) {
      readHttp1(
        connection,
        from,
        view,
        at,
        Math.min(bytes.length, at + size),
        momentAt(++frame, frame * 1e6),
      );
    }
  }
  return connection;
}

/** "GET /a 200 complete", one a request. */
function outcomes({ requests }: Connection): string[] {
  return requests.map(
    ({ method, path, status, complete, responseComplete }) =>
      `${method} ${path} ${status} ${complete ? '' : 'cut '}${responseComplete ? 'answered' : 'open'}`,
  );
}

describe('a response ends', () => {
  test.each<[string, string, string, string]>([
    ['with its Content-Length', GET, OK, 'GET /a 200 answered'],
    ['short of it: not', GET, OK.slice(0, -1), 'GET /a 200 open'],
    [
      'with its head, to HEAD',
      GET.replace('GET', 'HEAD'),
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n',
      'HEAD /a 200 answered',
    ],
    [
      'with its head, being 304',
      GET,
      'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n',
      'GET /a 304 answered',
    ],
    [
      'with the last chunk',
      GET,
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
      'GET /a 200 answered',
    ],
    [
      'before it: not',
      GET,
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n',
      'GET /a 200 open',
    ],
    [
      'behind trailers',
      GET,
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1f;x=1\r\nabcdefghijklmnopqrstuvwxyz12345\r\n0\r\nA: b\r\n\r\n',
      'GET /a 200 answered',
    ],
    ['not with 100', POST, 'HTTP/1.1 100 Continue\r\n\r\n', 'POST /p null open'],
    ['after 103', GET, `HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n${OK}`, 'GET /a 200 answered'],
    ['not before the close, without a length', GET, 'HTTP/1.0 200 OK\r\n\r\nabc', 'GET /a 200 open'],
  ])('%s', (_, request, response, expected) => {
    expect(
      outcomes(
        read([
          [0, request],
          [1, response],
        ]),
      ),
    ).toEqual([expected]);
  });

  test('with the close, where nothing else says so', () => {
    const connection = read([
      [0, GET],
      [1, 'HTTP/1.0 200 OK\r\n\r\nabc'],
    ]);
    endOfHttp1Stream(connection, 1, momentAt(9, 9));
    expect(outcomes(connection)).toEqual(['GET /a 200 answered']);
  });
});

describe('a connection', () => {
  test('says who speaks', () => {
    const { serverName, userAgent, serverProduct, protocol } = read([
      [0, GET],
      [1, OK],
    ]);
    expect([serverName, userAgent, serverProduct, protocol]).toEqual(['api.test', 'x/1', 's/2', 'http/1.1']);
  });

  test('answers pipelined requests in order', () => {
    const connection = read([
      [0, GET + POST + GET],
      [1, OK],
      [1, OK],
    ]);
    expect(outcomes(connection)).toEqual(['GET /a 200 answered', 'POST /p 200 answered', 'GET /a null open']);
    expect(connection.exchange.state).toBe(1);
  });

  test('becomes a tunnel with 101', () => {
    const connection = read([
      [0, GET],
      [1, 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
      [0, 'GET / HTTP/1.1 is data here'],
    ]);
    expect([connection.requests.length, connection.exchange.isStream]).toEqual([1, true]);
  });

  test('an early response leaves the rest of its upload with the same request', () => {
    const connection = read([
      [0, POST.slice(0, -3)],
      [1, OK],
      [0, 'llo'.slice(1)],
    ]);
    expect(outcomes(connection)).toEqual(['POST /p 200 cut answered']);
    expect(connection.exchange.lateBytes).toBe(2);
  });

  test('announces its end by Connection: close and in HTTP/1.0', () => {
    const closes = (request: string): boolean => read([[0, request]]).closeAnnounced;
    expect(closes(GET)).toBe(false);
    expect(closes(GET.replace('Host', 'Connection: close\r\nHost'))).toBe(true);
    expect(closes(GET.replace('1.1', '1.0'))).toBe(true);
    expect(closes(GET.replace('1.1', '1.0').replace('Host', 'Connection: keep-alive\r\nHost'))).toBe(false);
  });

  test('keeps a bounded number of requests', () => {
    const connection = read(
      Array.from({ length: 2000 }, (_, i): Message => [i % 2 === 0 ? 0 : 1, i % 2 === 0 ? GET : OK]),
    );
    expect(connection.requests.length).toBeLessThanOrEqual(256);
    expect([connection.requestCount, connection.exchange.turns]).toEqual([1000, 1000]);
  });
});

test('it does not matter how segments cut the messages', () => {
  const conversation: Message[] = [
    [0, GET],
    [1, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n0\r\nT: x\r\n\r\n'],
    [0, POST + GET],
    [1, `HTTP/1.1 100 Continue\r\n\r\n${OK}HTTP/1.1 204 No Content\r\n\r\n`],
    [0, GET],
    [1, OK.slice(0, -2)],
  ];
  const facts = (connection: Connection): object => [
    outcomes(connection),
    connection.exchange.turns,
    connection.exchange.state,
    connection.exchange.responseKnown,
  ];
  const whole = facts(read(conversation));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), (size) => {
      expect(facts(read(conversation, size))).toEqual(whole);
    }),
    { numRuns: 60 },
  );
});

describe('behind a hole', () => {
  test('within a body the framing stands', () => {
    const connection = read([
      [0, GET],
      [1, OK.slice(0, -4)],
    ]);
    skipHttp1(connection, 1, 4, momentAt(9, 9));
    expect(outcomes(connection)).toEqual(['GET /a 200 answered']);
  });

  test('reading goes on at the next start-line', () => {
    const connection = read([
      [0, GET],
      [1, OK.slice(0, -2)],
    ]);
    skipHttp1(connection, 1, 50, momentAt(9, 9));
    read(
      [
        [1, 'rest of something'],
        [0, GET],
        [1, OK],
      ],
      1 << 20,
      connection,
    );
    expect(outcomes(connection)).toEqual(['GET /a 200 answered', 'GET /a 200 answered']);
  });

  test('a request head cut by the snap length still names its request', () => {
    const connection = read([[0, GET.slice(0, 25)]]);
    skipHttp1(connection, 0, 30, momentAt(9, 9));
    expect(connection.requests.map(({ path, cut }) => [path, cut])).toEqual([['/a', true]]);
  });
});

test('no bytes are too strange', () => {
  const message = fc.tuple(
    fc.constantFrom<(0 | 1)[]>(0, 1),
    fc.oneof(fc.constantFrom(GET, POST, OK), fc.string({ maxLength: 60 })),
  );
  fc.assert(
    fc.property(fc.array(message), fc.integer({ min: 1, max: 50 }), (messages, size) => {
      const { exchange, requests, unanswered } = read(messages, size);
      expect(exchange.turns).toBeGreaterThanOrEqual(0);
      expect(unanswered).toBeLessThanOrEqual(requests.length);
    }),
  );
});
