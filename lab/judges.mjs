/**
 * The judges: from a connection as both hosts saw it to its true cause, or null for a connection that is well.
 * A scenario names one; what it provoked is known, so a judge only decides which connections were met by it.
 */

import { isCloseCall, sentInGoodFaith } from './connections.mjs';
import { endingOf } from './wire.mjs';

/** A connection reused about when the server's idle timer ends. */
export function idleRace({ serverLabel } = {}) {
  return (c) => {
    if (serverLabel !== undefined && c.label !== serverLabel) return null;
    if (!c.lost || c.idleBeforeS === undefined) return null;
    const cause = sentInGoodFaith(c) ? 'keepalive-race' : 'stale-reuse';
    const acceptable = isCloseCall(c) ? ['keepalive-race', 'stale-reuse'].filter((id) => id !== cause) : [];
    return { cause, acceptable, harm: 'request-lost', at: { server: serverView(c, cause) } };
  };
}

/** From the server's side the two kinds of reuse differ only in how long after the FIN the request arrives. */
function serverView(c, cause) {
  const arrival = c.atServer?.segments.filter((s) => s.fromClient && s.length > 0).at(-1)?.time;
  const closed = c.atServer?.segments.find((s) => !s.fromClient && s.flags & 5)?.time;
  if (arrival === undefined || closed === undefined) return {};
  const rtt = handshakeRtt(c.atServer);
  const nearTheLine = Math.abs(arrival - closed - rtt) < 0.3 * rtt;
  return nearTheLine ? { acceptable: ['keepalive-race', 'stale-reuse'].filter((id) => id !== cause) } : {};
}

function handshakeRtt({ segments }) {
  const synAck = segments.find((s) => s.flags & 2 && s.flags & 16);
  const ack = segments.find((s) => s.fromClient && s.flags & 16 && !(s.flags & 2));
  return synAck && ack ? ack.time - synAck.time : 0.03;
}

/** Connections that the middlebox has dealt with (`event`), in what it is meant to be. */
export function boxed(event, cause, more = {}) {
  return (c) => {
    if (!c.boxEvent(event)) return null;
    const { when = () => true, ...rest } = more;
    if (!when(c)) return null;
    return { cause, origin: 'middlebox', harm: harmOf(c), ...call(rest, c) };
  };
}

/** Connections whose last request matches and did not end well. */
export function unlucky(cause, more = {}) {
  return (c) => {
    const {
      when = (x) => x.lost || x.outcome === 'truncated' || x.outcome === 'lost',
      serverLabel,
      ...rest
    } = more;
    if (serverLabel !== undefined && c.label !== serverLabel) return null;
    if (!when(c)) return null;
    return { cause, harm: harmOf(c), ...call(rest, c) };
  };
}

function call(rest, c) {
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, typeof value === 'function' ? value(c) : value]),
  );
}

/** What the client lost, from its own log where it has one for this connection, else from the wire. */
export function harmOf(c) {
  if (!c.handshakeDone) return 'connect-failed';
  if (c.outcome === 'truncated') return 'response-truncated';
  if (c.lost || c.outcome === 'lost') return 'request-lost';
  return 'none';
}

/** The first of several judges that has something to say. */
export function firstOf(...judges) {
  return (c, lab, all) => {
    for (const judge of judges) {
      const verdict = judge(c, lab, all);
      if (verdict) return verdict;
    }
    return null;
  };
}

/** The judge of one server among several. */
export function forServer(label, judge) {
  return (c, lab, all) => (c.label === label ? judge(c, lab, all) : null);
}

/** Connections without any request that end in RST: health checks. */
export function healthCheck(c) {
  return c.last === undefined && endingOf(c.atClient).ending === 'reset'
    ? { cause: 'abortive-close', harm: 'none' }
    : null;
}

/** Connections that the server ended after a silence. Over TLS its close_notify may come first, and the client's FIN before its own. */
export function idleClosed(c) {
  return c.last?.responseEndAt != null && c.ending.endAt !== null && c.ending.endAt - c.last.responseEndAt > 1
    ? { cause: 'idle-close', harm: 'none', acceptable: ['abortive-close', 'late-data'] }
    : null;
}

/** Connections of a server that was stopped at `lab.stoppedAt`: ended by it, or refused while it was away. */
export function restarted(c, lab) {
  if (c.label !== 'server') return null;
  const { ending, endAt } = c.ending;
  if (ending === 'refused')
    return { cause: 'server-restart', acceptable: ['connection-refused'], harm: 'connect-failed' };
  const within = (t) => t !== null && t - lab.stoppedAt > -0.02 && t - lab.stoppedAt < 0.6;
  if (!within(endAt) || c.atClient.start > lab.stoppedAt + 0.05) return null;
  if (c.lost) return { cause: 'server-restart', acceptable: ['no-response-close'], harm: 'request-lost' };
  if (c.outcome === 'truncated')
    return { cause: 'server-restart', acceptable: ['response-aborted'], harm: 'response-truncated' };
  return c.ending.endedBy === 'server'
    ? {
        cause: 'server-restart',
        acceptable: ['idle-close', 'abortive-close', 'late-data', 'none'],
        harm: 'none',
      }
    : null;
}
