/** New connections: when a segment begins one, and what its record holds before that segment is taken. */
import {
  APP_BYTES_AFTER_SIDE,
  AppStream,
  Connection,
  EXCHANGE_BYTES_AT,
  Exchange,
  FIRST_BYTES_AT,
  OPENING_NONE,
  OPENING_TLS,
  PROTOCOL_TCP,
  PROTOCOL_TLS,
  READER_TLS,
  RING_BYTES_AT,
  SECOND_BYTES_AT,
  Side,
} from './records';
import { open as openRow, setSlot } from './rows';
import { ACK, SYN, segment } from './segment';
import { recordAt, takeSlot } from './slots';
import { looksLikeRecord } from './tls';

/**
 * A SYN on a known four-tuple: a new connection, unless it repeats the first one's initial sequence number (then it is a
 * retransmission, or another attempt after a RST). As Wireshark 4.0.
 */
export function startsAnew(): bool {
  if ((segment.flags & (SYN | ACK)) !== SYN) return false;
  if (segment.slot === 0) return true;
  const side = changetype<Side>(recordAt(segment.slot - 1) + (segment.from === 0 ? FIRST_BYTES_AT : SECOND_BYTES_AT));
  return side.baseSeqKnown !== 0 && side.baseSeq !== segment.seq;
}

/** A row for the connection that the segment begins, and its record. `previous`: the row that had its four-tuple, or -1. */
export function open(previous: i32): void {
  const wasOpen = previous >= 0 && segment.slot !== 0 && changetype<Connection>(recordAt(segment.slot - 1)).endedFirst === -1;
  const row = openRow(previous);
  segment.row = row;
  segment.slot = 0;
  if (row < 0) return;
  const slot = takeSlot();
  beginRecord(slot);
  setSlot(slot);
  const connection = changetype<Connection>(recordAt(slot));
  connection.startNs = segment.timeNs;
  connection.firstFrame = segment.frame;
  connection.previousStream = previous;
  connection.previousOpen = wasOpen ? 1 : 0;
  if ((segment.flags & SYN) !== 0) {
    connection.rolesSeen = 1;
    connection.rolesOpen = 0;
    connection.clientIndex = (segment.flags & ACK) !== 0 ? 1 : 0;
  } else connection.clientIndex = segment.destinationPort <= segment.sourcePort ? 0 : 1;
}

/** Zero but for these. */
export function beginRecord(slot: i32): void {
  const base = recordAt(slot);
  memory.fill(base, 0, RING_BYTES_AT);
  const connection = changetype<Connection>(base);
  connection.mayCarryHttp2 = 1;
  connection.rolesOpen = 1;
  connection.closingNs = -1;
  connection.endedFirst = -1;
  connection.previousStream = -1;
  const exchange = changetype<Exchange>(base + EXCHANGE_BYTES_AT);
  exchange.idleBeforeNs = -1;
  exchange.maxIdleSurvivedNs = -1;
  exchange.fastestAckNs = Infinity;
  beginSide(changetype<Side>(base + FIRST_BYTES_AT));
  beginSide(changetype<Side>(base + SECOND_BYTES_AT));
}

function beginSide(side: Side): void {
  side.window = -1;
  side.windowScale = -1;
  side.ttlMin = 255;
  side.lastIpId = -1;
}

/**
 * The first payload of a side, where it is TLS beyond doubt: its reader is chosen (src/flow/app-reader.ts, which does so
 * for all else). False: nothing was noted.
 */
export function settlesAsTls(connection: Connection, side: Side, seq: i32): bool {
  if (connection.rolesSeen === 0 || connection.protocolSettled !== 0 || segment.payloadAt === 0) return false;
  if (!looksLikeRecord(segment.payloadAt, segment.payloadAt + segment.payloadLength)) return false;
  const app = changetype<AppStream>(changetype<usize>(side) + APP_BYTES_AFTER_SIDE);
  if (app.started === 0 && (side.baseSeqKnown === 0 || seq !== side.baseSeq + 1)) return false;
  if (segment.from === connection.clientIndex) {
    if (connection.clientOpeningCode !== OPENING_NONE && connection.clientOpeningCode !== OPENING_TLS) return false;
    connection.clientOpeningCode = OPENING_TLS;
    connection.reader = READER_TLS;
    if (connection.protocolCode === PROTOCOL_TCP) connection.protocolCode = PROTOCOL_TLS;
    connection.protocolSettled = connection.serverOpeningCode !== OPENING_NONE ? 1 : 0;
  } else {
    // Behind a hole these are not the server's first bytes, and tell nothing.
    if (connection.clientOpeningCode !== OPENING_TLS || app.missingBytes > 0) return false;
    connection.serverOpeningCode = OPENING_TLS;
    connection.protocolSettled = 1;
  }
  if (app.started === 0) {
    app.started = 1;
    app.nextSeq = seq;
  }
  return true;
}
