import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeBundle, removeBundle, whyreset } from './whyreset.ts';

beforeAll(makeBundle);
afterAll(removeBundle);

test.each([
  ['whyreset', []],
  ['explain', ['explain']],
  ['connections', ['connections']],
  ['evidence', ['evidence']],
  ['cause', ['cause']],
  ['probe', ['probe']],
  ['serve', ['serve']],
])('the help of %s is complete, with examples', async (name, command) => {
  const { status, stdout } = whyreset([...command, '--help']);
  expect(status).toBe(0);
  expect(stdout).toContain('Examples:');
  await expect(stdout).toMatchFileSnapshot(`expected/${name}-help.expected.txt`);
});

test('every command has a help page with examples', () => {
  const commands = whyreset(['--help']).stdout.match(/^ {2}[a-z]+(?= )/gm) ?? [];
  expect(commands.length).toBeGreaterThanOrEqual(4);
  for (const command of commands.filter((name) => name.trim() !== 'help')) {
    expect(whyreset([command.trim(), '--help']).stdout).toContain('Examples:');
  }
});
