/**
 * What is not written has the product's default, for its version: the catalogue's facts as settings of a hop. Every
 * setting that comes from here says so, and which version was assumed where nobody told.
 */
import { facts } from '../catalog/facts.ts';
import type { TimeoutFact, TimeoutKind, TimeoutRole } from '../catalog/timeout-fact.ts';
import { assumedVersion } from './assumed-versions.ts';
import type { Hop, Setting, SettingName, Settings, SettingValue, Side } from './model.ts';
import { compareVersions } from './version.ts';

interface Wanted {
  side: Side;
  name: SettingName;
  role: TimeoutRole;
  kind: TimeoutKind;
}

/** Ends of a connection that come with a restart, not with its age. */
const drain = /grace|drain|shutdown|deregistration/i;

const wanted: readonly Wanted[] = [
  { side: 'asServer', name: 'idleTimeoutS', role: 'server', kind: 'idle-keepalive' },
  { side: 'asServer', name: 'headerTimeoutS', role: 'server', kind: 'request-header' },
  { side: 'asServer', name: 'bodyTimeoutS', role: 'server', kind: 'request-body' },
  { side: 'asServer', name: 'responseTimeoutS', role: 'server', kind: 'response-read' },
  { side: 'asServer', name: 'requestLimit', role: 'server', kind: 'max-requests' },
  { side: 'asServer', name: 'maxAgeS', role: 'server', kind: 'connection-age' },
  { side: 'asServer', name: 'shutdownDrainS', role: 'server', kind: 'connection-age' },
  { side: 'asClient', name: 'idleTimeoutS', role: 'client', kind: 'idle-keepalive' },
  { side: 'asClient', name: 'responseTimeoutS', role: 'client', kind: 'response-read' },
  { side: 'asClient', name: 'connectTimeoutS', role: 'client', kind: 'connect' },
  { side: 'asClient', name: 'requestLimit', role: 'client', kind: 'max-requests' },
  { side: 'asClient', name: 'maxAgeS', role: 'client', kind: 'connection-age' },
];

/** Meaningless where a connection is closed after each response. */
const ofKeptConnections: readonly SettingName[] = ['idleTimeoutS', 'requestLimit', 'maxAgeS'];

const factsByProduct = new Map<string, TimeoutFact[]>();
for (const fact of facts) {
  const list = factsByProduct.get(fact.product);
  if (list === undefined) factsByProduct.set(fact.product, [fact]);
  else list.push(fact);
}

export interface DefaultsFor {
  /** The hop sends requests on, so that its settings as a client matter. */
  sends: boolean;
}

export function withDefaults(hop: Hop, { sends }: DefaultsFor): Hop {
  const own = (factsByProduct.get(hop.product) ?? []).filter((fact) => applies(fact, versionOf(hop)));
  if (isFlow(hop, own)) return withFlowDefaults(hop, own);
  const asServer = filled(hop, 'asServer', own);
  return { ...hop, asServer, asClient: sends ? filled(hop, 'asClient', own) : hop.asClient };
}

function versionOf({ product, version }: Hop): string {
  return version ?? assumedVersion(product);
}

/** A version without numbers ("current") is newer than all. */
function applies({ sinceVersion, untilVersion, auxiliary }: TimeoutFact, version: string): boolean {
  if (auxiliary === true) return false;
  if (!/\d/.test(version)) return untilVersion === undefined;
  return (
    (sinceVersion === undefined || compareVersions(version, sinceVersion) >= 0) &&
    (untilVersion === undefined || compareVersions(version, untilVersion) <= 0)
  );
}

/** A box that forwards packets, or a proxy that is set to forward flows. */
function isFlow({ asServer, asClient }: Hop, own: readonly TimeoutFact[]): boolean {
  if (asServer.flowIdleTimeoutS !== undefined || asClient.flowIdleTimeoutS !== undefined) return true;
  const written = asServer.idleTimeoutS !== undefined || asClient.idleTimeoutS !== undefined;
  return (
    !written &&
    own.some(({ role }) => role === 'middlebox') &&
    !own.some(({ kind }) => kind === 'idle-keepalive')
  );
}

/** One timer for both directions where only one is known. */
function withFlowDefaults(hop: Hop, own: readonly TimeoutFact[]): Hop {
  const fact = own.find(
    ({ role, kind, defaultS }) => role === 'middlebox' && kind === 'flow-idle' && defaultS !== null,
  );
  const known =
    hop.asServer.flowIdleTimeoutS ?? hop.asClient.flowIdleTimeoutS ?? (fact && defaultOf(hop, fact));
  if (known === undefined) return hop;
  return {
    ...hop,
    asServer: { flowIdleTimeoutS: known, ...hop.asServer },
    asClient: { flowIdleTimeoutS: known, ...hop.asClient },
  };
}

function filled(hop: Hop, side: Side, own: readonly TimeoutFact[]): Settings {
  const settings = { ...hop[side] };
  const pool = side === 'asClient' ? emptyPool(hop, own) : undefined;
  if (pool !== undefined) settings.keepAlive ??= pool;
  const closesEach = settings.keepAlive?.value === false;
  for (const entry of wanted) {
    if (entry.side !== side || settings[entry.name] !== undefined) continue;
    if (closesEach && ofKeptConnections.includes(entry.name)) continue;
    const fact = own.find((candidate) => isWanted(candidate, entry));
    if (fact !== undefined) settings[entry.name] = defaultOf(hop, fact);
  }
  return settings;
}

/** Connections to the next hop are not kept by default (nginx before 1.29.7), and nothing written says otherwise. */
function emptyPool(hop: Hop, own: readonly TimeoutFact[]): Setting | undefined {
  const fact = own.find(
    ({ role, unit, defaultValue }) => role === 'client' && unit === 'pool-size' && defaultValue === 0,
  );
  if (fact === undefined || hop.asClient.idleTimeoutS !== undefined) return undefined;
  return { ...defaultOf(hop, fact), value: false };
}

function isWanted(fact: TimeoutFact, { name, role, kind }: Wanted): boolean {
  if (fact.role !== role || fact.kind !== kind || defaultValueOf(fact) === undefined) return false;
  return kind !== 'connection-age' || drain.test(fact.setting) === (name === 'shutdownDrainS');
}

function defaultOf({ product, version }: Hop, fact: TimeoutFact): Setting {
  return {
    value: defaultValueOf(fact) ?? null,
    from: 'default',
    ...(version === undefined && { assumedVersion: assumedVersion(product) }),
    name: fact.setting,
  };
}

/** Undefined where the fact holds no value of the kind: a toggle, a pool size, "falls back to". */
function defaultValueOf({
  defaultS,
  noDefault,
  defaultValue,
  unit,
  answered,
}: TimeoutFact): SettingValue | undefined {
  if (defaultS !== null) return defaultS;
  if (noDefault === 'unlimited' || noDefault === 'disabled') return 'unlimited';
  if (unit !== 'count') return undefined;
  const count = answered ?? defaultValue;
  if (count === 'unlimited' || count === 0 || count === -1) return 'unlimited';
  return typeof count === 'number' ? count : undefined;
}
