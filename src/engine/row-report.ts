/** A connection that was not kept in full: healthy, or closed while idle. Drawn from its row. */
import { isIdleClose } from '../flow/row-writer.ts';
import type { AnalysisFacts } from './analyzer.ts';
import { connectionLine, seconds } from './connection-lines.ts';
import type { ConnectionReport } from './document.ts';
import { isoTime } from './time-text.ts';

export function rowReport(facts: AnalysisFacts, row: number): ConnectionReport {
  const line = connectionLine(facts, row);
  const { rows } = facts.tracker;
  const idle = isIdleClose(rows, row);
  const idleS = seconds(rows.getF64(row, 'idleBeforeEndNs'));
  const end = {
    frame: rows.getU32(row, 'endFrame'),
    time: isoTime(facts.summary.epochNs, rows.getF64(row, 'endNs')),
  };
  return {
    stream: row,
    client: line.client,
    server: line.server,
    roles: line.roles,
    start: line.start,
    durationS: line.durationS,
    protocol: line.protocol,
    turns: line.turns,
    ending: line.ending,
    endedBy: line.endedBy,
    origin: line.endedBy === 'none' ? 'unknown' : 'endpoint',
    cause: idle ? 'idle-close' : null,
    confidence: idle ? 0.95 : 1,
    harm: 'none',
    retrySafe: 'safe',
    idleBeforeS: idle ? idleS : null,
    waitBeforeEndS: null,
    evidence: idle
      ? [
          {
            ...end,
            says: `the ${line.endedBy} closes after ${idleS.toFixed(1)} s idle; no exchange was open`,
          },
        ]
      : [],
    alternative: null,
    vantage: 'unknown',
    rttMs: { toServer: null, toClient: null },
    filter: `tcp.stream eq ${row}`,
  };
}
