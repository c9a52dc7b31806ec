/** A connection that was not kept in full: healthy, or closed while idle. Drawn from its row. */
import { isIdleClose, RowAt } from '../flow/row-store.ts';
import type { AnalysisFacts } from './analyzer.ts';
import { enderOfRow, endingOfRow, protocolOfRow, rolesOf, seconds } from './connection-lines.ts';
import type { ConnectionReport } from './document.ts';
import { endpointOf } from './endpoints.ts';
import { isoTime } from './time-text.ts';

export function rowReport({ tracker: { rows }, summary }: AnalysisFacts, row: number): ConnectionReport {
  const { epochNs } = summary;
  const client: 0 | 1 = rows.getU8(row, RowAt.clientIndex) === 1 ? 1 : 0;
  const startNs = rows.getF64(row, RowAt.startNs);
  const endedBy = enderOfRow(rows, row);
  const idle = isIdleClose(rows, row);
  const idleS = seconds(rows.getF64(row, RowAt.idleBeforeEndNs));
  return {
    stream: row,
    client: endpointOf(rows, row, client, null),
    server: endpointOf(rows, row, client === 0 ? 1 : 0, null),
    roles: rolesOf(rows, row),
    start: isoTime(epochNs, startNs),
    durationS: seconds(rows.getF64(row, RowAt.lastNs) - startNs),
    protocol: protocolOfRow(rows, row),
    turns: rows.getU32(row, RowAt.turns),
    ending: endingOfRow(rows, row),
    endedBy,
    origin: endedBy === 'none' ? 'unknown' : 'endpoint',
    cause: idle ? 'idle-close' : null,
    confidence: idle ? 0.95 : 1,
    harm: 'none',
    retrySafe: 'safe',
    idleBeforeS: idle ? idleS : null,
    waitBeforeEndS: null,
    evidence: idle
      ? [
          {
            frame: rows.getU32(row, RowAt.endFrame),
            time: isoTime(epochNs, rows.getF64(row, RowAt.endNs)),
            says: `the ${endedBy} closes after ${idleS.toFixed(1)} s idle; no exchange was open`,
          },
        ]
      : [],
    alternative: null,
    vantage: 'unknown',
    rttMs: { toServer: null, toClient: null },
    filter: `tcp.stream eq ${row}`,
  };
}
