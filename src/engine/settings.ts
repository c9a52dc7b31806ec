/** Exact setting names and well-known defaults, from the catalogue, for the client and server that were recognised. */
import { looksLike, looksLikeCount } from '../catalog/looks-like.ts';
import type { Purpose, RecipeSide } from '../catalog/recipe.ts';
import { recipesFor } from '../catalog/recipes.ts';
import { recogniseClient, recogniseServer } from '../catalog/recognise.ts';
import type { TimeoutFact, TimeoutKind, TimeoutRole } from '../catalog/timeout-fact.ts';
import type { Cause } from '../diagnose/causes.ts';
import type { IncidentFacts } from '../diagnose/incidents.ts';
import type { InferredBracket } from '../diagnose/inference.ts';
import { safeIdleS } from './advice/pieces.ts';
import type { AdvisedSetting, SettingKind, Story } from './advice/story.ts';
import type { Recommendation } from './document.ts';

/** Which timers a measured time may be, by what was measured. */
const kindsOf: Record<'idle' | 'wait' | 'age', readonly TimeoutKind[]> = {
  idle: ['idle-keepalive'],
  wait: ['response-read'],
  age: ['connection-age'],
};

const middleboxCauses: ReadonlySet<Cause> = new Set([
  'idle-dropped',
  'idle-blackholed',
  'idle-reset-delayed',
]);

/** Products whose documented default lies in the bracket, e.g. "5 s: Node.js http server (keepAliveTimeout)". */
export function defaultsLike(
  incident: IncidentFacts,
  what: 'idle' | 'wait' | 'requests' | 'age',
  bracket: InferredBracket,
): string[] {
  if (bracket.high === null) return [];
  if (what === 'requests') return looksLikeCount(bracket.high).map(countText);
  const { cause } = incident;
  const kinds =
    cause === 'request-timeout'
      ? (['request-header', 'request-body'] as const)
      : flowKinds(cause, kindsOf[what]);
  const role: TimeoutRole | undefined =
    cause === 'client-timeout'
      ? 'client'
      : cause === 'response-timeout' || middleboxCauses.has(cause)
        ? undefined
        : 'server';
  const alike = looksLike(kinds, bracket.low ?? bracket.high, bracket.high, role);
  // A server that names itself is no other product, whatever its timer.
  const named = role === 'server' ? serverProductOf(incident) : undefined;
  return alike.filter(({ product }) => named === undefined || product === named).map(factText);
}

function flowKinds(cause: Cause, kinds: readonly TimeoutKind[]): readonly TimeoutKind[] {
  return middleboxCauses.has(cause) ? ['flow-idle', 'idle-keepalive'] : kinds;
}

function factText({ title, setting, defaultS }: TimeoutFact): string {
  return `${title} (${setting}${defaultS === null ? '' : ` ${defaultS} s`})`;
}

function countText({ title, setting, defaultValue }: TimeoutFact): string {
  return `${title} (${setting}${defaultValue === undefined ? '' : ` ${defaultValue}`})`;
}

/** Where a recipe for a piece of advice is looked up: whose product, and for what. */
const recipeFor: Partial<Record<SettingKind, { side: RecipeSide; purpose: Purpose }>> = {
  'client-idle': { side: 'client', purpose: 'idle-timeout-client' },
  'server-idle': { side: 'server', purpose: 'idle-timeout-server' },
  retry: { side: 'client', purpose: 'retry' },
  'tcp-keepalive': { side: 'client', purpose: 'tcp-keepalive' },
  'response-timeout': { side: 'server', purpose: 'response-timeout' },
  'client-timeout': { side: 'client', purpose: 'response-timeout' },
  'request-limit': { side: 'server', purpose: 'request-limit' },
};

/** Advice as recommendations, with the recognised product's own setting and a snippet to paste. */
export function recommend(
  settings: readonly AdvisedSetting[],
  incident: IncidentFacts,
  story: Story,
): Recommendation[] {
  const client = productOf(incident, ({ userAgent }) =>
    userAgent === null ? undefined : recogniseClient(userAgent),
  );
  const server = serverProductOf(incident);
  return settings.map(({ who, setting, value, why, kind }) => {
    const wanted = recipeFor[kind];
    if (wanted === undefined) return { who, setting, value, why };
    const product = wanted.side === 'client' ? client : server;
    const number = snippetValue(kind, story);
    const recipe = { ...wanted, ...(product === undefined ? {} : { product }), value: number };
    const own = product === undefined ? undefined : recipesFor(product, wanted.purpose, wanted.side)[0];
    if (own === undefined) return { who, setting, value, why, recipe };
    return {
      who,
      setting: `${own.title}: ${own.setting}`,
      value,
      why,
      snippet: own.snippet(number),
      recipe,
    };
  });
}

/** The number that goes into a snippet. */
function snippetValue(kind: SettingKind, story: Story): number {
  if (kind === 'client-idle' || kind === 'tcp-keepalive')
    return Number.parseFloat(safeIdleS(story.idle)) || 4;
  if (kind === 'server-idle') return Math.ceil((story.idle?.high ?? 60) * 2);
  if (kind === 'request-limit') return (story.requestLimit ?? 100) * 10;
  return Math.ceil((story.wait?.high ?? 30) * 2);
}

function serverProductOf(incident: IncidentFacts): string | undefined {
  return productOf(incident, ({ serverProduct, via }) =>
    serverProduct === null && via === null
      ? undefined
      : recogniseServer(serverProduct ?? '', via ?? undefined),
  );
}

type Headers = Pick<
  IncidentFacts['members'][0]['reading']['connection'],
  'userAgent' | 'serverProduct' | 'via'
>;

function productOf(
  { members, server }: IncidentFacts,
  recognise: (headers: Headers) => string | undefined,
): string | undefined {
  for (const { reading } of members) {
    const product = recognise(reading.connection);
    if (product !== undefined) return product;
  }
  return recognise({ userAgent: null, serverProduct: server.texts.serverProduct, via: server.texts.via });
}
