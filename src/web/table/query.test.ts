import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConnectionColumns } from '../../engine/index.ts';
import { compileQuery, QueryError } from './query.ts';

const data: ConnectionColumns = {
  count: 4,
  columns: {
    stream: { kind: 'number', values: Uint32Array.of(0, 1, 2, 3) },
    client: { kind: 'text', codes: Uint32Array.of(0, 1, 0, 2), texts: ['10.0.0.5', '10.0.0.6', 'fe80::1'] },
    server: { kind: 'text', codes: Uint32Array.of(0, 0, 1, 1), texts: ['10.0.3.7', '2001:db8::7'] },
    clientPort: { kind: 'number', values: Uint32Array.of(51_000, 51_001, 443, 51_003) },
    serverPort: { kind: 'number', values: Uint32Array.of(443, 443, 8080, 8080) },
    cause: {
      kind: 'text',
      codes: Uint32Array.of(0, 1, 1, 2),
      texts: ['healthy', 'keepalive-race', 'idle-close'],
    },
    durationS: { kind: 'number', values: Float64Array.of(0.25, 12, 300, 5) },
    bytesSent: { kind: 'number', values: Float64Array.of(0, 999, 1000, 2e6) },
  },
};

function found(query: string): number[] {
  const test = compileQuery(query, data);
  return [0, 1, 2, 3].filter(test);
}

describe('a query', () => {
  test.each([
    ['', [0, 1, 2, 3]],
    ['cause:race', [1, 2]],
    ['CAUSE:RACE', [1, 2]],
    ['cause=keepalive-race', [1, 2]],
    ['cause!=healthy', [1, 2, 3]],
    ['-cause:healthy', [1, 2, 3]],
    ['not cause:healthy', [1, 2, 3]],
    ['cause:race serverPort:443', [1]],
    ['cause:race and serverPort=443', [1]],
    ['cause:healthy or cause:idle', [0, 3]],
    ['cause:race serverPort:443 or stream=3', [1, 3]],
    ['cause:race (serverPort:443 or stream=2)', [1, 2]],
    ['durationS>10', [1, 2]],
    ['durationS>=5min', [2]],
    ['durationS<=250ms', [0]],
    ['bytesSent>=1kB', [2, 3]],
    ['bytesSent<1KB', [0, 1]],
    ['ip:10.0.0.', [0, 1, 2]],
    ['port=443', [0, 1, 2]],
    ['port!=443', [3]],
    ['10.0.0.5', [0, 2]],
    ['"10.0.0.5"', [0, 2]],
    ['2001:db8::7', [2, 3]],
    ['fe80::1', [3]],
    ['-10.0.0.5', [1, 3]],
    ['nothing-like-this', []],
  ])('%s', (query, streams) => {
    expect(found(query)).toEqual(streams);
  });

  test.each([
    ['colour:red', 'There is no column "colour"'],
    ['durationS>soon', '"soon" is no number'],
    ['cause>healthy', '"> compares numbers'.replace('">', '">"')],
    ['(cause:race', 'A "(" has no ")"'],
    ['cause:race)', 'There is a ")" without its "("'],
    ['cause:race or', 'Something is missing'],
  ])('%s is refused with a sentence', (query, sentence) => {
    expect(() => found(query)).toThrow(QueryError);
    expect(() => found(query)).toThrow(sentence);
  });

  test('of any text is understood or refused, never a fault', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '-',
      'or',
      'not',
      'and',
      '"',
      ':',
      '<',
      'cause',
      'durationS',
      '5s',
      ' ',
      'é',
      '\u202e',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 200 }).map((all) => all.join('')),
        ),
        (query) => {
          try {
            found(query);
          } catch (error) {
            expect(error).toBeInstanceOf(QueryError);
          }
        },
      ),
    );
  });

  test('of endless parentheses is refused', () => {
    expect(() => found('('.repeat(100_000))).toThrow(QueryError);
  });
});
