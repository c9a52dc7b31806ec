/** One probe from its URL to its documents: one for each address that is probed. */
import { type Findings, unreachable } from '../probe/findings.ts';
import { probe } from '../probe/probe.ts';
import type { ProbeDocument } from '../probe/result.ts';
import {
  guestConnections,
  guestRequests,
  guestRequestsPerSecond,
  type ProbeSettings,
} from '../probe/settings.ts';
import type { Route, TlsMaterial } from './dial.ts';
import { Guest, type GuestLimits } from './guest.ts';
import type { Endpoint } from './own-capture.ts';
import { connectFailure } from './probe-failure.ts';
import { runDialogue } from './probe-runner.ts';
import { addressesOf, type FixedAddress, type OtherPlace, placeOf, type TargetUrl } from './probe-target.ts';
import type { ProxyServer } from './proxy-server.ts';
import { startClock } from './run-clock.ts';

export interface ProbeOptions {
  settings: Omit<ProbeSettings, 'url' | 'tls' | 'authority' | 'target' | 'parallel'>;
  gentle: boolean;
  /** Requests a second; null for the usual. */
  rate: number | null;
  resolve: readonly FixedAddress[];
  connectTo: readonly OtherPlace[];
  family: 0 | 4 | 6;
  allAddresses: boolean;
  proxy: ProxyServer | null;
  unixSocket: string | null;
  tls: TlsMaterial;
  stop: AbortSignal;
  onSay(text: string, mostMs: number | null): void;
}

/** Whatever goes wrong is in the documents. */
export async function probeUrl(target: TargetUrl, options: ProbeOptions): Promise<ProbeDocument[]> {
  const { proxy, unixSocket, allAddresses } = options;
  const place = placeOf(target, options.connectTo);
  const probeAt = (to: Route['to'], more: Partial<ProbeDocument>): Promise<ProbeDocument> =>
    probeRoute(
      target,
      { host: target.host, port: target.port, to, tls: target.tls ? options.tls : null },
      options,
      more,
    );
  if (unixSocket !== null) return [await probeAt({ path: unixSocket }, {})];
  if (proxy !== null) return [await probeAt({ proxy, ...place }, {})];
  let addresses: string[];
  try {
    addresses = await addressesOf(place, options.resolve, options.family);
  } catch (error) {
    const failure = connectFailure(error, { ...place, tls: target.tls });
    return [documentOf(target, unreachable('dns', failure), {})];
  }
  const documents: ProbeDocument[] = [];
  // One after the other: they may be the same host, which is to be held with a guest's share only.
  for (const address of allAddresses ? addresses : addresses.slice(0, 1))
    documents.push(await probeAt({ address, port: place.port }, { address, addresses }));
  return documents;
}

/** Where the packets of a probe go, for a capture of them. */
export async function endpointsOf(target: TargetUrl, options: ProbeOptions): Promise<Endpoint[]> {
  const { proxy, unixSocket } = options;
  if (unixSocket !== null) return [];
  const place = proxy ?? placeOf(target, options.connectTo);
  try {
    const addresses = await addressesOf(place, proxy === null ? options.resolve : [], options.family);
    return addresses.map((address) => ({ address, port: place.port }));
  } catch {
    // The probe itself will say so.
    return [];
  }
}

async function probeRoute(
  target: TargetUrl,
  route: Route,
  options: ProbeOptions,
  more: Partial<ProbeDocument>,
): Promise<ProbeDocument> {
  const clock = startClock();
  const limits = limitsOf(options);
  const guest = new Guest(limits, clock);
  const onSay = (text: string, mostMs: number | null): void =>
    options.onSay(`${target.authority}: ${text}`, mostMs);
  const { url, tls, authority, target: path } = target;
  const parallel = Math.min(limits.connections, guestConnections);
  const settings = { ...options.settings, url, tls, authority, target: path, parallel };
  const findings = await runDialogue(probe(settings), { route, guest, clock, onSay }, options.stop);
  clock.stop();
  const { requests, connections, mostConnections } = guest;
  return documentOf(target, findings, {
    ...more,
    durationS: Math.round(clock.nowMs()) / 1000,
    interrupted: options.stop.aborted,
    manners: { requests, connections, mostConnections },
  });
}

/** A guest's share; what the user asked for by a number of its own comes on top. */
function limitsOf({ gentle, rate, settings }: ProbeOptions): GuestLimits {
  const share = gentle ? 0.1 : 1;
  const { limitConnections, countsToTheEnd, maxRequests, race } = settings;
  const more = (limitConnections ?? 0) + (countsToTheEnd ? 2 * maxRequests : 0) + (race ? 30 : 0);
  return {
    connections: Math.max(guestConnections * share, limitConnections ?? 0),
    requestsPerSecond: rate ?? guestRequestsPerSecond * share,
    requests: guestRequests * share + more,
  };
}

function documentOf(target: TargetUrl, findings: Findings, run: Partial<ProbeDocument>): ProbeDocument {
  return {
    schema: 'whyreset/probe/1',
    url: target.url,
    address: null,
    addresses: [],
    durationS: 0,
    interrupted: false,
    manners: { requests: 0, connections: 0, mostConnections: 0 },
    ...run,
    ...findings,
  };
}
