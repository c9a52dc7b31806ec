/** Hops in, document out: defaults, order, the rules over each pair of neighbours, and the edit that ends a finding. */
import type { Purpose } from '../catalog/recipe.ts';
import { recipesFor } from '../catalog/recipes.ts';
import { withDefaults } from './defaults.ts';
import type { AuditDocument, FindingReport, HopReport, SettingsReport } from './document.ts';
import { fixOf, type TextOf } from './fixes.ts';
import { chainsOf, endpointText } from './links.ts';
import type { AuditWarning, Hop, SettingName, Settings } from './model.ts';
import { pairsOf } from './pairs.ts';
import { type Match, type Pair, placesOf, type Remedy, type Rule, severities } from './rule.ts';
import { rules } from './rules.ts';

export interface AuditInput {
  hops: readonly Hop[];
  /** The order where somebody has said it; otherwise it follows from who sends to whom. */
  order?: readonly (readonly Hop[])[];
  warnings: readonly AuditWarning[];
  textOf: TextOf;
}

export function audit({ hops, order, warnings, textOf }: AuditInput): AuditDocument {
  const given = order ?? chainsOf(hops);
  const complete = completed(hops, given);
  const chains = given.map((chain) => chain.map((hop) => complete.get(hop) ?? hop));
  const ordered = [...new Set([...chains.flat(), ...complete.values()])];
  return {
    schema: 'whyreset/audit/1',
    hops: ordered.map(hopReport),
    chains: chains.map((chain) => chain.map(({ name }) => name)),
    findings: findingsOf(chains, textOf),
    warnings: [...warnings],
  };
}

/** Each hop with its defaults and a name of its own. */
function completed(hops: readonly Hop[], chains: readonly (readonly Hop[])[]): Map<Hop, Hop> {
  const senders = new Set(chains.flatMap((chain) => chain.slice(0, -1)));
  const names = ownNames(hops);
  return new Map(
    hops.map((hop, index) => {
      const named = { ...hop, name: names[index] ?? hop.name };
      return [hop, withDefaults(named, { sends: senders.has(hop) || sendsOut(hop) })];
    }),
  );
}

/** An Ingress and a Deployment are often called the same: then the product tells them apart, or else a number. */
function ownNames(hops: readonly Hop[]): string[] {
  const products = new Map<string, Set<string>>();
  for (const { name, product } of hops) products.set(name, (products.get(name) ?? new Set()).add(product));
  const used = new Map<string, number>();
  return hops.map(({ name, product }) => {
    const told = (products.get(name)?.size ?? 0) > 1 ? `${name} (${product})` : name;
    const count = (used.get(told) ?? 0) + 1;
    used.set(told, count);
    return count === 1 ? told : `${told} #${count}`;
  });
}

/** To servers that are not among the files. */
function sendsOut({ upstreams, asClient }: Hop): boolean {
  return upstreams.length > 0 || Object.keys(asClient).length > 0;
}

interface Found {
  rule: Rule;
  match: Match;
}

function findingsOf(chains: readonly (readonly Hop[])[], textOf: TextOf): FindingReport[] {
  const found = new Map<string, FindingReport>();
  for (const { rule, match } of matchesOf(chains)) {
    const report = findingReport({ rule, match }, textOf);
    const where = report.sources.length > 0 ? report.sources : report.hops;
    const key = JSON.stringify([rule.id, where, match.settings.map(({ value }) => value)]);
    const same = found.get(key);
    if (same === undefined) found.set(key, report);
    else same.alsoHops = [...(same.alsoHops ?? []), report.hops];
  }
  return [...found.values()].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

function matchesOf(chains: readonly (readonly Hop[])[]): Found[] {
  const pairs = new Map<string, Pair>();
  for (const pair of chains.flatMap(pairsOf)) {
    const key = [pair.client, ...pair.between, pair.server].map((hop) => hop?.name ?? '').join('\n');
    pairs.set(key, pair);
  }
  return rules.flatMap((rule) =>
    [...pairs.values()].flatMap((pair) => {
      const match = rule.check(pair);
      return match === undefined ? [] : [{ rule, match }];
    }),
  );
}

function findingReport({ rule, match }: Found, textOf: TextOf): FindingReport {
  const fix = match.remedies.map((remedy) => fixOf(remedy, textOf)).find((one) => one !== undefined);
  const snippet =
    fix === undefined ? match.remedies.map(snippetOf).find((one) => one !== undefined) : undefined;
  return {
    rule: rule.id,
    severity: match.severity,
    hops: match.hops.map(({ name }) => name),
    message: match.message,
    arithmetic: match.arithmetic,
    advice: match.advice,
    sources: placesOf(match.settings),
    ...(fix && { fix }),
    ...(snippet && { snippet }),
  };
}

const purposes: Partial<Record<SettingName, Purpose>> = {
  responseTimeoutS: 'response-timeout',
  requestLimit: 'request-limit',
  tcpKeepAliveS: 'tcp-keepalive',
};

function snippetOf({ hop, side, setting, value }: Remedy): FindingReport['snippet'] {
  const role = side === 'asServer' ? 'server' : 'client';
  const purpose = setting === 'idleTimeoutS' ? (`idle-timeout-${role}` as const) : purposes[setting];
  const [recipe] = purpose === undefined ? [] : recipesFor(hop.product, purpose, role);
  return recipe && { product: recipe.product, setting: recipe.setting, text: recipe.snippet(value) };
}

function hopReport({
  name,
  product,
  version,
  place,
  listens,
  upstreams,
  asServer,
  asClient,
}: Hop): HopReport {
  return {
    name,
    product,
    ...(version !== undefined && { version }),
    ...(place !== undefined && { place }),
    ...(listens.length > 0 && { listensAt: listens.map(endpointText) }),
    ...(upstreams.length > 0 && { sendsTo: upstreams.map(endpointText) }),
    asServer: settingsReport(asServer),
    asClient: settingsReport(asClient),
  };
}

function settingsReport(settings: Settings): SettingsReport {
  return Object.fromEntries(
    Object.entries(settings).map(([key, { value, from, assumedVersion, name }]) => [
      key,
      { value, from, ...(assumedVersion && { assumedVersion }), ...(name && { setting: name }) },
    ]),
  );
}
