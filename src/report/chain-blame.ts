/**
 * `explain --chain`: which hop of a chain, and which line of its configuration, an incident is about. A hop is recognised by
 * the address of the server, and by its timers: the inferred bracket against what is configured. Where that fits two hops
 * alike, none is named.
 */
import type { AuditDocument, HopReport, SettingReport } from '../audit/document.ts';
import type { SettingName, Side } from '../audit/model.ts';
import type { Cause } from '../diagnose/causes.ts';
import type { Bracket, ConfiguredSetting, Incident } from '../engine/document.ts';

interface Wanted {
  who: 'client' | 'server' | 'box';
  side: Side;
  setting: SettingName;
}

const idle: readonly Wanted[] = [
  { who: 'server', side: 'asServer', setting: 'idleTimeoutS' },
  { who: 'client', side: 'asClient', setting: 'idleTimeoutS' },
];
const flow: readonly Wanted[] = [
  { who: 'box', side: 'asServer', setting: 'flowIdleTimeoutS' },
  { who: 'client', side: 'asClient', setting: 'idleTimeoutS' },
  { who: 'server', side: 'asServer', setting: 'idleTimeoutS' },
];
const waiting: readonly Wanted[] = [
  { who: 'client', side: 'asClient', setting: 'responseTimeoutS' },
  { who: 'server', side: 'asServer', setting: 'responseTimeoutS' },
];
const slowRequest: readonly Wanted[] = [
  { who: 'server', side: 'asServer', setting: 'headerTimeoutS' },
  { who: 'server', side: 'asServer', setting: 'bodyTimeoutS' },
];

/** What is to be looked up for a cause; causes that no setting of a chain explains are absent. */
const settingsOf: Partial<Record<Cause, readonly Wanted[]>> = {
  'keepalive-race': idle,
  'stale-reuse': idle,
  'idle-reset-delayed': idle,
  'idle-close': idle,
  'idle-dropped': flow,
  'idle-blackholed': flow,
  'limit-close': [
    { who: 'server', side: 'asServer', setting: 'requestLimit' },
    { who: 'server', side: 'asServer', setting: 'maxAgeS' },
  ],
  'response-timeout': waiting,
  'client-timeout': waiting,
  'request-timeout': slowRequest,
  'connect-timeout': [{ who: 'client', side: 'asClient', setting: 'connectTimeoutS' }],
  'server-restart': [
    { who: 'server', side: 'asServer', setting: 'terminationGraceS' },
    { who: 'server', side: 'asServer', setting: 'shutdownDrainS' },
  ],
};

interface Candidate {
  client: HopReport | undefined;
  server: HopReport;
  boxes: HopReport[];
}

/** Undefined where no hop fits, or two fit alike. */
export function blameOf(incident: Incident, audit: AuditDocument): Incident['chain'] {
  const wanted = settingsOf[incident.cause];
  if (wanted === undefined) return undefined;
  const candidates = candidatesOf(audit).filter(({ boxes }) => wanted !== flow || boxes.length > 0);
  const scored = candidates.map((candidate) => ({ candidate, score: scoreOf(candidate, incident, wanted) }));
  const [best, second] = scored.sort((a, b) => b.score - a.score);
  if (best === undefined || best.score === (second?.score ?? 0)) return undefined;
  const { client, server, boxes } = best.candidate;
  const hops = [client, ...boxes, server].flatMap((hop) => hop?.name ?? []);
  const rule = audit.findings.find((finding) => finding.hops.every((name) => hops.includes(name)))?.rule;
  return { hops, settings: configured(best.candidate, wanted), ...(rule !== undefined && { rule }) };
}

function candidatesOf({ chains, hops }: AuditDocument): Candidate[] {
  const byName = new Map(hops.map((hop) => [hop.name, hop]));
  const found = new Map<string, Candidate>();
  for (const chain of chains) {
    let client: HopReport | undefined;
    let boxes: HopReport[] = [];
    for (const hop of chain.flatMap((name) => byName.get(name) ?? [])) {
      if (isBox(hop)) {
        boxes.push(hop);
        continue;
      }
      found.set([client?.name, ...boxes.map(({ name }) => name), hop.name].join('\n'), {
        client,
        server: hop,
        boxes,
      });
      client = hop;
      boxes = [];
    }
  }
  return [...found.values()];
}

function isBox({ asServer, asClient }: HopReport): boolean {
  return (asServer.flowIdleTimeoutS ?? asClient.flowIdleTimeoutS) !== undefined;
}

/** The address says most; a timer in the inferred bracket is as good; a hop without a client in front is the last resort. */
function scoreOf(candidate: Candidate, incident: Incident, wanted: readonly Wanted[]): number {
  const bracket = incident.inferred.idleTimeoutS ?? incident.inferred.waitS;
  const [first] = wanted;
  const timer = first && settingAt(candidate, first);
  return (
    addressScore(candidate, incident) +
    (timer !== undefined && bracket !== undefined && fits(timer, bracket) ? 3 : 0) +
    (candidate.client === undefined ? 0 : 0.5)
  );
}

function addressScore({ client, server }: Candidate, { server: { address, port, name } }: Incident): number {
  const known = [...(client?.sendsTo ?? []), ...(server.listensAt ?? [])];
  const hosts = [address, ...(name === undefined ? [] : [name])];
  if (hosts.some((host) => known.includes(`${host}:${port}`) || server.name === host)) return 4;
  return known.includes(`*:${port}`) ? 1 : 0;
}

/** Servers look at their timers once a second, and Node.js adds one: a close is seen up to 1.2 s late. */
const lateS = 1.2;

function fits({ value }: SettingReport, { low, high }: Bracket): boolean {
  if (typeof value !== 'number') return false;
  return value >= (low ?? 0) - lateS && value <= (high ?? Number.POSITIVE_INFINITY);
}

function settingAt(
  { client, server, boxes }: Candidate,
  { who, side, setting }: Wanted,
): SettingReport | undefined {
  const hop = hopOf({ client, server, boxes }, who);
  return hop?.[side][setting];
}

function hopOf({ client, server, boxes }: Candidate, who: Wanted['who']): HopReport | undefined {
  if (who === 'box') return boxes[0];
  return who === 'client' ? client : server;
}

function configured(candidate: Candidate, wanted: readonly Wanted[]): ConfiguredSetting[] {
  return wanted.flatMap(({ who, side, setting }) => {
    const hop = hopOf(candidate, who);
    const found = hop?.[side][setting];
    if (hop === undefined || found === undefined) return [];
    const { value, from, setting: name } = found;
    return [
      {
        hop: hop.name,
        product: hop.product,
        side,
        setting,
        value,
        from,
        ...(name !== undefined && { name }),
      },
    ];
  });
}
