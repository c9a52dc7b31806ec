import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPieces } from './json-pieces.ts';

test('the pieces together are the document', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (document) => {
      expect(JSON.parse([...jsonPieces(document)].join(''))).toEqual(JSON.parse(JSON.stringify(document)));
    }),
  );
});

test('each element of an array stands on its own line', () => {
  expect([...jsonPieces({ a: 1, list: [{ b: 2 }, 3], none: [] })].join('')).toBe(
    '{\n"a": 1,\n"list": [\n{"b":2},\n3\n],\n"none": []\n}\n',
  );
});
