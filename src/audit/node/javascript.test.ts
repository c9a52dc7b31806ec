import { expect, test } from 'vitest';
import { callAround, expressionAt, lineCounter, withoutComments, withoutStrings } from './javascript.ts';

test('comments become blanks, strings stay, lines and offsets too', () => {
  const text = 'a = \'x // y\'; // c\n/* d\n e */ f = "#"';
  const code = withoutComments(text);
  expect(code).toHaveLength(text.length);
  expect(code.split('\n').map((line) => line.trim())).toEqual(["a = 'x // y';", '', 'f = "#"']);
  expect(withoutStrings(code)).not.toContain('y');
});

test.each([
  ['x = 65 * 1000;', '65 * 1000'],
  ['x = f(1, 2), y', 'f(1, 2)'],
  ['x = { a: 1,\n b: 2 } }', '{ a: 1,\n b: 2 }'],
  ['x = 5\ny', '5'],
])('the expression in %j ends where it ends', (text, expression) => {
  expect(expressionAt(text, 4)).toBe(expression);
});

test.each([
  ['createServer({ idle: 1 })', { callee: 'createServer' }],
  ['new http.Agent({ a: [1], idle: 1 })', { callee: 'http.Agent' }],
  ['new Agent({ connect: { idle: 1 } })', { callee: 'Agent', within: 'connect' }],
  ['const o: Options = { idle: 1 };\nserve(o, handler)', { callee: 'serve' }],
  ['const o = { idle: 1 };', undefined],
  ['interface O { idle: number }', undefined],
])('%s: the call that an option belongs to', (code, call) => {
  expect(callAround(code, code.indexOf('idle'))).toEqual(call);
});

test('a line is that of the character', () => {
  const lineOf = lineCounter('a\nb\n\nc');
  expect([0, 1, 2, 4, 5].map(lineOf)).toEqual([1, 1, 2, 3, 4]);
});
