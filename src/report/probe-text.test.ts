import { describe, expect, test } from 'vitest';
import { idleAt6, probed } from '../../test/probe/documents.ts';
import type { ProbeDocument } from '../probe/result.ts';
import { probeMarkdown } from './probe-markdown.ts';
import { probeLines } from './probe-text.ts';

const lines = (changes: Partial<ProbeDocument> = {}): string[] =>
  probeLines(probed(changes), { width: 90, color: false, recipes: [] });

/** The words of the card, wherever lines break. */
const card = (changes: Partial<ProbeDocument> = {}): string => lines(changes).join(' ').replace(/ +/g, ' ');

test('the card of a server that closes idle connections', () => {
  expect(lines().join('\n')).toMatchInlineSnapshot(`
    "http://app.example/ (10.0.3.7)
    Set the client's idle timeout to 4 s
      why            The server announces 5 s.

      reached        TCP 1.2 ms, first byte 3.4 ms, status 200
      server         nginx
      versions       HTTP/1.0 (answered as HTTP/1.1), HTTP/1.1; not HTTP/2 in plain text (h2c)
      keeps          yes after HTTP/1.1; no after HTTP/1.0 with keep-alive
      idle timeout   the server closes after 5.98 s to 6.02 s with FIN (12 connections); looks
                     like Node.js http server (keepAliveTimeout 5 s)
      Keep-Alive     the server says timeout=5, but closes later, which does no harm
      TCP keep-alive probes every second did not make an idle connection live longer
      requests       100 requests on one connection, and the last response says so (closed
                     with FIN)
      age            no limit for a busy connection seen within 7 s

    Took 8.10 s, 140 requests on 22 connections, at most 15 at once."
  `);
});

describe('idle', () => {
  test.each([
    ['forgets-reset', 'answers what comes later with RST'],
    ['forgets-silently', 'drops silently what comes later'],
  ] as const)('%s', (outcome, words) => {
    expect(card({ idleTimeout: { ...idleAt6, outcome, how: null } })).toContain(words);
  });

  test('not within the time that was looked at', () => {
    const idleTimeout = { ...idleAt6, outcome: 'not-within' as const, lowS: null, highS: null };
    expect(card({ idleTimeout })).toContain('none within 130 s');
  });

  test('with a 408 before the end, and close_notify', () => {
    const text = card({ idleTimeout: { ...idleAt6, status: 408, how: 'close-notify-fin' } });
    expect(text).toContain('TLS close_notify, then FIN, after a response 408');
  });
});

describe('limits', () => {
  const stall = {
    outcome: 'closes',
    low: 1.98,
    high: 2.02,
    how: 'fin',
    samples: 2,
    status: 408,
    maxS: 130,
  } as const;

  test('half requests', () => {
    const text = card({
      headerTimeoutS: stall,
      bodyTimeoutS: { ...stall, outcome: 'answered-first', low: null, high: null, status: 405 },
      firstByteTimeoutS: { ...stall, outcome: 'not-within', low: null, high: null },
    });
    expect(text).toContain('half a head 1.98 s to 2.02 s, response 408, closed with FIN');
    expect(text).toContain('half a body not to be seen here: the server answers 405');
    expect(text).toContain('silent client none within 130 s');
  });

  test('a limit without a word loses a request', () => {
    const requestsPerConnection = { limit: 10, tried: 10, announced: false, how: null, announcedMax: null };
    expect(card({ requestsPerConnection })).toContain('the next one is lost');
  });

  test('an age', () => {
    const connectionAge = {
      endedAfterS: 30,
      how: 'fin' as const,
      announced: true,
      watchedS: 30,
      requests: 30,
    };
    expect(card({ connectionAge })).toContain('ended after 30 s, announced by Connection: close');
  });

  test('connections at once', () => {
    const connectionLimit = { tried: 50, answered: 25, refused: 20, closed: 4, silent: 1 };
    expect(card({ connectionLimit })).toContain(
      '25 of 50 connections served at once, 20 not accepted, 4 closed without a response, 1 left waiting',
    );
  });

  test('the race', () => {
    const at = (idleS: number, outcome: 'answered' | 'lost' | 'closed-first') => ({ idleS, outcome });
    expect(card({ race: [at(5.9, 'answered'), at(6, 'lost'), at(6.1, 'closed-first')] })).toContain(
      '1 request lost, sent after 6.000 s idle',
    );
    expect(card({ race: [at(5.9, 'answered')] })).toContain('no request was lost');
  });
});

test('HTTP/2, TLS and other addresses are on the card', () => {
  const text = card({
    addresses: ['10.0.3.7', '10.0.3.8'],
    tls: {
      version: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      alpn: ['h2', 'http/1.1'],
      alpnOffered: ['h2', 'http/1.1'],
      alpnChosen: 'h2',
      certificate: {
        subject: 'app.example',
        issuer: 'R3',
        names: '',
        validFrom: '2026-01-01T00:00:00.000Z',
        validTo: '2026-12-31T00:00:00.000Z',
      },
    },
    http2: {
      settings: {},
      maxConcurrentStreams: 128,
      ping: { answered: true, rttMs: 1.5 },
      requestsPerConnection: { limit: 100, tried: 100 },
      idleTimeout: { ...idleAt6, how: 'goaway' },
      goAway: { code: 'NO_ERROR', lastStreamId: 1 },
      closesAfterGoAwayS: 0.001,
      serverPings: 0,
    },
  });
  expect(text).toContain('also 10.0.3.8, not probed here');
  expect(text).toContain('it chooses h2; certificate for app.example, by R3, until 2026-12-31');
  expect(text).toContain('128 streams at once; PING answered in 1.5 ms; GOAWAY after 100 requests');
  expect(text).toContain('HTTP/2 idle the server closes after 5.98 s to 6.02 s with GOAWAY');
});

test('a response that says one thing and does another is told', () => {
  const lie = { status: 412, answeredAs: 'HTTP/1.1', announced: true, keeps: false };
  const text = card({
    persistence: { afterHead: null, afterError: lie, afterPost: null, http10Closes: false },
  });
  expect(text).toContain('after an error 412 (though the response says keep-alive)');
  expect(text).toContain('after HTTP/1.0 without keep-alive it does not close');
});

test('a server that could not be reached: what failed, and no advice', () => {
  const text = card({
    reach: null,
    versions: null,
    idleTimeout: null,
    errors: [{ step: 'reach', code: 'refused', message: 'connection refused' }],
  });
  expect(text).toContain('failed Connection refused.');
  expect(text).not.toContain('Set');
});

test('what the server sends reaches neither terminal nor Markdown as it is', () => {
  const document = probed({
    server: { header: '\x1b[31mevil\u202e|[x](http://evil)', product: null },
    notes: ['redirects to \x07http://evil/|'],
    errors: [{ step: 'x', code: 'x', message: 'a\x1b]0;b' }],
  });
  const text = probeLines(document, { width: 200, color: false, recipes: [] }).join('\n');
  const markdown = probeMarkdown(document, []).join('\n');
  for (const output of [text, markdown]) expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(markdown).toContain('\\|\\[x\\]');
  expect(markdown).toContain('| idle timeout | the server closes after');
});
