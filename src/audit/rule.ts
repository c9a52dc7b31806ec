/**
 * What a rule is: a pure function over one pair of neighbours. `client` sends requests, `server` answers them, `between`
 * are boxes that forward packets and end nothing themselves.
 */
import type { Hop, Place, Setting, SettingName, Side } from './model.ts';

export const ruleIds = [
  'idle-order',
  'idle-equal',
  'middlebox-idle',
  'tcp-keepalive',
  'response-order',
  'header-body-order',
  'retry-unsafe',
  'request-limit',
  'age-drain',
  'shutdown-order',
  'no-keepalive',
] as const;

export type RuleId = (typeof ruleIds)[number];

export const severities = ['error', 'warning', 'info'] as const;

/** `error`: requests will meet a dead connection. `warning`: they may. `info`: costs, no harm. */
export type Severity = (typeof severities)[number];

export interface Pair {
  /** Absent at the beginning of the chain: whoever sends there is not known. */
  client?: Hop;
  server: Hop;
  between: readonly Hop[];
  /** By how much the one that gives up first must be ahead. */
  marginS: number;
}

/** A change that would end the finding: this setting of this hop to this value. */
export interface Remedy {
  hop: Hop;
  side: Side;
  setting: SettingName;
  value: number;
}

export interface Match {
  severity: Severity;
  hops: readonly Hop[];
  /** One sentence: what is in the wrong order, and what happens. */
  message: string;
  /** The two numbers, as arithmetic. */
  arithmetic: string;
  /** What to do, in words. */
  advice: string;
  settings: readonly Setting[];
  /** The best first. */
  remedies: readonly Remedy[];
}

export interface Rule {
  id: RuleId;
  title: string;
  check(pair: Pair): Match | undefined;
}

/** Connections between the two are kept, as far as is known. */
export function keeps({ client, server }: Pair): boolean {
  return client?.asClient.keepAlive?.value !== false && server.asServer.keepAlive?.value !== false;
}

/** Seconds or a count, `Infinity` for no limit; undefined where not known. */
export function amount(setting: Setting | undefined): number | undefined {
  if (setting?.value === 'unlimited') return Number.POSITIVE_INFINITY;
  return typeof setting?.value === 'number' ? setting.value : undefined;
}

export function isWritten(setting: Setting | undefined): boolean {
  return setting !== undefined && setting.from !== 'default';
}

/** Each once: two settings may stand on one line. */
export function placesOf(settings: readonly Setting[]): Place[] {
  const places = settings.flatMap(({ from }) => (from === 'default' ? [] : [from]));
  return [...new Map(places.map((place) => [`${place.file}:${place.line}`, place])).values()];
}

/** "60 s", "1.5 s", "no limit". */
export function secondsText(value: number): string {
  return Number.isFinite(value) ? `${Number(value.toFixed(3))} s` : 'no limit';
}
