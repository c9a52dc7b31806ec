import { expect, test } from 'vitest';
import { type Directive, parseNginx } from './nginx-tree.ts';

/** "name arg [child arg]" for each directive. */
function shown(directives: readonly Directive[]): string[] {
  return directives.map(({ name, args, block }) =>
    [name, ...args, ...(block === undefined ? [] : [`[${shown(block).join('; ')}]`])].join(' '),
  );
}

const parsed = (text: string): string[] => shown(parseNginx('f', text).directives);

test.each([
  ['a b c;', ['a b c']],
  ['a "b c" \'d;e\';', ['a b c d;e']],
  ['a { b 1; c { d; } }', ['a [b 1; c [d]]']],
  ['a b#c; # comment {\nd;', ['a b#c', 'd']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx's own notation of a variable
  ['a ${b}c$d;', ['a ${b}c$d']],
  ['a b\\;c;', ['a b\\;c']],
  ['location ~ ^/(a|b){2}$ { d; }', ['location ~ ^/(a|b) []', '$ [d]']],
  ['location ~ "^/(a|b){2}$" { d; }', ['location ~ ^/(a|b){2}$ [d]']],
  ['\ufeffa 1;\r\nb 2;\r\n', ['a 1', 'b 2']],
])('%j', (text, expected) => {
  expect(parsed(text)).toEqual(expected);
});

test('a Lua block is skipped whole, whatever braces its strings and comments hold', () => {
  expect(parsed('content_by_lua_block { local s = "}" -- }\n if x then y = {} end }\nb 1;')).toEqual([
    'content_by_lua_block []',
    'b 1',
  ]);
});

test('each directive knows its line, and an argument on another line its own', () => {
  const [directive] = parseNginx('f', '\n\nkeepalive_timeout\n  75s;').directives;
  expect(directive).toMatchObject({ place: { file: 'f', line: 3 }, argLines: [4] });
});
