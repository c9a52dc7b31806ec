import { expect, test } from 'vitest';
import { connection, document, incident } from './report/documents.ts';

// The scripts are plain JavaScript.
const { createScore, scoreCapture } = await import(
  new URL('../scripts/accuracy/score.mjs', import.meta.url).href
);

const startS = Date.parse('2026-01-31T10:00:00Z') / 1000;
const listed = (stream: number, cause: string, more: object = {}) => ({
  client: `10.0.0.5:${51_000 + stream}`,
  server: '10.0.3.7:443',
  start: startS + stream,
  cause,
  ...more,
});

function score(connections: object[], verdicts: Parameters<typeof document>[0], more: object = {}) {
  const result = createScore();
  scoreCapture(result, { connections, ...more }, document(verdicts, []), 'a.pcap');
  return result;
}

test('a verdict is right, acceptable, wrong, missed or absent', () => {
  const { causes, confused } = score(
    [
      listed(1, 'keepalive-race'),
      listed(2, 'keepalive-race', { acceptable: ['stale-reuse'] }),
      listed(3, 'keepalive-race'),
      listed(4, 'keepalive-race'),
      listed(5, 'keepalive-race'),
    ],
    [
      connection(1, 'keepalive-race'),
      connection(2, 'stale-reuse'),
      connection(3, 'half-open'),
      connection(4, 'unexplained'),
    ],
  );
  const row = { n: 5, right: 1, acceptable: 1, wrong: 1, missed: 1, absent: 1, falseAlarms: 0 };
  expect(causes.get('keepalive-race')).toEqual(row);
  expect(Object.fromEntries(confused)).toEqual({
    'keepalive-race → half-open': 1,
    'keepalive-race → unexplained': 1,
  });
});

test('harm claimed of a healthy connection is a false alarm, unless the truth ignores it', () => {
  const verdicts = [connection(1, 'half-open'), connection(2, null), connection(3, 'idle-close')];
  expect(score([], verdicts)).toMatchObject({ falseAlarms: 1, healthy: 3 });
  const ignore = [{ client: '10.0.0.5:51001', server: '10.0.3.7:443' }];
  expect(score([], verdicts, { ignore })).toMatchObject({ falseAlarms: 0, healthy: 2 });
  expect(score([listed(1, 'idle-close')], [connection(1, 'half-open')])).toMatchObject({
    falseAlarms: 1,
    healthy: 1,
  });
});

test('a four-tuple that occurs twice is told apart by its start, and roles may be swapped', () => {
  const swapped = {
    ...connection(9, 'half-open'),
    client: { address: '10.0.3.7', port: 443 },
    server: { address: '10.0.0.5', port: 51_001 },
  };
  const early = { ...connection(1, 'keepalive-race') };
  const truth = [{ ...listed(1, 'half-open'), start: startS + 9 }, listed(1, 'keepalive-race')];
  expect(score(truth, [early, swapped]).causes.get('half-open').right).toBe(1);
});

test('an incident is right when its count is, and its bracket when it holds the true timeout', () => {
  const found = incident('keepalive-race', [1, 2, 3], {
    inferred: { idleTimeoutS: { low: 4.9, high: 5.2, samples: 3, looksLike: [] } },
  });
  const result = createScore();
  const wanted = {
    server: '10.0.3.7:443',
    cause: 'keepalive-race',
    hurt: 3,
    inferred: { trueIdleTimeoutS: 5, idleTimeoutS: [4.9, 5.3] },
  };
  scoreCapture(result, { connections: [], incidents: [wanted] }, document([], [found]), 'a.pcap');
  expect(result.incidents).toEqual({ right: 1, n: 1 });
  expect(result.idleTimeouts).toEqual({ right: 1, tight: 1, n: 1 });
});
