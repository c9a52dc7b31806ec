/** Writes what a run really was: a capture and its truth file for each vantage. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LAB } from './build.mjs';
import { collectConnections, idleBefore } from './connections.mjs';
import { exchangesOf } from './exchanges.mjs';
import { observe } from './observe.mjs';
import { endingOf } from './wire.mjs';

const LOG_LINES = 8;

export const HARMLESS = ['idle-close', 'abortive-close', 'late-data'];

/** Judges every connection of a run and writes NAME[.VANTAGE].pcap and .truth.json; returns a summary. */
export function writeTruth(lab, out, kernelLines) {
  const { scenario } = lab;
  mkdirSync(out, { recursive: true });
  const { byHost, all } = collectConnections(lab, kernelLines);
  const verdicts = new Map();
  for (const c of all) {
    const verdict = scenario.judge?.(c, lab, all);
    if (verdict) verdicts.set(c, verdict);
  }
  const vantages = scenario.vantages ?? { client: '' };
  for (const [host, suffix] of Object.entries(vantages)) {
    const base = scenario.file ?? scenario.name;
    const name = suffix ? `${base}.${suffix}` : base;
    copyFileSync(lab.captures[host].file, join(out, `${name}.pcap`));
    const truth = truthOf(lab, host, name, byHost[host], all, verdicts);
    writeFileSync(join(out, `${name}.truth.json`), `${JSON.stringify(truth, null, 1)}\n`);
  }
  observe(lab, all, verdicts, out);
  return summary(lab, verdicts, all);
}

function truthOf(lab, host, name, capture, all, verdicts) {
  const { scenario } = lab;
  const rows = [];
  const seen = new Map();
  for (const c of all) {
    const here = capture.connections.find(
      (x) => x.server === c.server && x.iss === c.atClient.iss && (x.client === c.client || x === c.atServer),
    );
    if (here === undefined) continue;
    seen.set(c, here);
    const verdict = verdicts.get(c);
    // A middlebox may hide all of it from one side: `at: { server: null }`.
    if (verdict && verdict.at?.[host] !== null) rows.push(asSeen(rowOf(c, here, verdict, host), here));
  }
  rows.sort((a, b) => a.start - b.start);
  return {
    file: `${name}.pcap`,
    vantage: scenario.vantageNames?.[host] ?? host,
    scenario: scenario.about,
    software: lab.software,
    connectionsInFile: capture.connections.length,
    connections: rows,
    others: 'none',
    othersAcceptable: HARMLESS,
    incidents: incidentsOf(lab, rows, seen),
    ...serverLogs(lab),
    ...(scenario.notes?.[host] && { notes: scenario.notes[host] }),
    ...(scenario.ignore && {
      ignore: all.filter((c) => scenario.ignore(c)).map(({ client, server }) => ({ client, server })),
    }),
  };
}

function rowOf(c, here, verdict, host) {
  const { at = {}, ...general } = verdict;
  const { ending, endedBy, endAt } = endingOf(here);
  const segments = here.segments;
  const wait =
    endAt !== null && c.last !== undefined
      ? endAt - (c.last.responseEndAt ?? c.last.requestEndAt)
      : undefined;
  return {
    client: here.client,
    server: here.server,
    start: round(here.start, 6),
    frames: [segments[0].frame, segments.at(-1).frame],
    acceptable: [],
    ending,
    endedBy,
    origin: ending === 'open' || ending === 'stalled' || ending === 'unanswered' ? 'unknown' : 'endpoint',
    ...(c.idleBeforeS !== undefined && { idleBeforeS: round(c.idleBeforeS, 3) }),
    ...(wait !== undefined && wait >= 0 && { waitBeforeEndS: round(wait, 3) }),
    ...general,
    ...at[host],
    ...(c.kernel.length > 0 && { kernel: c.kernel }),
    ...(c.records.at(-1)?.error && { clientError: c.records.at(-1).error }),
  };
}

/** What a host never got it cannot miss: a lost request that did not arrive there, a cause that may look like none. */
function asSeen(row, here) {
  const last = exchangesOf(here).at(-1);
  const arrived = last !== undefined && last.responseAt === null;
  const unseen =
    row.harm === 'request-lost' && !arrived ? ['none', 'unknown', ...(last ? [] : ['connect-failed'])] : [];
  const also = row.acceptable.includes('none') ? ['none', 'unknown'] : [];
  const harms = new Set([...(row.harmAcceptable ?? []), ...unseen, ...also]);
  harms.delete(row.harm);
  return harms.size === 0 ? row : { ...row, harmAcceptable: [...harms] };
}

/** What the servers themselves said: the first lines of their logs that speak of an end. */
function serverLogs(lab) {
  const logs = {};
  for (const { label, folder, log } of lab.servers) {
    if (log === undefined) continue;
    const lines = [log, join(folder, 'error.log')]
      .filter(existsSync)
      .flatMap((path) => readFileSync(path, 'utf8').split('\n'));
    const telling = lines.filter(
      (line) =>
        /reset|timed? ?out|timeout|prematurely|broken pipe|aborted/i.test(line) && !line.includes(LAB),
    );
    if (telling.length > 0) logs[label] = telling.slice(0, LOG_LINES).map((line) => line.slice(0, 300));
  }
  return Object.keys(logs).length > 0 ? { serverLogs: logs } : {};
}

/** One incident for each server and harmful cause of this file. */
function incidentsOf(lab, rows, seen) {
  const groups = new Map();
  for (const row of rows) {
    if (HARMLESS.includes(row.cause) || row.acceptable.includes('none')) continue;
    const key = `${row.server} ${row.cause}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  return [...groups.values()].map((group) => {
    const { server, cause } = group[0];
    const inferred = inferredOf(lab, server, cause, seen);
    return {
      server,
      cause,
      acceptable: group
        .map((row) => row.acceptable)
        .reduce((all, one) => all.filter((id) => one.includes(id))),
      hurt: group.filter((row) => row.harm !== 'none').length,
      outOf: [...seen.values()].filter((here) => here.server === server).length,
      ...(inferred && { inferred }),
      listed: group.length,
    };
  });
}

/** What the scenario knows of the timer, with the bracket that this run's own reuses leave for it. */
function inferredOf(lab, server, cause, seen) {
  const known = lab.scenario.inferred?.[cause];
  if (known === undefined) return undefined;
  if (known.trueIdleTimeoutS === undefined) return known;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  for (const c of seen.keys()) {
    if (c.server !== server) continue;
    for (const index of c.exchanges.keys()) {
      const idle = idleBefore(c.exchanges, index);
      if (idle === undefined) continue;
      if (c.exchanges[index].responseAt !== null) low = Math.max(low, idle);
      // The request was still on its way when the timer ended: it arrives half a round trip later than it is counted.
      else high = Math.min(high, idle + roundTripOf(c.atClient));
    }
    const closedIdle = idleCloseOf(c);
    if (closedIdle !== undefined) high = Math.min(high, closedIdle);
  }
  return {
    idleTimeoutS: [
      round(Math.min(low, high), 3),
      Number.isFinite(high) ? round(Math.max(low, high), 3) : null,
    ],
    timerSlackS: 0.3,
    ...known,
  };
}

/** Seconds of idleness after which the server ended a connection nobody used. */
export function idleCloseOf(c) {
  const { endedBy, endAt } = c.ending;
  if (endedBy !== 'server' || c.last?.responseEndAt == null) return undefined;
  return endAt - c.last.responseEndAt;
}

function roundTripOf({ segments }) {
  const answer = segments.find((segment) => !segment.fromClient);
  return answer === undefined ? 0 : answer.time - segments[0].time;
}

function summary(lab, verdicts, all) {
  const counts = {};
  for (const { cause } of verdicts.values()) counts[cause] = (counts[cause] ?? 0) + 1;
  const failed = lab.records.filter((record) => record.outcome !== 'ok' && record.outcome !== 'ended').length;
  // A request that failed on a connection nobody judged: the scenario does not know what it provoked. One that the
  // client gave up before a byte was sent is no concern of the connection.
  const unjudged = all.filter(
    (c) => !verdicts.has(c) && (c.outcome === 'truncated' || (c.outcome === 'lost' && c.lost)),
  ).length;
  return { connections: all.length, counts, requests: lab.records.length, failed, unjudged };
}

function round(value, digits) {
  return Number(value.toFixed(digits));
}
