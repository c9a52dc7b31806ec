import { expect, test } from 'vitest';
import { idleAt6, probed } from '../../test/probe/documents.ts';
import type { ProbeDocument } from '../probe/result.ts';
import { comparisonLines, probeDifferences } from './probe-comparison.ts';

const differing = (changes: Partial<ProbeDocument>): string[] =>
  probeDifferences(probed(), probed(changes)).map(({ what }) => what);

test('two measurements of one timer are alike, although no two are equal', () => {
  expect(differing({ idleTimeout: { ...idleAt6, lowS: 6.05, highS: 6.1 } })).toEqual([]);
  expect(
    differing({ connectionAge: { endedAfterS: null, how: null, announced: null, watchedS: 9, requests: 9 } }),
  ).toEqual([]);
});

test('another time, another way to close, another version are differences', () => {
  expect(differing({ idleTimeout: { ...idleAt6, lowS: 6.98, highS: 7.02 } })).toEqual(['idle timeout']);
  expect(differing({ idleTimeout: { ...idleAt6, how: 'rst' } })).toEqual(['idle timeout']);
  expect(differing({ idleTimeout: null, server: { header: 'other', product: null } })).toEqual([
    'server',
    'idle timeout',
  ]);
});

test('times of the network are no difference', () => {
  expect(differing({ reach: { connectMs: 80, tlsMs: null, firstByteMs: 90, status: 200 } })).toEqual([]);
});

test('differences come first, then what is alike', () => {
  const lines = comparisonLines(
    probed(),
    probed({ url: 'http://other.example/', server: { header: 'Caddy', product: 'caddy' } }),
    { width: 100, color: false },
  );
  expect(lines.slice(0, 7)).toEqual([
    'A  http://app.example/ (10.0.3.7)',
    'B  http://other.example/ (10.0.3.7)',
    '',
    'They differ',
    '  server         A: nginx',
    '                 B: Caddy',
    '',
  ]);
  expect(lines).toContain('Alike');
  expect(comparisonLines(probed(), probed(), { width: 100, color: false })).toContain('No difference');
});
