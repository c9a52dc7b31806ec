/**
 * Traefik's settings by their dotted names, which are the same in YAML, TOML, flags and variables, in any case. A bare
 * number is seconds. A zero switches a timer off.
 */
import type { FlatEntry } from '../formats/flatten.ts';
import { urlEndpoint } from '../formats/url-endpoint.ts';
import {
  apply,
  applyRow,
  type HopDraft,
  hopDraft,
  type SettingRow,
  type SettingRows,
  settingOf,
  type Written,
} from '../hop-draft.ts';
import type { AuditWarning, Endpoint, Place } from '../model.ts';
import { count, traefikDuration } from '../notation.ts';

const off = { 0: 'unlimited' } as const;

/** Below `entryPoints.<name>.transport`. */
const entryPointRows: SettingRows = {
  'respondingtimeouts.idletimeout': {
    side: 'asServer',
    setting: 'idleTimeoutS',
    notation: traefikDuration,
    special: off,
  },
  'respondingtimeouts.readtimeout': {
    side: 'asServer',
    setting: 'bodyTimeoutS',
    notation: traefikDuration,
    special: off,
  },
  'respondingtimeouts.writetimeout': {
    side: 'asServer',
    setting: 'responseTimeoutS',
    notation: traefikDuration,
    special: off,
  },
  'lifecycle.gracetimeout': { side: 'asServer', setting: 'shutdownDrainS', notation: traefikDuration },
  keepalivemaxrequests: { side: 'asServer', setting: 'requestLimit', notation: count, special: off },
  keepalivemaxtime: { side: 'asServer', setting: 'maxAgeS', notation: traefikDuration, special: off },
};

/** Below `serversTransport.forwardingTimeouts`. */
export const forwardingRows: SettingRows = {
  dialtimeout: { side: 'asClient', setting: 'connectTimeoutS', notation: traefikDuration, special: off },
  idleconntimeout: { side: 'asClient', setting: 'idleTimeoutS', notation: traefikDuration, special: off },
  responseheadertimeout: {
    side: 'asClient',
    setting: 'responseTimeoutS',
    notation: traefikDuration,
    special: off,
  },
};

/** Everything that is written, by its name in lower case. */
export type TraefikSettings = Map<string, Written>;

export function takeEntries(settings: TraefikSettings, entries: readonly FlatEntry[], file: string): void {
  for (const { key, scalar } of entries) {
    settings.set(key.toLowerCase(), { name: key, text: scalar.text, place: { file, line: scalar.line } });
  }
}

interface Part {
  name: string;
  /** The name as it is written. */
  title: string;
  /** What follows the name, in lower case, and what is written there. */
  settings: Map<string, Written>;
}

/** The parts below a prefix such as `entrypoints`: "web" with all of its settings. */
function partsBelow(settings: TraefikSettings, prefix: string): Part[] {
  const parts = new Map<string, Part>();
  for (const [key, written] of settings) {
    if (!key.startsWith(`${prefix}.`)) continue;
    const [name = '', ...rest] = key.slice(prefix.length + 1).split('.');
    const title = written.name.replace(/^--/, '').split('.')[prefix.split('.').length] ?? name;
    const part = parts.get(name) ?? { name, title, settings: new Map<string, Written>() };
    parts.set(name, part);
    part.settings.set(rest.join('.'), written);
  }
  return [...parts.values()];
}

/** Traefik's own dashboard, ping and metrics. */
const internal = /^(?:traefik|metrics|ping|dashboard)$/;

interface Service {
  name: string;
  /** Where routers offer it; empty: everywhere. */
  entryPoints: string[];
  transport: string | undefined;
  upstreams: Endpoint[];
}

/** A hop for each entry point with each service that is routed there. */
export function traefikHops(settings: TraefikSettings, place: Place, warnings: AuditWarning[]): HopDraft[] {
  const entryPoints = [...partsBelow(settings, 'entrypoints'), ...partsBelow(settings, 'ports')].filter(
    ({ name }) => !internal.test(name),
  );
  const services = servicesOf(settings);
  const ways = (entryPoints.length > 0 ? entryPoints : [undefined]).flatMap((entryPoint) => {
    const routed = services.filter(({ entryPoints: names }) => isRouted(names, entryPoint?.name));
    return (services.length > 0 ? routed : [undefined]).map((service) => ({ entryPoint, service }));
  });
  return ways.slice(0, mostWays).map(({ entryPoint, service }) => {
    const hop = hopDraft(entryPoint?.title ?? 'traefik', 'traefik', place);
    if (entryPoint !== undefined) applyEntryPoint(hop, entryPoint, warnings);
    const grace = settings.get('deployment.terminationgraceperiodseconds');
    if (grace !== undefined) applyRow(hop, graceRow, grace, warnings);
    const below = transportOf(settings, service);
    for (const [name, written] of below) applyAs(hop, forwardingRows, { name, written }, warnings);
    applyReuse(hop, settings.get(`${transportName(settings, service)}.maxidleconnsperhost`));
    hop.upstreams.push(...(service?.upstreams ?? []));
    return services.length > 1 ? { ...hop, name: `${hop.name} ${service?.name}` } : hop;
  });
}

function isRouted(names: readonly string[], entryPoint: string | undefined): boolean {
  return names.length === 0 || entryPoint === undefined || names.includes(entryPoint);
}

const graceRow: SettingRow = { side: 'asServer', setting: 'terminationGraceS', notation: traefikDuration };

function applyEntryPoint(hop: HopDraft, { settings }: Part, warnings: AuditWarning[]): void {
  for (const [key, written] of settings) {
    const name = key.startsWith('transport.') ? key.slice('transport.'.length) : '';
    applyAs(hop, entryPointRows, { name, written }, warnings);
  }
  // The chart has `port: 8000` in place of the address.
  const address = settings.get('address')?.text ?? `:${settings.get('port')?.text ?? ''}`;
  const port = Number(/:(\d{1,5})(?:\/tcp)?$/.exec(address)?.[1]);
  if (port > 0) hop.listens.push({ port });
}

/** The service's own transport, or that of all. */
function transportName(settings: TraefikSettings, service: Service | undefined): string {
  const own = service?.transport === undefined ? undefined : `http.serverstransports.${service.transport}`;
  const isKnown = own !== undefined && [...settings.keys()].some((key) => key.startsWith(`${own}.`));
  return isKnown ? own : 'serverstransport';
}

function transportOf(settings: TraefikSettings, service: Service | undefined): Map<string, Written> {
  const prefix = `${transportName(settings, service)}.forwardingtimeouts.`;
  const found = [...settings].filter(([key]) => key.startsWith(prefix));
  return new Map(found.map(([key, written]) => [key.slice(prefix.length), written]));
}

/** Go's transport: a negative number of idle connections is none, and no reuse. */
function applyReuse(hop: HopDraft, written: Written | undefined): void {
  if (written !== undefined && /^-\d+$/.test(written.text))
    hop.asClient.keepAlive = settingOf(written, false);
}

const mostWays = 500;

function applyAs(
  hop: HopDraft,
  rows: SettingRows,
  { name, written }: { name: string; written: Written },
  warnings: AuditWarning[],
): void {
  if (!Object.hasOwn(rows, name)) return;
  const row = rows[name];
  if (row !== undefined) apply(hop, { [written.name]: row }, written, warnings);
}

/** `http.services.<name>.loadBalancer.servers[0].url`, and the transport that it names. */
function servicesOf(settings: TraefikSettings): Service[] {
  return partsBelow(settings, 'http.services').flatMap(({ name, settings: inner }) => {
    const urls = [...inner].filter(([key]) => /^loadbalancer\.servers\[\d+\]\.url$/.test(key));
    const upstreams = urls.flatMap(([, { text }]) => urlEndpoint(text) ?? []);
    const transport = inner.get('loadbalancer.serverstransport')?.text.replace(/@.*$/, '').toLowerCase();
    return upstreams.length === 0
      ? []
      : [{ name, transport, upstreams, entryPoints: entryPointsOf(settings, name) }];
  });
}

/** Of the routers that name the service; one without entry points is at all of them. */
function entryPointsOf(settings: TraefikSettings, service: string): string[] {
  const routers = partsBelow(settings, 'http.routers').filter(
    ({ settings: inner }) => inner.get('service')?.text.replace(/@.*$/, '').toLowerCase() === service,
  );
  const named = routers.map(({ settings: inner }) =>
    [...inner].filter(([key]) => key.startsWith('entrypoints[')).map(([, { text }]) => text.toLowerCase()),
  );
  return named.some((names) => names.length === 0) ? [] : named.flat();
}
