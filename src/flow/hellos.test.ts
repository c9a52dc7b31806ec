/** Hellos of which the core has seen one alike: they say what they would say if they were read anew. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newConnection, newConnections } from '../../test/build/connection.ts';
import { clientHello, type HelloOptions, RecordType, serverHello, tlsRecord } from '../../test/build/tls.ts';
import type { Connection } from './connection.ts';
import { momentAt } from './moment.ts';
import { readTls } from './tls-stream.ts';

function read(connection: Connection, from: 0 | 1, hello: Uint8Array): unknown {
  const record = tlsRecord(RecordType.handshake, hello);
  readTls(connection, from, new DataView(record.buffer), 0, record.length, momentAt(7, 1e9));
  const { serverName, alpnOffered, alpn, tlsVersion, protocol, mayCarryHttp2, isTls13 } = connection;
  const { clientHello: client, serverHello: server } = connection;
  const texts = [serverName, alpnOffered, alpn, tlsVersion, protocol];
  return {
    texts,
    mayCarryHttp2,
    isTls13,
    frames: [client.frame, server.frame, client.timeNs, server.timeNs],
  };
}

const options = fc.record(
  {
    serverName: fc.stringMatching(/^[a-z.]{0,40}$/),
    alpn: fc.array(fc.constantFrom('h2', 'http/1.1', 'x'), { maxLength: 3 }),
    versions: fc.array(fc.integer({ min: 0x0300, max: 0x0306 }), { minLength: 1, maxLength: 3 }),
    legacyVersion: fc.integer({ min: 0x0300, max: 0x0304 }),
  },
  { requiredKeys: [] },
);
const damage = fc.array(fc.record({ at: fc.nat(200), byte: fc.nat(255) }), { maxLength: 3 });

/** A hello, perhaps with wrong bytes, perhaps cut. */
const anyHello = fc
  .tuple(fc.boolean(), options, damage, fc.integer({ min: 1, max: 400 }))
  .map(([isClient, some, wrong, length]) => {
    const hello = isClient ? clientHello(some as HelloOptions) : serverHello(some as HelloOptions);
    for (const { at, byte } of wrong) if (at < hello.length) hello[at] = byte;
    return hello.slice(0, length);
  });

test('whatever the hello, the second one alike says the same, and so does one that is read anew', () => {
  fc.assert(
    fc.property(anyHello, fc.constantFrom<(0 | 1)[]>(0, 1), (hello, from) => {
      const [first, second, third] = newConnections(3) as [Connection, Connection, Connection];
      const said = read(first, from, hello);
      expect(read(second, from, hello)).toEqual(said);
      // With extras of its own a connection's hello is read by itself.
      expect(third.extras.serverName).toBeNull();
      expect(read(third, from, hello)).toEqual(said);
    }),
    { numRuns: 500 },
  );
});

test('the same hello is kept once, one with another name is another', () => {
  const connections = newConnections(4);
  const names = ['one.test', 'two.test', 'one.test', 'one.test'];
  for (const [i, serverName] of names.entries())
    read(connections[i] as Connection, 0, clientHello({ serverName }));
  expect(connections.map(({ serverName }) => serverName)).toEqual(names);
  expect(connections[0]?.core.hellos).toHaveLength(2);
});

test('beyond the kinds that are kept, each is read and kept with its connection', () => {
  const connections = newConnections(1200);
  for (const [i, connection] of connections.entries())
    read(connection, 0, clientHello({ serverName: `n${i}.test` }));
  expect(connections.map(({ serverName }) => serverName)).toEqual(connections.map((_, i) => `n${i}.test`));
  expect(connections[0]?.core.hellos).toHaveLength(1024);
});

test('a connection that has sent no hello has no name, and none is made for it', () => {
  const connection = newConnection();
  expect([connection.serverName, connection.alpn, connection.hasExtras]).toEqual([null, null, false]);
});
