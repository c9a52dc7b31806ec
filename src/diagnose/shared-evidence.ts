/** Questions and citations that several causes share. */
import { Known, TurnState } from '../flow/exchange.ts';
import type { OriginJudgement } from './origin.ts';
import type { Reading } from './reading.ts';
import { cite, type EvidenceItem } from './rule.ts';

/** A reset or FIN that comes within this time of a request answers it, whatever the round trip. */
const PROMPT_NS = 0.9e9;
/** Uploads are longer than a request's head. */
const UPLOAD_BYTES = 8 * 1024;

/** The connection had served an exchange before (or was found in mid-stream, and probably had). */
export function hadBeenUsed(reading: Reading): boolean {
  return reading.turns > 0 || reading.connection.roles === 'judged';
}

/** The end follows the request at once: about a round trip. */
export function isPrompt(reading: Reading): boolean {
  const { exchange } = reading.connection;
  const rst = reading.serverRst;
  if (rst === null) return false;
  const lastNs = Math.max(exchange.requestFirst.timeNs, exchange.responseLast.timeNs);
  return (
    rst.timeNs - lastNs <
    Math.max(PROMPT_NS, 4 * ((reading.rttToServerNs ?? 0) + (reading.rttToClientNs ?? 0)))
  );
}

/** The request was sent again and never acknowledged, and nothing else came back either. */
export function isUnheard(reading: Reading): boolean {
  const { client, connection, server } = reading;
  if (!client.unackedSince.seen || client.unackedRetransmissions === 0 || reading.requestAcked) return false;
  return (
    server.last.timeNs <= client.lastRetransmission.timeNs &&
    connection.exchange.state === TurnState.request &&
    server.rstCount === 0
  );
}

/** The response began, and none of its bytes was ever acknowledged: to the client it never came. */
export function noResponseByteAcked(reading: Reading, side: Reading['server']): boolean {
  const { exchange } = reading.connection;
  return (
    side === reading.server &&
    exchange.responseFirst.seen &&
    side.unackedSince.timeNs <= exchange.responseFirst.timeNs
  );
}

/** The server's end is a bare RST: a host that only answers has not closed, it forgot. */
export function isPassiveEnd({ connection, serverRst }: Reading): boolean {
  return serverRst !== null && !serverRst.hasAck && connection.end.frame === serverRst.frame;
}

/** A bare RST in the client's name answers a response: its host knows no such connection, though it never closed it. */
export function isForgottenByClient({ connection, clientRst, client, server }: Reading): boolean {
  if (clientRst === null || clientRst.hasAck || clientRst.frame !== connection.end.frame) return false;
  return clientRst.answers !== 0 && !client.fin.seen && !server.fin.seen && connection.exchange.answered > 0;
}

/** The client was still sending its request when the server ended it. */
export function isUploading(reading: Reading): boolean {
  const { connection, client, serverRst } = reading;
  const { exchange } = connection;
  if (serverRst === null) return false;
  const endNs = Math.min(connection.end.timeNs, serverRst.timeNs);
  const sending = client.lastData.timeNs > endNs - PROMPT_NS;
  const last = connection.requests.at(-1);
  const part =
    exchange.requestKnown === Known.incomplete ||
    exchange.lateBytes > 0 ||
    (last?.complete === false && !last.cut);
  if (part) return sending && (exchange.requestBytes > 0 || exchange.lateBytes > 0);
  const large = exchange.requestBytes + exchange.lateBytes > UPLOAD_BYTES;
  return large && sending && exchange.requestKnown !== Known.complete;
}

/** The first RST, in words: which segment it answers, from a live socket or from a host that knows none. */
export function rstEvidence(reading: Reading): EvidenceItem[] {
  const rst =
    reading.origin.doubt > 0 && reading.origin.rst !== null
      ? reading.origin.rst
      : (reading.serverRst ?? reading.rst);
  if (rst === null) return [];
  const who = rst.from === reading.connection.clientIndex ? 'client' : 'server';
  const answers = rst.answers === 0 ? '' : `, in answer to frame ${rst.answers}`;
  const kind = rst.hasAck ? 'RST,ACK' : 'bare RST (no socket for that segment)';
  return [{ frame: rst.frame, timeNs: rst.timeNs, says: `${kind} in the ${who}'s name${answers}` }];
}

/** Why the RST is doubted. */
export function originEvidence(origin: OriginJudgement): EvidenceItem[] {
  if (origin.rst === null || origin.reasons.length === 0) return [];
  return [
    {
      frame: origin.rst.frame,
      timeNs: origin.rst.timeNs,
      says: `not sent by that host: ${origin.reasons.join('; ')}`,
    },
  ];
}

/** The first FIN or RST, and what came before it. */
export function endEvidence(reading: Reading, says: string): EvidenceItem[] {
  const { connection, endedBy } = reading;
  const isRst = connection.rsts.some((rst) => rst.frame === connection.end.frame);
  return cite(connection.end, `${isRst ? 'RST' : 'FIN'} from the ${endedBy}, ${says}`);
}
