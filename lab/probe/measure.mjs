/** Probes the real servers round by round and judges what was found against what is configured. */
import { startLocalServer } from './local-server.mjs';

/** How far a measured timeout may be from the configured one, beyond what the server's own timer adds. */
const TOLERANCE_S = 0.1;
const STALL_TOLERANCE_S = 0.5;
/** A bracket is that much wider than what was seen, on either side. */
const WIDENED_S = 0.02;

/**
 * Starts a server (and what it stands before), calls `use` with its URL and stops it again.
 * @template T
 * @param {import('./servers.mjs').Probed} server
 * @param {(url: string) => Promise<T>} use
 */
export async function withServer({ program, options, upstream, page = '/ok', idleTimeoutS }, use) {
  const behind = upstream === undefined ? undefined : await startLocalServer(upstream, {});
  try {
    const more = behind && { upstream: `127.0.0.1:${behind.port}` };
    const started = await startLocalServer(program, { idleTimeoutS, ...options, ...more });
    try {
      return await use(`${options.tls ? 'https' : 'http'}://127.0.0.1:${started.port}${page}`);
    } finally {
      started.stop();
    }
  } finally {
    behind?.stop();
  }
}

/** What is wrong with a document of this server; `slackS`: how much later all may be, on a busy machine. */
export function disagreements(server, document, slackS = 0) {
  const {
    idleTimeoutS,
    lateS = 0,
    requestLimit,
    headerTimeoutS,
    bodyTimeoutS,
    stallLateS = 0,
    http2,
  } = server;
  const wrong = [];
  const check = (what, found, configured, late, tolerance) => {
    const fits =
      found !== null &&
      found.low >= configured - tolerance &&
      found.high <= configured + late + tolerance + slackS;
    if (!fits)
      wrong.push(`${what}: ${JSON.stringify(found)}, configured ${configured}, late by up to ${late}`);
  };
  check('idle', bracket(document.idleTimeout), idleTimeoutS, lateS, TOLERANCE_S);
  if (http2)
    check('HTTP/2 idle', bracket(document.http2?.idleTimeout), idleTimeoutS, http2LateS(server), TOLERANCE_S);
  const { headerTimeoutS: header, bodyTimeoutS: body } = document;
  if (headerTimeoutS !== undefined && header !== null)
    check('header', header, headerTimeoutS, stallLateS, STALL_TOLERANCE_S);
  if (bodyTimeoutS !== undefined && body !== null)
    check('body', body, bodyTimeoutS, stallLateS, STALL_TOLERANCE_S);
  const { limit = null, tried = 0 } = document.requestsPerConnection ?? {};
  // A busy machine may not get there within the time that a probe allows itself: that is no number, not a wrong one.
  const unfinished = limit === null && tried < (requestLimit ?? 0);
  if (!unfinished && limit !== (requestLimit ?? null))
    wrong.push(`requests: ${limit}, configured ${requestLimit ?? 'no limit'}`);
  return wrong;
}

function http2LateS({ http2LateS, lateS = 0 }) {
  return http2LateS ?? lateS;
}

function bracket(idle) {
  return idle?.lowS == null ? null : { low: idle.lowS + WIDENED_S, high: idle.highS - WIDENED_S };
}
