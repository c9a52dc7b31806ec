/** Analysis → the `explain` document: filters, totals, incidents, connections. */

import { isHarmless } from '../diagnose/causes.ts';
import { type Diagnosis, groupIncidents, type IncidentFacts } from '../diagnose/incidents.ts';
import { isIdleClose, RowAt } from '../flow/row-store.ts';
import { linkTypeName } from '../wire/link-types.ts';
import { addressText } from './addresses.ts';
import type { AnalysisFacts } from './analyzer.ts';
import { seconds } from './connection-lines.ts';
import { connectionReport } from './connection-report.ts';
import type { ConnectionReport, ExplainDocument } from './document.ts';
import { incidentReport } from './incident-report.ts';
import { rowReport } from './row-report.ts';
import { isoTime } from './time-text.ts';

export interface ConnectionFilter {
  stream?: number;
  server?: { host: string; port?: number };
  client?: string;
  /** Nanoseconds since 1970. */
  sinceNs?: bigint;
  untilNs?: bigint;
  cause?: string;
}

export interface DocumentOptions {
  /** Healthy connections too. */
  all?: boolean;
  /** False leaves out the list of idle closes (they are still counted): a text shows only their number. */
  listIdleCloses?: boolean;
  /** Only so many incidents, worst first, are told in full, further ones in a line each: their connections are left out. */
  incidentsInFull?: number;
  /** False leaves out `idleOutcomes` of incidents, which plots are drawn from. */
  plots?: boolean;
  files?: string[];
  showQuery?: boolean;
  filter?: ConnectionFilter;
}

export function buildDocument(facts: AnalysisFacts, options: DocumentOptions): ExplainDocument {
  const filter = options.filter ?? {};
  const diagnoses = facts.diagnoses.filter((diagnosis) => passes(facts, diagnosis, filter));
  const filtered = Object.keys(filter).length > 0;
  const incidents = filtered ? groupIncidents(diagnoses, facts.tracker.servers.size) : facts.incidents;
  const brief = furtherIncidents(incidents, options.incidentsInFull ?? incidents.length);
  const listed = brief.size === 0 ? diagnoses : withoutMembers(diagnoses, brief);
  const examples = new Set(incidents.map(exampleOf));
  return {
    schema: 'whyreset/explain/1',
    capture: captureOf(facts, options.files ?? []),
    totals: totalsOf(facts, diagnoses, filter, filtered),
    connections: connectionsOf(facts, listed, examples, options, filter),
    incidents: incidents.map((incident) =>
      incidentReport(facts, incident, exampleOf(incident), options.plots !== false),
    ),
  };
}

/** Those without an explanation are not told one by one, and do not count. */
function furtherIncidents(incidents: readonly IncidentFacts[], inFull: number): Set<IncidentFacts> {
  return new Set(incidents.filter(({ cause }) => cause !== 'unexplained').slice(inFull));
}

function withoutMembers(diagnoses: readonly Diagnosis[], incidents: Iterable<IncidentFacts>): Diagnosis[] {
  const members = new Set<Diagnosis>();
  for (const incident of incidents) for (const member of incident.members) members.add(member);
  return diagnoses.filter((diagnosis) => !members.has(diagnosis));
}

/** The member that tells the story best: an exchange that was cut, and the surest verdict. Its ladder is shown. */
function exampleOf(incident: IncidentFacts): number {
  const pool = incident.hurt.length > 0 ? incident.hurt : incident.members;
  const best = pool.reduce((a, b) => (tellingOf(b) > tellingOf(a) ? b : a));
  return best.reading.connection.stream;
}

function tellingOf({ reading, verdict }: Diagnosis): number {
  const exchange = reading.unfinished === 'request' || reading.unfinished === 'response';
  return verdict.confidence + (exchange ? 1 : 0);
}

function captureOf(
  { summary, decoder, tracker, directions, durationNs }: AnalysisFacts,
  files: string[],
): ExplainDocument['capture'] {
  const warnings = [...summary.warnings];
  if (tracker.notFollowed > 0) {
    warnings.push(
      `${tracker.notFollowed} segments belong to connections beyond the first ${tracker.rows.count}, which are not followed; split the capture, or narrow it with a filter`,
    );
  }
  if (tracker.notKept > 0) {
    warnings.push(
      `${tracker.notKept} more connections ended badly than are kept in detail: they are counted, not explained; narrow the capture with a filter`,
    );
  }
  if (directions.oneWay > 0) {
    warnings.push(
      `${directions.oneWay} of ${directions.oneWay + directions.bothWays} connections were captured in one direction only: what the other side did is unknown; mirror both directions`,
    );
  }
  return {
    files,
    format: summary.format,
    linkTypes: [...summary.framesByLinkType.keys()].map(linkTypeName),
    frames: summary.frames,
    tcpSegments: tracker.segments,
    start: isoTime(summary.epochNs, 0),
    durationS: seconds(durationNs),
    truncated: summary.truncated,
    droppedFrames: summary.droppedFrames,
    notRead: Object.fromEntries(decoder.counters.unsupported),
    warnings,
  };
}

function totalsOf(
  facts: AnalysisFacts,
  diagnoses: readonly Diagnosis[],
  filter: ConnectionFilter,
  filtered: boolean,
): ExplainDocument['totals'] {
  const harmlessByCause: Record<string, number> = {};
  const totals = { connections: 0, harmed: 0, harmless: 0, healthy: 0, unexplained: 0, harmlessByCause };
  const addHarmless = (cause: string, count: number): void => {
    totals.harmless += count;
    if (count > 0) harmlessByCause[cause] = (harmlessByCause[cause] ?? 0) + count;
  };
  for (const { verdict } of diagnoses) {
    if (verdict.cause === null) totals.healthy++;
    else if (verdict.cause === 'unexplained') totals.unexplained++;
    else if (isHarmless(verdict.cause) || verdict.harm === 'none') addHarmless(verdict.cause, 1);
    else totals.harmed++;
  }
  const others = filtered ? countOthers(facts, filter) : othersOf(facts);
  totals.healthy += others.healthy;
  addHarmless('idle-close', others.idle);
  totals.harmed += filtered ? 0 : facts.tracker.notKept;
  totals.healthy -= filtered ? 0 : facts.tracker.notKept;
  totals.connections = totals.harmed + totals.harmless + totals.healthy + totals.unexplained;
  return totals;
}

/** Connections that were not kept in full: closed while idle, or healthy. */
interface Others {
  idle: number;
  healthy: number;
}

function othersOf({ tracker, diagnoses }: AnalysisFacts): Others {
  const idle = tracker.idleCloses;
  return { idle, healthy: tracker.rows.count - diagnoses.length - idle };
}

function countOthers(facts: AnalysisFacts, filter: ConnectionFilter): Others {
  const others = { idle: 0, healthy: 0 };
  forOtherRows(facts, filter, (_row, isIdle) => {
    if (isIdle) others.idle++;
    else others.healthy++;
  });
  return others;
}

function connectionsOf(
  facts: AnalysisFacts,
  diagnoses: readonly Diagnosis[],
  examples: ReadonlySet<number>,
  options: DocumentOptions,
  filter: ConnectionFilter,
): ConnectionReport[] {
  const showQuery = options.showQuery ?? false;
  const reports = diagnoses
    .filter(({ verdict }) => options.all === true || verdict.cause !== null)
    .map((diagnosis) => {
      const stream = diagnosis.reading.connection.stream;
      return connectionReport(facts, diagnosis, {
        showQuery,
        withLadder: examples.has(stream) || filter.stream === stream,
      });
    });
  if (options.listIdleCloses === false && options.all !== true) return reports;
  forOtherRows(facts, filter, (row, isIdle) => {
    if (options.all === true || isIdle) reports.push(rowReport(facts, row));
  });
  return reports.sort((a, b) => a.stream - b.stream);
}

/** Rows of connections that were not kept in full and pass the filter; `isIdle`: closed while idle. */
function forOtherRows(
  facts: AnalysisFacts,
  filter: ConnectionFilter,
  take: (row: number, isIdle: boolean) => void,
): void {
  const { rows } = facts.tracker;
  const filtered = Object.keys(filter).length > 0;
  // In order of their streams, as the rows are.
  const kept = facts.diagnoses.map(({ reading }) => reading.connection.stream);
  let next = 0;
  for (let row = 0; row < rows.count; row++) {
    if (row === kept[next]) {
      next++;
      continue;
    }
    const isIdle = isIdleClose(rows, row);
    if (!filtered || passesFilter(facts, row, isIdle, filter)) take(row, isIdle);
  }
}

function passesFilter(facts: AnalysisFacts, row: number, isIdle: boolean, filter: ConnectionFilter): boolean {
  const clientIndex: 0 | 1 = facts.tracker.rows.getU8(row, RowAt.clientIndex) === 1 ? 1 : 0;
  const cause = isIdle ? 'idle-close' : null;
  return passesRow(facts, row, clientIndex, filter) && (filter.cause === undefined || filter.cause === cause);
}

function passes(facts: AnalysisFacts, { reading, verdict }: Diagnosis, filter: ConnectionFilter): boolean {
  if (filter.cause !== undefined && filter.cause !== verdict.cause) return false;
  const { connection } = reading;
  if (filter.server !== undefined && connection.serverName === filter.server.host) {
    const { server, ...rest } = filter;
    const port = facts.tracker.rows.port(connection.stream, connection.clientIndex === 0 ? 1 : 0);
    if (server.port !== undefined && server.port !== port) return false;
    return passesRow(facts, connection.stream, connection.clientIndex, rest);
  }
  return passesRow(facts, connection.stream, connection.clientIndex, filter);
}

function passesRow(facts: AnalysisFacts, row: number, clientIndex: 0 | 1, filter: ConnectionFilter): boolean {
  const { rows } = facts.tracker;
  const serverIndex = clientIndex === 0 ? 1 : 0;
  if (filter.stream !== undefined && filter.stream !== row) return false;
  if (filter.client !== undefined && filter.client !== addressText(rows, row, clientIndex)) return false;
  if (filter.server?.port !== undefined && filter.server.port !== rows.port(row, serverIndex)) return false;
  if (filter.server !== undefined && filter.server.host !== addressText(rows, row, serverIndex)) return false;
  const { epochNs } = facts.summary;
  if (
    filter.sinceNs !== undefined &&
    epochNs + BigInt(Math.round(rows.getF64(row, RowAt.lastNs))) < filter.sinceNs
  )
    return false;
  return (
    filter.untilNs === undefined ||
    epochNs + BigInt(Math.round(rows.getF64(row, RowAt.startNs))) <= filter.untilNs
  );
}
