import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, itemsAt, mapsIn, scalarAt, textAt } from './tree.ts';
import { readYaml } from './yaml.ts';

function one(text: string) {
  const { documents, errors } = readYaml(text);
  expect(errors).toEqual([]);
  return documents[0];
}

describe('a YAML document', () => {
  test('keeps text as text, with its line', () => {
    const tree = one('a:\n  b: 60\n  c: "60"\n  d: 010\n');
    expect(scalarAt(tree, 'a', 'b')).toEqual({ kind: 'scalar', line: 2, text: '60', quoted: false });
    expect(scalarAt(tree, 'a', 'c')).toMatchObject({ line: 3, quoted: true });
    expect(textAt(tree, 'a', 'd')).toBe('010');
  });

  test('takes over what an alias stands for, and what << merges unless it is written', () => {
    const tree = one('base: &b {idle: 5, age: 9}\nweb:\n  <<: *b\n  idle: 7\nlist: [*b]\n');
    expect(textAt(tree, 'web', 'idle')).toBe('7');
    expect(scalarAt(tree, 'web', 'age')).toMatchObject({ text: '9', line: 1 });
    expect(textAt(itemsAt(tree, 'list')[0], 'age')).toBe('9');
  });

  test('has no value where there is none', () => {
    const tree = one('a:\nb: null\nc: ~\nd: "null"\n');
    expect(['a', 'b', 'c'].map((key) => scalarAt(tree, key))).toEqual([undefined, undefined, undefined]);
    expect(textAt(tree, 'd')).toBe('null');
  });

  test('reads JSON, tabs and all', () => {
    expect(scalarAt(one('{\n\t"a": {\n\t\t"b": "60s"\n\t}\n}\n'), 'a', 'b')).toMatchObject({
      text: '60s',
      line: 3,
    });
  });
});

describe('a file of documents', () => {
  test('names line and column of what is broken, and keeps the others', () => {
    const { documents, errors } = readYaml('a: 1\n---\nb: [1,\n---\nc: 3\n');
    expect(documents.map((tree) => [...mapsIn(tree)].flatMap(({ entries }) => [...entries.keys()]))).toEqual([
      ['a'],
      ['c'],
    ]);
    expect(errors).toMatchObject([{ line: 4, column: 1 }]);
  });

  test('counts lines over all documents', () => {
    const { documents } = readYaml('# one\na: 1\n---\n# two\nb: 2\n');
    expect(scalarAt(documents[1], 'b')?.line).toBe(5);
  });

  test('leaves out what is not wanted, without reading it', () => {
    const { documents, errors } = readYaml('a: [\n---\nb: 2\n', (text) => text.includes('b:'));
    expect({ documents: documents.length, errors }).toEqual({ documents: 1, errors: [] });
  });
});

describe('a hostile document', () => {
  const levels = Array.from({ length: 30 }, (_, n) => `l${n + 1}: &l${n + 1} [*l${n}, *l${n}]`);

  test.each([
    ['aliases that double at each level', `l0: &l0 [x, x]\n${levels.join('\n')}\n`],
    [
      'merges that multiply',
      `b: &b {${Array.from({ length: 1000 }, (_, n) => `k${n}: 1`).join(', ')}}\n${'m:\n  <<: *b\n'.repeat(1000)}`,
    ],
    ['an alias of itself', 'a: &a [*a, *a]\nb: *nothing\n'],
    ['brackets without end', '['.repeat(100_000)],
    ['a chain of aliases', Array.from({ length: 20_000 }, (_, n) => `k${n}: &k${n} [*k${n - 1}]`).join('\n')],
  ])('%s: is read or refused, soon', (_, text) => {
    const started = performance.now();
    const { documents, errors } = readYaml(text);
    for (const tree of documents) expect([...mapsIn(tree)].length).toBeLessThan(300_000);
    expect(documents.length + errors.length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '&x ',
      '*x',
      '<<',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '|',
      '>',
      '---',
      '#',
      '!',
      '\t',
      '%',
      ',',
      '?',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const { documents } = readYaml(text);
          for (const tree of documents) expect(at(tree, 'no', 'such')).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });
});
