/** One incident as the document shows it: numbers, inferred settings, who acts, what to set, how to prove it. */
import { type HarmfulCause, isHarmless } from '../diagnose/causes.ts';
import type { IncidentFacts } from '../diagnose/incidents.ts';
import type { InferredBracket } from '../diagnose/inference.ts';
import { addressText } from './addresses.ts';
import { advice } from './advice/advice.ts';
import type { Story } from './advice/story.ts';
import type { AnalysisFacts } from './analyzer.ts';
import type { Actor, Bracket, Endpoint, IdleOutcomes, Incident } from './document.ts';
import { endpointOf } from './endpoints.ts';
import { defaultsLike, recommend } from './settings.ts';
import { isoTime } from './time-text.ts';

const MAX_CLIENTS = 50;
/** Display filters longer than this do not fit Wireshark's filter bar comfortably. */
const MAX_FILTER_STREAMS = 50;

export function incidentReport(
  facts: AnalysisFacts,
  incident: IncidentFacts,
  exampleStream: number,
  plots: boolean,
): Incident {
  const { members, hurt, server } = incident;
  const streams = members.map(({ reading }) => reading.connection.stream);
  const endpoint = serverEndpoint(facts, incident);
  const inferred = inferredOf(incident);
  const story = storyOf(incident, endpoint, inferred);
  const entry = advice[incident.cause as HarmfulCause | 'unexplained'];
  const counted = hurt.length > 0 ? hurt.length : members.length;
  return {
    server: endpoint,
    cause: incident.cause,
    connections: hurt.length,
    requestsHurt: requestsHurt(incident),
    outOfConnections: server.connections,
    clients: clientsOf(facts, incident),
    otherServersAffected: incident.otherServersAffected,
    otherServersSeen: incident.otherServersSeen,
    first: isoTime(facts.summary.epochNs, incident.firstNs),
    last: isoTime(facts.summary.epochNs, incident.lastNs),
    confidence: incident.confidence,
    inferred,
    ...(plots && inferred.idleTimeoutS !== undefined ? { idleOutcomes: idleOutcomesOf(incident) } : {}),
    act: actOf(incident, entry.act),
    summary: `${counted} of ${server.connections} connections to ${story.server} ${entry.happened(story)}`,
    recommendations: recommend(entry.settings(story), incident, story),
    proveBy: entry.proveBy(story),
    exampleStream,
    streams,
    filter: streamFilter(streams),
  };
}

function serverEndpoint(facts: AnalysisFacts, { server, members }: IncidentFacts): Endpoint {
  const name =
    members.find(({ reading }) => reading.connection.serverName !== null)?.reading.connection.serverName ??
    null;
  const address = addressText(facts.tracker.rows, server.row, server.serverIndex);
  return endpointOf(
    facts.tracker.rows,
    server.row,
    server.serverIndex,
    name ?? facts.summary.names.get(address) ?? null,
  );
}

function inferredOf(incident: IncidentFacts): Incident['inferred'] {
  const { inferred } = incident;
  const found: Incident['inferred'] = {};
  if (inferred.idleTimeoutS)
    found.idleTimeoutS = bracket(
      inferred.idleTimeoutS,
      defaultsLike(incident, 'idle', inferred.idleTimeoutS),
    );
  if (inferred.waitS) found.waitS = bracket(inferred.waitS, defaultsLike(incident, 'wait', inferred.waitS));
  if (inferred.requestLimit)
    found.requestLimit = bracket(
      inferred.requestLimit,
      defaultsLike(incident, 'requests', inferred.requestLimit),
    );
  if (inferred.ageS) found.ageS = bracket(inferred.ageS, defaultsLike(incident, 'age', inferred.ageS));
  return found;
}

/** A closer look than this no plot can show. */
const MAX_OUTCOMES = 1000;

function idleOutcomesOf({ server }: IncidentFacts): IdleOutcomes {
  const { survivedIdleNs, serverIdleCloseNs } = server;
  return {
    answeredS: longest(survivedIdleNs.values),
    answered: survivedIdleNs.count,
    closedS: longest(serverIdleCloseNs.values),
    closed: serverIdleCloseNs.count,
  };
}

function longest(timesNs: ArrayLike<number>): number[] {
  const ascending = new Float64Array(timesNs).sort();
  const longestNs = ascending.subarray(Math.max(0, ascending.length - MAX_OUTCOMES)).reverse();
  return [...longestNs].map((ns) => Math.round(ns / 1e6) / 1e3);
}

function bracket({ low, high, samples }: InferredBracket, looksLike: string[]): Bracket {
  return { low, high, samples, looksLike };
}

function storyOf(incident: IncidentFacts, endpoint: Endpoint, inferred: Incident['inferred']): Story {
  const { members, hurt, server } = incident;
  const host = endpoint.address.includes(':') ? `[${endpoint.address}]` : endpoint.address;
  return {
    server: `${host}:${endpoint.port}${endpoint.name === undefined ? '' : ` (${endpoint.name})`}`,
    hurt: hurt.length,
    members: members.length,
    outOf: server.connections,
    idle: inferred.idleTimeoutS ?? null,
    wait: inferred.waitS ?? null,
    requestLimit: inferred.requestLimit?.low ?? null,
    age: inferred.ageS ?? null,
    truncated: hurt.filter(({ verdict }) => verdict.harm === 'response-truncated').length,
    middlebox: members.some(({ verdict }) => verdict.origin === 'middlebox'),
    vantage: members.find(({ reading }) => reading.vantage !== 'unknown')?.reading.vantage ?? 'unknown',
    port: endpoint.port,
  };
}

/** The receiver of a closed window is whoever closed it; a refused handshake is whoever minded. */
function actOf({ cause, members }: IncidentFacts, usual: Actor): Actor {
  if (cause === 'zero-window' && members.every(({ reading }) => reading.server.windowClosed.seen))
    return 'server';
  if (cause === 'accept-overflow' && members.some(({ verdict }) => verdict.origin === 'middlebox'))
    return 'load-balancer/path';
  if (
    cause === 'tls-rejected' &&
    members.every(({ reading }) => reading.connection.alerts[0]?.from === reading.connection.clientIndex)
  )
    return 'client';
  return isHarmless(cause) ? 'client' : usual;
}

/** Requests are counted where they can be seen, unfinished turns elsewhere. */
function requestsHurt({ hurt }: IncidentFacts): number {
  let count = 0;
  for (const { reading, verdict } of hurt) {
    if (verdict.harm === 'connect-failed') continue;
    const { connection } = reading;
    const visible = connection.requests.filter((request) => !request.responseComplete).length;
    count += Math.max(1, visible);
  }
  return count;
}

function clientsOf(facts: AnalysisFacts, { members }: IncidentFacts): string[] {
  const clients = new Set<string>();
  for (const { reading } of members) {
    clients.add(addressText(facts.tracker.rows, reading.connection.stream, reading.connection.clientIndex));
    if (clients.size >= MAX_CLIENTS) break;
  }
  return [...clients];
}

function streamFilter(streams: readonly number[]): string {
  const shown = streams.slice(0, MAX_FILTER_STREAMS);
  return shown.length === 1 ? `tcp.stream eq ${shown[0]}` : `tcp.stream in {${shown.join(', ')}}`;
}
