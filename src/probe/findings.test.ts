import { describe, expect, test } from 'vitest';
import { plainOpened, settings } from '../../test/probe/playbook.ts';
import { findingsOf, type Parts, unreachable } from './findings.ts';
import type { IdleTimeout } from './steps/idle-timeout.ts';
import type { FirstAnswer, Reach } from './steps/reach.ts';

const first: FirstAnswer = {
  status: 200,
  answeredAs: 'HTTP/1.1',
  firstByteMs: 3.16,
  keeps: true,
  server: 'nginx/1.25.3',
  via: null,
  altSvc: null,
  location: null,
  announced: { timeoutS: null, max: null },
};
const closesAt = (lowS: number, highS = lowS + 0.04): IdleTimeout => ({
  outcome: 'closes',
  how: 'fin',
  lowS,
  highS,
  samples: 6,
  maxIdleS: 130,
  status: null,
});
const idle = (timeout: IdleTimeout | null): Partial<Parts> => ({
  idle: { idleTimeout: timeout, noneKept: timeout === null, announcedS: null, tcpKeepAlive: null },
});
const reached = (changes: Partial<FirstAnswer> = {}): Reach => ({
  opened: plainOpened,
  first: { ...first, ...changes },
  method: 'GET',
  notes: [],
});
const find = (changes: Partial<FirstAnswer>, parts: Partial<Parts>) =>
  findingsOf(settings, reached(changes), parts);

test('a server that could not be reached has an error and nothing else', () => {
  expect(unreachable('dns', { code: 'dns', message: 'x' })).toMatchObject({
    reach: null,
    idleTimeout: null,
    errors: [{ step: 'dns', code: 'dns' }],
  });
});

describe('looks like', () => {
  test('the product that the Server field names comes first', () => {
    const { server, idleTimeout } = find({}, idle(closesAt(74.98)));
    expect(server).toEqual({ header: 'nginx/1.25.3', product: 'nginx' });
    expect(idleTimeout?.looksLike[0]).toContain('nginx');
  });

  test('another server is not named where the Server field names one, what may stand before it is', () => {
    const names = (server: string | null, lowS: number) =>
      find({ server }, idle(closesAt(lowS))).idleTimeout?.looksLike.join() ?? '';
    expect(names(null, 2.98)).toContain('gunicorn');
    expect(names('nginx', 2.98)).toBe('');
    expect(names('nginx', 59.98)).toContain('Load Balancer');
  });

  test('a box that forgets is looked for among boxes', () => {
    const { idleTimeout } = find({}, idle({ ...closesAt(349, 350), outcome: 'forgets-reset' }));
    expect(idleTimeout?.looksLike.join()).toMatch(/NLB|load balancer/i);
  });
});

describe('the Keep-Alive field', () => {
  test.each([
    [5, 4.98, true],
    [5, 5.98, false],
    [5, 3.98, false],
    [null, 4.98, null],
  ])('timeout=%j where %d s was measured: truthful %j', (timeoutS, lowS, truthful) => {
    const { keepAliveHeader } = find({ announced: { timeoutS, max: 100 } }, idle(closesAt(lowS)));
    expect(keepAliveHeader).toEqual({ timeoutS, max: 100, truthful });
  });

  test('absent where the server sends none', () => {
    expect(find({}, idle(closesAt(5))).keepAliveHeader).toBeNull();
  });
});

describe('versions', () => {
  const kept = { status: 200, answeredAs: 'HTTP/1.1', announced: true, keeps: true };
  const basics: Parts['basics'] = {
    http11: kept,
    http10: kept,
    http10Closes: true,
    afterHead: kept,
    afterError: null,
  };

  test('what was not looked at is not denied', () => {
    const { versions } = find({ altSvc: 'h3=":443"; ma=86400' }, { basics, http2: null });
    expect(versions).toEqual({
      'http/1.0': { supported: true, answeredAs: 'HTTP/1.1', persistent: true },
      'http/1.1': { supported: true, answeredAs: 'HTTP/1.1', persistent: true },
      h2: { supported: null, answeredAs: null, persistent: null },
      h2c: { supported: false, answeredAs: null, persistent: null },
      h3: { advertised: true },
    });
  });

  test('a server that speaks HTTP/2 only has its idle timeout from there', () => {
    const part: Parts['http2'] = {
      chosen: null,
      basics: {
        opened: plainOpened,
        supported: true,
        status: 200,
        settings: { MAX_CONCURRENT_STREAMS: 100 },
        ping: null,
        requestLimit: null,
        requestsTried: 3,
      },
      idle: {
        idleTimeout: { ...closesAt(8), how: 'goaway' },
        goAway: null,
        closesAfterGoAwayS: null,
        serverPings: 0,
      },
    };
    const found = findingsOf(settings, { ...reached(), first: null }, { http2: part });
    expect(found).toMatchObject({
      reach: { status: 200 },
      versions: { 'http/1.1': { supported: false }, h2c: { supported: true } },
      idleTimeout: { how: 'goaway', lowS: 8 },
      http2: { maxConcurrentStreams: 100 },
      recommended: { clientIdleTimeoutS: 7 },
    });
  });

  test('HTTP/2 that was watched for less than the idle timeout of HTTP/1.1 says nothing of its own', () => {
    const watched = (maxIdleS: number): Parts['http2'] => ({
      chosen: null,
      basics: {
        opened: plainOpened,
        supported: true,
        status: 200,
        settings: {},
        ping: null,
        requestLimit: null,
        requestsTried: 3,
      },
      idle: {
        idleTimeout: { ...closesAt(8), outcome: 'not-within', how: null, lowS: null, highS: null, maxIdleS },
        goAway: null,
        closesAfterGoAwayS: null,
        serverPings: 0,
      },
    });
    expect(find({}, { http2: watched(3), ...idle(closesAt(5)) }).http2?.idleTimeout).toBeNull();
    expect(find({}, { http2: watched(6), ...idle(closesAt(5)) }).http2?.idleTimeout?.outcome).toBe(
      'not-within',
    );
  });

  test('a promise that is not kept is said', () => {
    const broken = { ...basics, http11: { ...kept, keeps: false } };
    expect(find({}, { basics: broken, ...idle(null) }).errors.map(({ code }) => code)).toEqual([
      'not-measured',
      'untruthful',
    ]);
  });
});

describe('the age of a connection', () => {
  const age = { endedAfterS: 10, how: 'fin' as const, announced: false, watchedS: 10, requests: 10 };
  const limit = { limit: 10, tried: 10, announced: true, how: null, announcedMax: null };

  test('is what ended it', () => {
    expect(find({}, { age, ...idle(closesAt(5)) }).connectionAge).toEqual(age);
  });

  test('is not known where the number of requests, or the idle second between two, ended it', () => {
    expect(find({}, { age, limit, ...idle(closesAt(5)) }).connectionAge).toBeNull();
    expect(find({}, { age, ...idle(closesAt(0.98)) }).connectionAge).toBeNull();
  });
});
