/**
 * Timeouts for the head and the body of a request. Two orders matter: an outer hop that is less patient with a slow upload
 * than the hop it protects cuts off what the inner one was set up to accept; and in Node.js before 18 the time for
 * the next request's head runs on while the connection is idle, so that it must be the longer one.
 */
import type { Hop, SettingName } from '../model.ts';
import { amount, isWritten, type Match, type Rule, secondsText } from '../rule.ts';
import { compareVersions } from '../version.ts';

export const headerBodyOrder: Rule = {
  id: 'header-body-order',
  title: 'a timeout for a request cuts off what another one allows',
  check({ client, server }) {
    const own = headEndsIdle(server);
    if (own !== undefined || client === undefined) return own;
    return lessPatient(client, server, 'bodyTimeoutS') ?? lessPatient(client, server, 'headerTimeoutS');
  },
};

const words: Partial<Record<SettingName, string>> = { bodyTimeoutS: 'body', headerTimeoutS: 'head' };

/** They pass a request on when they have all of it, as every proxy does with a head: their own patience is what counts. */
const buffersRequests: readonly string[] = ['nginx', 'ingress-nginx'];

function lessPatient(outer: Hop, inner: Hop, name: SettingName): Match | undefined {
  const outside = outer.asServer[name];
  const inside = inner.asServer[name];
  const outsideS = amount(outside);
  const insideS = amount(inside);
  if (outside === undefined || inside === undefined || outsideS === undefined || insideS === undefined)
    return undefined;
  // Only where both were chosen: defaults of different products never agree.
  if (!isWritten(outside) || !isWritten(inside) || outsideS >= insideS || !Number.isFinite(insideS))
    return undefined;
  return {
    severity: name === 'headerTimeoutS' || buffersRequests.includes(outer.product) ? 'info' : 'warning',
    hops: [outer, inner],
    message: `${outer.name} waits ${secondsText(outsideS)} for a request's ${words[name]}, ${inner.name} behind it would wait ${secondsText(insideS)}: a slow client is cut off by ${outer.name} first.`,
    arithmetic: `${secondsText(outsideS)} (${outer.name}, outer) < ${secondsText(insideS)} (${inner.name}, inner)`,
    advice: `Give ${outer.name} at least the time of ${inner.name}, or ${inner.name} less.`,
    settings: [outside, inside],
    remedies: [{ hop: outer, side: 'asServer', setting: name, value: insideS }],
  };
}

/** https://github.com/nodejs/node/issues/27363 */
function headEndsIdle(server: Hop): Match | undefined {
  const { headerTimeoutS: head, idleTimeoutS: idle } = server.asServer;
  const headS = amount(head);
  const idleS = amount(idle);
  if (server.product !== 'node' || server.version === undefined || compareVersions(server.version, '18') >= 0)
    return undefined;
  if (head === undefined || idle === undefined || headS === undefined || idleS === undefined || headS > idleS)
    return undefined;
  return {
    severity: 'error',
    hops: [server],
    message: `${server.name} runs Node.js ${server.version}, which counts headersTimeout (${secondsText(headS)}) from the end of the last request: it ends idle connections before keepAliveTimeout (${secondsText(idleS)}) does, in the middle of the next request.`,
    arithmetic: `${secondsText(headS)} (head) <= ${secondsText(idleS)} (idle)`,
    advice: 'Set headersTimeout above keepAliveTimeout.',
    settings: [head, idle],
    remedies: [{ hop: server, side: 'asServer', setting: 'headerTimeoutS', value: Math.ceil(idleS + 5) }],
  };
}
