/** TLS read without keys: what is a turn, and that it does not matter how segments cut the records. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat } from '../../test/build/bytes.ts';
import { newConnection } from '../../test/build/connection.ts';
import {
  clientHello,
  opaqueRecord,
  RecordType,
  serverHello,
  TLS13,
  tlsRecord,
} from '../../test/build/tls.ts';
import type { Connection } from './connection.ts';
import { momentAt } from './moment.ts';
import { looksLikeTlsRecord, readTls, skipTls } from './tls-stream.ts';

type Flight = [from: 0 | 1, bytes: Uint8Array];

/** The first segment must hold this much for the stream to be recognised. */
const RECORD_HEADER = 5;

const data = (length: number): Uint8Array => opaqueRecord(RecordType.applicationData, length);
const ccs = tlsRecord(RecordType.changeCipherSpec, [1]);
const hello = tlsRecord(
  RecordType.handshake,
  clientHello({ serverName: 'api.test', alpn: ['h2', 'http/1.1'], versions: [TLS13] }),
);
const hello13 = tlsRecord(RecordType.handshake, serverHello({ versions: [TLS13], alpn: ['http/1.1'] }));
const hello12 = tlsRecord(RecordType.handshake, serverHello({ alpn: ['http/1.1'] }));

const handshake13: Flight[] = [
  [0, hello],
  [1, concat(hello13, ccs, data(2000))],
  [0, concat(ccs, data(53))],
];
const handshake12: Flight[] = [
  [0, hello],
  [1, concat(hello12, opaqueRecord(RecordType.handshake, 3000))],
  [0, concat(opaqueRecord(RecordType.handshake, 37), ccs, opaqueRecord(RecordType.handshake, 40))],
  [1, concat(ccs, opaqueRecord(RecordType.handshake, 40))],
];

/** Reads flights, each cut into segments of `size` bytes. */
function read(flights: readonly Flight[], size = 1 << 20): Connection {
  const connection = newConnection();
  connection.clientOpening = 'tls';
  let frame = 0;
  for (const [from, bytes] of flights) {
    const view = new DataView(bytes.slice().buffer);
    for (let at = 0; at < bytes.length; at += size) {
      readTls(connection, from, view, at, Math.min(bytes.length, at + size), momentAt(++frame, frame));
    }
  }
  return connection;
}

function factsOf({
  exchange,
  sides,
  serverName,
  alpn,
  tlsVersion,
  handshakeDone,
  ticketRecords,
  alerts,
}: Connection): object {
  const { turns, state, requestBytes, responseBytes, maybeTickets } = exchange;
  const ends = sides.map(({ app }) => [app.recordRemaining, app.lastRecordIsAlert, app.applicationRecords]);
  const said = alerts.map(({ from, code }) => [from, code]);
  return {
    turns,
    state,
    requestBytes,
    responseBytes,
    maybeTickets,
    ends,
    serverName,
    alpn,
    tlsVersion,
    handshakeDone,
    ticketRecords,
    said,
  };
}

describe('turns', () => {
  test('the hellos say name, protocol and version', () => {
    expect(factsOf(read(handshake13))).toMatchObject({
      serverName: 'api.test',
      alpn: 'http/1.1',
      tlsVersion: '1.3',
      handshakeDone: true,
      turns: 0,
      requestBytes: 0,
    });
    expect(factsOf(read(handshake12))).toMatchObject({
      tlsVersion: '1.2',
      handshakeDone: true,
      requestBytes: 0,
    });
  });

  test('a handshake is no exchange; application data is', () => {
    expect(factsOf(read([...handshake13, [0, data(200)], [1, data(900)], [0, data(300)]]))).toMatchObject({
      turns: 1,
      requestBytes: 300,
    });
    expect(factsOf(read([...handshake12, [0, data(200)], [1, data(900)], [0, data(300)]]))).toMatchObject({
      turns: 1,
      requestBytes: 300,
    });
  });

  test('session tickets before any request are no response', () => {
    expect(factsOf(read([...handshake13, [1, concat(data(250), data(250))]]))).toMatchObject({
      ticketRecords: 2,
      responseBytes: 0,
      state: 0,
    });
  });

  test('one short record that answers the first request may be a ticket, until more follows', () => {
    const first: Flight[] = [...handshake13, [0, data(200)], [1, data(250)]];
    expect(factsOf(read(first))).toMatchObject({ maybeTickets: true });
    expect(factsOf(read([...first, [1, data(900)]]))).toMatchObject({ maybeTickets: false });
  });

  test('an encrypted alert is a goodbye, not data', () => {
    const connection = read([...handshake13, [0, data(200)], [1, data(900)], [1, data(19)]]);
    expect(connection.server.app.lastRecordIsAlert).toBe(true);
    expect(connection.exchange.responseBytes).toBe(900);
  });

  test('HTTP/2 housekeeping is not a turn where HTTP/2 was negotiated', () => {
    const h2 = tlsRecord(RecordType.handshake, serverHello({ versions: [TLS13], alpn: ['h2'] }));
    const settings: Flight[] = [
      [0, hello],
      [1, concat(h2, ccs, data(2000))],
      [0, concat(ccs, data(53))],
      [0, data(34)],
    ];
    expect(factsOf(read(settings))).toMatchObject({ requestBytes: 0 });
  });

  test('an alert in plaintext is read', () => {
    const connection = read([
      [0, hello],
      [1, tlsRecord(RecordType.alert, [2, 112])],
    ]);
    expect(connection.alerts.map(({ from, level, code }) => [from, level, code])).toEqual([[1, 2, 112]]);
  });
});

test('it does not matter how segments cut the records', () => {
  const conversation: Flight[] = [
    ...handshake13,
    [1, concat(data(250), data(250))],
    [0, data(700)],
    [1, concat(data(1000), data(3000), data(50))],
    [0, concat(data(90), data(19))],
  ];
  const whole = factsOf(read(conversation));
  fc.assert(
    fc.property(fc.integer({ min: RECORD_HEADER, max: 4000 }), (size) => {
      expect(factsOf(read(conversation, size))).toEqual(whole);
    }),
    { numRuns: 60 },
  );
});

test('bytes missing within a record keep the boundaries, more than that lose them until a record begins a segment', () => {
  const connection = read([...handshake13, [0, data(200)], [1, data(5000).subarray(0, 1000)]]);
  skipTls(connection, 1, 4000, momentAt(9, 9));
  expect(connection.server.app.tlsSynced).toBe(true);
  skipTls(connection, 1, 10_000, momentAt(9, 9));
  expect(connection.server.app.tlsSynced).toBe(false);
  const next = data(19);
  readTls(connection, 1, new DataView(next.slice().buffer), 0, next.length, momentAt(10, 10));
  expect([connection.server.app.tlsSynced, connection.server.app.lastRecordIsAlert]).toEqual([true, true]);
});

test('a ClientHello that the snap length cuts is known to be one, and the next record is not mixed up with it', () => {
  const connection = read([[0, hello.subarray(0, 30)]]);
  skipTls(connection, 0, hello.length - 30, momentAt(1, 1));
  expect(connection.clientHello).toMatchObject({ seen: true, frame: 1 });
  expect([connection.serverName, connection.client.app.headLength]).toEqual([null, 0]);
});

test.each([
  ['a record', [22, 3, 1, 0, 5], true],
  ['an unknown type', [25, 3, 1, 0, 5], false],
  ['another version', [22, 2, 1, 0, 5], false],
  ['a length no record has', [22, 3, 1, 0xff, 0xff], false],
  ['four bytes', [22, 3, 1, 0], false],
])('looks like a record: %s', (_, bytes, expected) => {
  expect(looksLikeTlsRecord(new DataView(Uint8Array.from(bytes).buffer), 0, bytes.length)).toBe(expected);
});

test('no bytes are too strange', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom<(0 | 1)[]>(0, 1), fc.uint8Array({ minLength: 1, maxLength: 80 }))),
      (flights) => {
        const { exchange } = read([...handshake13, ...flights]);
        expect(exchange.requestBytes).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
