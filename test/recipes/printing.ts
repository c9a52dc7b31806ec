/** Recipes that print the setting in force: set it by the recipe for idle timeouts, print it, find it in the output. */
import { mkdirSync, renameSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Recipe } from '../../src/catalog/recipe.ts';
import { recipesOf } from '../../src/catalog/recipes.ts';
import { type ClientProgram, makeRequests } from './clients.ts';
import { start } from './programs.ts';
import { recordingServer } from './recording-server.ts';
import { type ServerProgram, serve } from './servers.ts';

/** No default of any product here, in whatever unit it is printed. */
const valueS = 37;
const printed = /\b37(000|s|sec)?\b/;

function idleSnippet({ product }: Recipe): string {
  const idle = recipesOf(product).find(({ purpose }) => purpose.startsWith('idle-timeout'));
  return idle?.snippet(valueS) ?? '';
}

/** Code goes into the program after the setting; a command is run beside it, with our paths in place of the system's. */
export async function printOfServer(recipe: Recipe, program: ServerProgram): Promise<void> {
  if (recipe.language !== 'sh') {
    const { running } = await serve(program, `${idleSnippet(recipe)}\n${recipe.snippet(0)}`);
    await sleep(300);
    expect(running.output()).toMatch(printed);
    return;
  }
  const { directory } = await serve(program, idleSnippet(recipe));
  const command = recipe
    .snippet(0)
    .replace('/etc/haproxy/haproxy.cfg', 'haproxy.cfg')
    .replace('/etc/apache2 /etc/httpd', '.')
    .replace('config/puma.rb', 'puma.rb')
    .replace('nginx -T', 'nginx -p "$PWD" -c nginx.conf -T');
  if (program.product === 'tomcat') {
    mkdirSync(`${directory}/conf`, { recursive: true });
    renameSync(`${directory}/server.xml`, `${directory}/conf/server.xml`);
  }
  const printing = start(command, directory, { CATALINA_BASE: directory });
  await printing.ended;
  expect(printing.output()).toMatch(printed);
}

export async function printOfClient(recipe: Recipe, program: ClientProgram): Promise<void> {
  const server = await recordingServer();
  const task = {
    url: `http://127.0.0.1:${server.port}/`,
    steps: [{ method: 'GET', wait: 0 }] as const,
    tail: 20_000,
    purpose: recipe.purpose,
  };
  const beside = recipe.language === 'sh' && recipe.snippet(0).includes('<pid>');
  const snippet = beside
    ? idleSnippet(recipe)
    : recipe.language === 'sh'
      ? recipe.snippet(0)
      : `${idleSnippet(recipe)}\n${recipe.snippet(0)}`;
  const running = makeRequests(program, snippet, task);
  while (server.seen.length === 0 && running.child.exitCode === null) await sleep(50);
  await sleep(300);
  if (!beside)
    return expect(running.output()).toMatch(
      recipe.product === 'curl' ? /Re-using existing connection/ : printedBy(recipe),
    );
  const printing = start(recipe.snippet(0).replace('<pid>', String(running.child.pid)), '/');
  await printing.ended;
  expect(printing.output()).toMatch(printed);
}

/** Where the idle timeout cannot be read back, what the snippet does print. */
function printedBy({ product }: Recipe): RegExp {
  return (
    { 'python-requests': /Retry\(/, httpx: /Timeout\(/, aiohttp: /ClientTimeout\(/, php: printed }[product] ??
    printed
  );
}
