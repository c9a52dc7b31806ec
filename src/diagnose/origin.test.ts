/** One sign after the other: which of them a RST's origin may be doubted for, and how many it takes. */
import { describe, expect, test } from 'vitest';
import { newConnection } from '../../test/build/connection.ts';
import type { Connection } from '../flow/connection.ts';
import type { RstFact } from '../flow/extras.ts';
import { momentAt } from '../flow/moment.ts';
import { judgeOrigin, type Origin } from './origin.ts';

const TTL = 57;

/** A connection in use 10 ms away, whose server counts IP ids and sends timestamps. */
function inUse(): Connection {
  const connection = newConnection();
  const { server } = connection;
  connection.syn.set(momentAt(1, 0));
  connection.synAck.set(momentAt(2, 10e6));
  connection.synCount = 1;
  server.ttl = TTL;
  server.ttlMin = TTL;
  server.ttlMax = TTL;
  server.headerSamples = 10;
  server.withTimestamps = 10;
  server.lastIpId = 500;
  return connection;
}

/** The RST of the server's application, in answer to a request: nothing about it is odd. */
const genuine: RstFact = {
  frame: 20,
  timeNs: 1e9,
  from: 1,
  seq: 100,
  ack: 200,
  hasAck: true,
  window: 502,
  ttl: TTL,
  ipId: 501,
  hasTimestamps: true,
  etherSource: 1,
  seqOffset: 0,
  senderTtl: TTL,
  answers: 19,
  answersTimeNs: 0.98e9,
  answersSinceNs: 0.98e9,
};

/** What the kernel sends where it has no socket: no options, window and IP id 0. */
const bare: Partial<RstFact> = { hasAck: false, hasTimestamps: false, window: 0, ipId: 0 };

function judge(
  rst: Partial<RstFact>,
  change: (connection: Connection) => void = () => {},
): { origin: Origin; reasons: number } {
  const connection = inUse();
  connection.rsts.push({ ...genuine, ...rst });
  connection.end.set(momentAt(20, 1e9));
  change(connection);
  const { origin, reasons } = judgeOrigin(connection, Number.POSITIVE_INFINITY);
  return { origin, reasons: reasons.length };
}

describe('a RST', () => {
  test.each<[string, Partial<RstFact>, Origin]>([
    ['of a live socket is genuine', {}, 'endpoint'],
    ['of a host without a socket is genuine', bare, 'endpoint'],
    ['may come over another route', { ttl: TTL - 1 }, 'endpoint'],
    ['out of the IP id sequence alone is not doubted', { ipId: 40_000 }, 'endpoint'],
    ['from a host nearer by several hops is another one', { ttl: TTL + 6 }, 'middlebox'],
    ['with a wrong sequence number alone is not yet another one', { seqOffset: 4000, answers: 0 }, 'unknown'],
    ['without the timestamps that a live socket sends is doubted', { hasTimestamps: false }, 'unknown'],
    [
      'without timestamps, without window and out of sequence is another one',
      { hasTimestamps: false, window: 0, seqOffset: 4000, answers: 0 },
      'middlebox',
    ],
    [
      'that answers sooner than the server can is another one',
      { answersTimeNs: 0.999e9, answersSinceNs: 0.999e9 },
      'middlebox',
    ],
  ])('%s', (_, rst, origin) => {
    expect(judge(rst).origin).toBe(origin);
  });

  test('is another one where the true server carries on', () => {
    expect(judge({}, (connection) => (connection.carriedOnSecond = 1))).toEqual({
      origin: 'middlebox',
      reasons: 1,
    });
  });

  test('before the handshake is judged by its TTL only', () => {
    const refused = { hasTimestamps: false, window: 0, ipId: 0, seqOffset: Number.NaN };
    const unanswered = (connection: Connection): void => {
      connection.synAck.clear();
      connection.server.headerSamples = 0;
    };
    expect(judge(refused, unanswered)).toEqual({ origin: 'endpoint', reasons: 0 });
  });
});

test('an end without any RST is the endpoint’s own', () => {
  const connection = inUse();
  expect(judgeOrigin(connection, Number.POSITIVE_INFINITY).origin).toBe('unknown');
  connection.end.set(momentAt(9, 9));
  expect(judgeOrigin(connection, Number.POSITIVE_INFINITY).origin).toBe('endpoint');
});

test('of several RSTs the most doubtful one is judged', () => {
  const connection = inUse();
  connection.rsts.push({ ...genuine }, { ...genuine, frame: 21, ttl: 200 }, { ...genuine, frame: 22 });
  expect(judgeOrigin(connection, Number.POSITIVE_INFINITY)).toMatchObject({
    origin: 'middlebox',
    rst: { frame: 21 },
  });
});

test('an answer that comes sooner than the server ever answered is doubted, however slow this handshake was', () => {
  const connection = inUse();
  connection.synAck.set(momentAt(2, 80e6));
  const soon: Partial<RstFact> = { answersTimeNs: 0.98e9, answersSinceNs: 0.98e9 };
  connection.rsts.push({ ...genuine, ...soon });
  expect(judgeOrigin(connection, 19e6).origin).toBe('endpoint');
  expect(judgeOrigin(connection, 60e6).origin).toBe('middlebox');
});

test('a bare RST that ends the connection long after anything it could answer is doubted', () => {
  const late: Partial<RstFact> = { ...bare, answersTimeNs: 0.3e9, answersSinceNs: 0.3e9 };
  expect(judge(late)).toEqual({ origin: 'unknown', reasons: 1 });
  const nearer: Partial<RstFact> = { ...late, ttl: TTL + 1 };
  expect(judge(nearer)).toEqual({ origin: 'middlebox', reasons: 2 });
  expect(judge({ ...nearer, answersTimeNs: 0.98e9 }).origin).toBe('endpoint');
});
