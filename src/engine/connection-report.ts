/** One connection as the document shows it. */
import type { Diagnosis } from '../diagnose/incidents.ts';
import type { Connection } from '../flow/connection.ts';
import type { HttpRequest } from '../flow/extras.ts';
import { alertName } from '../wire/tls-alerts.ts';
import type { AnalysisFacts } from './analyzer.ts';
import { seconds } from './connection-lines.ts';
import type { ConnectionReport, RequestRecord } from './document.ts';
import { endpointOf } from './endpoints.ts';
import { ladderOf, withoutQuery } from './ladder.ts';
import { isoTime } from './time-text.ts';

export interface ReportOptions {
  showQuery: boolean;
  withLadder: boolean;
}

export function connectionReport(
  facts: AnalysisFacts,
  diagnosis: Diagnosis,
  options: ReportOptions,
): ConnectionReport {
  const { reading, verdict } = diagnosis;
  const { connection } = reading;
  const { rows } = facts.tracker;
  const row = connection.stream;
  const client = connection.clientIndex;
  const at = (ns: number): string => isoTime(facts.summary.epochNs, ns);
  const report: ConnectionReport = {
    stream: row,
    client: endpointOf(rows, row, client, null),
    server: endpointOf(rows, row, client === 0 ? 1 : 0, connection.serverName),
    roles: connection.roles,
    start: at(connection.startNs),
    durationS: seconds(connection.lastNs - connection.startNs),
    protocol: connection.protocol,
    turns: reading.turns,
    ending: reading.ending,
    endedBy: reading.endedBy,
    origin: verdict.origin,
    cause: verdict.cause,
    confidence: verdict.confidence,
    harm: verdict.harm,
    retrySafe: verdict.retrySafe,
    idleBeforeS: reading.idleNs === null ? null : seconds(reading.idleNs),
    waitBeforeEndS: reading.waitNs === null ? null : seconds(reading.waitNs),
    evidence: verdict.evidence.map(({ frame, timeNs, says }) => ({ frame, time: at(timeNs), says })),
    alternative: verdict.alternative,
    vantage: reading.vantage,
    rttMs: { toServer: milliseconds(reading.rttToServerNs), toClient: milliseconds(reading.rttToClientNs) },
    filter: `tcp.stream eq ${row}`,
  };
  if (options.withLadder) report.ladder = ladderOf(diagnosis, facts.tracker.recentSegments(connection));
  addMessages(report, connection, options);
  return report;
}

function addMessages(report: ConnectionReport, connection: Connection, options: ReportOptions): void {
  if (connection.requests.length > 0) {
    report.requests = connection.requests.map((request) =>
      requestRecord(connection, request, options.showQuery),
    );
    report.requestsHurt = report.requests.filter(
      (one) => one.outcome === 'lost' || one.outcome === 'truncated',
    ).length;
  }
  if (connection.clientOpening !== 'tls') return;
  report.tls = {
    version: connection.tlsVersion,
    sni: connection.clientHello.seen ? connection.serverName : null,
    alpn: connection.alpn,
    decrypted: false,
    alerts: connection.alerts.map(({ from, code }) => ({
      by: from === connection.clientIndex ? 'client' : 'server',
      name: alertName(code),
    })),
  };
}

function requestRecord(connection: Connection, request: HttpRequest, showQuery: boolean): RequestRecord {
  return {
    stream: request.index,
    method: request.method,
    authority: request.authority,
    path: showQuery ? request.path : withoutQuery(request.path),
    status: request.status,
    outcome: outcomeOf(connection, request),
  };
}

function outcomeOf(connection: Connection, request: HttpRequest): RequestRecord['outcome'] {
  if (request.responseComplete) return 'complete';
  if (!connection.end.seen) return 'open';
  return request.responseFrame === 0 ? 'lost' : 'truncated';
}

function milliseconds(ns: number | null): number | null {
  return ns === null ? null : Math.round(ns / 1e3) / 1e3;
}
