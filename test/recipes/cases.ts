/** Which recipes are run, and what is looked at: the tests of servers and of clients go through this list. */
import type { Recipe } from '../../src/catalog/recipe.ts';
import { productsWithRecipes, recipesOf } from '../../src/catalog/recipes.ts';
import { clientPrograms } from './clients.ts';
import { clientEffects, proxyEffects, serverEffects } from './effects.ts';
import { hasPythonModule, isInstalled } from './programs.ts';
import { serverPrograms } from './servers.ts';

/** Cannot be seen here, or not with the release that Debian has. */
const notSeen = new Set([
  'aiohttp: tcp-keepalive: TCPConnector socket_factory', // newer than Debian's
  'apache-httpclient4: print-current: debug log',
  'caddy: print-current: admin /config/', // one fixed port for all
  'curl: idle-timeout-client: CURLOPT_MAXAGE_CONN', // C
  'httpx: tcp-keepalive: HTTPTransport socket_options', // newer than Debian's
  'jetty: idle-timeout-server: jetty.http.idleTimeout', // needs the whole distribution
  'jetty: print-current: start.jar --list-config',
  'okhttp: tcp-keepalive: pingInterval', // HTTP/2
  'puma: disable-keepalive: enable_keep_alives', // newer than Debian's
]);

export interface Case {
  name: string;
  /** The program is installed here. */
  runs: boolean;
  effect(): Promise<void>;
}

export const allRecipes: readonly Recipe[] = productsWithRecipes.flatMap(recipesOf);

export function nameOf({ product, purpose, setting }: Recipe): string {
  return `${product}: ${purpose}: ${setting}`;
}

const seen = allRecipes.filter((recipe) => !notSeen.has(nameOf(recipe)));

export const clientCases: readonly Case[] = seen.flatMap((recipe) => {
  const program = clientPrograms.find(({ product }) => product === recipe.product);
  const effect = clientEffects[recipe.purpose];
  if (program === undefined || effect === undefined || recipe.side === 'server') return [];
  const { needs, pythonModule } = program;
  const runs = isInstalled(needs) && (pythonModule === undefined || hasPythonModule(pythonModule));
  return [{ name: nameOf(recipe), runs, effect: () => effect(recipe, program) }];
});

export const serverCases: readonly Case[] = seen.flatMap((recipe) => {
  const program = serverPrograms.find(({ product }) => product === recipe.product);
  const effects = recipe.side === 'client' ? proxyEffects : serverEffects;
  const effect = effects[recipe.purpose];
  if (program === undefined || effect === undefined) return [];
  return clientCases.some(({ name }) => name === nameOf(recipe))
    ? []
    : [{ name: nameOf(recipe), runs: isInstalled(program.needs), effect: () => effect(recipe, program) }];
});
