/** Facts of the catalogue in words. */
import type { Expiry, ProductCategory, TimeoutFact, TimeoutRole } from '../catalog/timeout-fact.ts';
import { grouped } from './quantities.ts';

export function defaultText(fact: TimeoutFact): string {
  const { defaultS, onWireS } = fact;
  if (defaultS === null) return absentText(fact);
  if (defaultS === 0 && fact.defaultValue !== undefined) return String(fact.defaultValue);
  const set = settingTime(defaultS);
  return onWireS === undefined ? set : `${set} (up to ${settingTime(onWireS)} on the wire)`;
}

const units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
] as const;

/** Everybody knows 350 s and 600 s, nobody 432000 s: exact, in a larger unit only where it is long and comes out even. */
export function settingTime(seconds: number): string {
  const larger = seconds > 900 ? units.find(([length]) => seconds % length === 0) : undefined;
  return larger === undefined ? `${seconds} s` : `${seconds / larger[0]} ${larger[1]}`;
}

function absentText({ noDefault, fallsBackTo, defaultValue, unit }: TimeoutFact): string {
  if (noDefault === 'not-a-duration') {
    const value = typeof defaultValue === 'number' ? grouped(defaultValue) : String(defaultValue);
    return unit === 'pool-size' ? `${value} connections` : value;
  }
  if (noDefault === 'falls-back') return `that of ${fallsBackTo}`;
  return { unlimited: 'no limit', disabled: 'off', unknown: 'not documented' }[noDefault ?? 'unknown'];
}

const expiryWords: Record<Expiry, string> = {
  fin: 'FIN',
  rst: 'RST',
  goaway: 'GOAWAY',
  '408': '408',
  '504': '504',
  silent: 'silence',
};

/** What the other side sees when the time is up, and how that is known. */
export function expiryText({ onExpiry, basis }: TimeoutFact): string {
  return onExpiry === undefined ? '' : `${expiryWords[onExpiry]} (${basis})`;
}

export function expiryWord({ onExpiry }: TimeoutFact): string {
  return onExpiry === undefined ? '' : expiryWords[onExpiry];
}

const roleWords: Record<TimeoutRole, string> = {
  server: 'towards clients',
  client: 'towards servers',
  middlebox: 'in between',
  os: 'operating system',
};

export function roleText({ role }: TimeoutFact): string {
  return roleWords[role];
}

export function versionText({ sinceVersion, untilVersion }: TimeoutFact): string {
  if (sinceVersion !== undefined && untilVersion !== undefined) return `${sinceVersion} to ${untilVersion}`;
  if (sinceVersion !== undefined) return `since ${sinceVersion}`;
  return untilVersion === undefined ? '' : `up to ${untilVersion}`;
}

/** What to know before relying on the value. */
export function doubtText({ disputed, unverified, secondarySource }: TimeoutFact): string {
  if (disputed) return 'disputed: sources contradict each other';
  if (unverified) return 'not confirmed in the source';
  return secondarySource ? "not from the vendor's own text" : '';
}

export const categoryWords: Record<ProductCategory, string> = {
  'web-server': 'web server',
  'app-server': 'application server',
  proxy: 'proxy',
  'load-balancer': 'load balancer',
  'api-gateway': 'API gateway',
  cdn: 'CDN',
  nat: 'NAT',
  firewall: 'firewall',
  'http-client': 'HTTP client',
  browser: 'browser',
  os: 'operating system',
};
