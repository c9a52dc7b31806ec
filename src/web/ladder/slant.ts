/**
 * How far an arrow descends. A segment takes half a round trip, so at the end where nothing was captured it left
 * earlier or arrived later: that is how a request and a FIN cross. With the capture taken at one end and the round trip
 * known from the handshake, the far end is drawn where it was; else arrows are level, for nobody knows.
 */
import type { ConnectionReport } from '../../engine/index.ts';
import type { Row } from './rows.ts';

/** In rows. A longer way would cross arrows that it has nothing to do with. */
const MOST = 0.85;
const LEAST = 0.16;
/** Shorter trips are level on any drawing. */
const LEAST_TRIP_S = 0.0005;

export interface Trip {
  /** The end at which frames were captured. */
  near: 'client' | 'server';
  /** Half a round trip from there to the other end. */
  seconds: number;
}

export function tripOf(connection: Pick<ConnectionReport, 'vantage' | 'rttMs'> | null): Trip | null {
  if (connection === null || (connection.vantage !== 'client' && connection.vantage !== 'server'))
    return null;
  const { vantage, rttMs } = connection;
  const seconds = ((vantage === 'client' ? rttMs.toServer : rttMs.toClient) ?? 0) / 2000;
  return seconds >= LEAST_TRIP_S ? { near: vantage, seconds } : null;
}

/**
 * Where the arrow of row `index` ends at the far side, in rows below (or above) where it is at the near side: a frame
 * sent by the near end arrives later, one from the far end left earlier.
 */
export function farOffset(rows: readonly Row[], index: number, trip: Trip | null): number {
  const row = rows[index];
  if (trip === null || row?.kind !== 'frame') return 0;
  const leaves = row.frame.from === trip.near;
  const neighbour = rows[leaves ? index + 1 : index - 1];
  const gapS =
    neighbour?.kind === 'frame' ? Math.abs(neighbour.frame.atS - row.frame.atS) : Number.POSITIVE_INFINITY;
  const way = Math.min(MOST, Math.max(LEAST, trip.seconds / Math.max(gapS, trip.seconds / MOST)));
  return leaves ? way : -way;
}
