/**
 * The short way for the usual segment: an open connection in good order, the next bytes in sequence (or a plain
 * acknowledgment), in the middle of a turn. Nine segments in ten are of this kind, and all that they do is to move a
 * few numbers on, so these are moved here directly in the record, without views.
 *
 * Each line does what a line of the whole analysis would do for such a segment (named beside it); a test runs both
 * over the same captures and compares every connection.
 */

import type { FrameDecoder } from '../wire/frame-decoder.ts';
import { Reader } from './app-reader.ts';
import { appStreamLayout } from './app-stream.ts';
import { Completeness, type Connection, connectionLayout } from './connection.ts';
import {
  APP_AFTER_SIDE,
  type ConnectionSlab,
  EXCHANGE_AT,
  FIRST_AT,
  RECORD_UNITS,
  SECOND_AT,
} from './connection-slab.ts';
import { exchangeLayout, TurnState } from './exchange.ts';
import type { Moment } from './moment.ts';
import { floatAt, intAt } from './record.ts';
import { RingMark, type SegmentRing } from './segment-ring.ts';
import type { Side } from './side.ts';
import { sideLayout } from './side.ts';
import { ACK, FIN, RST, SYN } from './tcp-flags.ts';
import { APPLICATION_DATA, CONTROL_RECORD_12, MAX_RECORD } from './tls-stream.ts';

/** Bits of `connection.usual`: TCP in good order; payload is TLS; its handshake and first turn are over. */
const IN_ORDER = 1;
const IN_TLS = 2;
const IN_TURNS = 4;

/**
 * What became of a segment: `no`, it needs the whole analysis and nothing was noted; `done`; `payloadUnread`, all but
 * its payload is noted; `turnChanges`, its `turnLength` bytes end one turn or half of it and begin the next.
 */
export const Usual = { no: 0, done: 1, payloadUnread: 2, turnChanges: 3 } as const;
export type Usual = (typeof Usual)[keyof typeof Usual];

const CLIENT_INDEX = intAt(connectionLayout, 'clientIndex');
const LAST_FRAME = intAt(connectionLayout, 'lastFrame');
const COMPLETENESS = intAt(connectionLayout, 'completeness');
const RING_COUNT = intAt(connectionLayout, 'ringCount');
const USUAL = intAt(connectionLayout, 'usual');
const LAST_NS = floatAt(connectionLayout, 'lastNs');

const STATE = intAt(exchangeLayout, 'state');
const REQUEST_END_SEQ = intAt(exchangeLayout, 'requestEndSeq');
const REQUEST_LAST = intAt(exchangeLayout, 'requestLast');
const REQUEST_LAST_NS = floatAt(exchangeLayout, 'requestLast');
const REQUEST_ACKED = intAt(exchangeLayout, 'requestAcked');
const REQUEST_ACKED_NS = floatAt(exchangeLayout, 'requestAcked');
const REQUEST_BYTES = floatAt(exchangeLayout, 'requestBytes');
const FASTEST_ACK_NS = floatAt(exchangeLayout, 'fastestAckNs');
const LATE_BYTES = floatAt(exchangeLayout, 'lateBytes');
const RESPONSE_FIRST = intAt(exchangeLayout, 'responseFirst');
const RESPONSE_LAST = intAt(exchangeLayout, 'responseLast');
const RESPONSE_LAST_NS = floatAt(exchangeLayout, 'responseLast');
const RESPONSE_BYTES = floatAt(exchangeLayout, 'responseBytes');

const FRAMES = intAt(sideLayout, 'frames');
const NEXT_SEQ = intAt(sideLayout, 'nextSeq');
const MAX_SEQ = intAt(sideLayout, 'maxSeqToBeAcked');
const LAST_ACK = intAt(sideLayout, 'lastAck');
const WINDOW = intAt(sideLayout, 'window');
const DUPLICATE_ACK_RUN = intAt(sideLayout, 'duplicateAckRun');
const LAST_WAS_KEEP_ALIVE = intAt(sideLayout, 'lastWasKeepAlive');
const LAST_WAS_PROBE = intAt(sideLayout, 'lastWasZeroWindowProbe');
const TTL = intAt(sideLayout, 'ttl');
const HEADER_SAMPLES = intAt(sideLayout, 'headerSamples');
const WITH_TIMESTAMPS = intAt(sideLayout, 'withTimestamps');
const IP_ID_ZERO = intAt(sideLayout, 'ipIdZero');
const LAST_IP_ID = intAt(sideLayout, 'lastIpId');
const ACKED = intAt(sideLayout, 'acked');
const HEAD_LENGTH = intAt(sideLayout, 'headLength');
const LARGEST_ACKED = intAt(sideLayout, 'largestAckedLength');
const LARGEST = intAt(sideLayout, 'largestLength');
const LAST_DATA_LENGTH = intAt(sideLayout, 'lastDataLength');
const UNACKED_RETRANSMISSIONS = intAt(sideLayout, 'unackedRetransmissions');
const UNACKED = intAt(sideLayout, 'unackedSince');
const UNACKED_NS = floatAt(sideLayout, 'unackedSince');
const LAST = intAt(sideLayout, 'last');
const LAST_SIDE_NS = floatAt(sideLayout, 'last');
const LAST_DATA = intAt(sideLayout, 'lastData');
const LAST_DATA_NS = floatAt(sideLayout, 'lastData');
const PAYLOAD_BYTES = floatAt(sideLayout, 'payloadBytes');
const NEXT_SEQ_NS = floatAt(sideLayout, 'nextSeqTimeNs');
const LAST_ACK_NS = floatAt(sideLayout, 'lastAckTimeNs');

const APP_NEXT_SEQ = intAt(appStreamLayout, 'nextSeq');
const APP_STARTED = intAt(appStreamLayout, 'started');
const APP_IS_TURN = intAt(appStreamLayout, 'isTurn');
const RECORD_REMAINING = intAt(appStreamLayout, 'recordRemaining');
const RECORD_TYPE = intAt(appStreamLayout, 'recordType');
const RECORD_LENGTH = intAt(appStreamLayout, 'recordLength');
const HEADER_BYTES = intAt(appStreamLayout, 'headerBytes');
const TLS_SYNCED = intAt(appStreamLayout, 'tlsSynced');
const LAST_IS_ALERT = intAt(appStreamLayout, 'lastRecordIsAlert');
const APPLICATION_RECORDS = intAt(appStreamLayout, 'applicationRecords');

/** To be noted after every segment that took the long way: may the next ones take the short way? */
export function usualOf(connection: Connection): number {
  const [a, b] = connection.sides;
  const inOrder =
    connection.closingNs < 0 &&
    connection.rstCount === 0 &&
    (connection.handshakeAck.seen || (!connection.syn.seen && !connection.synAck.seen)) &&
    isInOrder(a) &&
    isInOrder(b);
  if (!inOrder) return 0;
  if (connection.reader !== Reader.tls || !connection.protocolSettled) return IN_ORDER;
  return connection.handshakeDone && connection.exchange.turns > 0
    ? IN_ORDER | IN_TLS | IN_TURNS
    : IN_ORDER | IN_TLS;
}

function isInOrder(side: Side): boolean {
  return (
    !side.fin.seen &&
    side.headerSamples > 0 &&
    side.nextSeqKnown &&
    side.maxSeqToBeAckedKnown &&
    side.lastAckKnown &&
    side.ackedKnown &&
    side.window > 0 &&
    !side.windowClosed.seen &&
    side.unansweredProbes === 0 &&
    side.app.pendingBytes === 0
  );
}

export class UsualSegments {
  /** After `turnChanges`: how many of the segment's bytes belong to the turn (a record's header does not). */
  turnLength = 0;
  private readonly slab: ConnectionSlab;
  private readonly ring: SegmentRing;

  constructor(slab: ConnectionSlab, ring: SegmentRing) {
    this.slab = slab;
    this.ring = ring;
  }

  /** Takes the decoder's segment, sent by `from`, as far as it is a usual one. */
  take(slot: number, from: 0 | 1, decoder: FrameDecoder, now: Moment): Usual {
    const { ints } = this.slab;
    const { tcp, payloadLength: length } = decoder;
    const base = slot * RECORD_UNITS;
    const own = base + (from === 0 ? FIRST_AT : SECOND_AT);
    const peer = (base + (from === 0 ? SECOND_AT : FIRST_AT)) * 2;
    const side = own * 2;
    if (ints[base * 2 + USUAL] === 0 || (tcp.flags & (SYN | FIN | RST | ACK)) !== ACK) return Usual.no;
    // sequence-analysis.ts, isUneventful
    const seq = tcp.sequenceNumber;
    const ack = tcp.acknowledgmentNumber;
    if (seq !== ints[side + NEXT_SEQ] || tcp.window === 0 || decoder.ttl !== ints[side + TTL])
      return Usual.no;
    if (((ack - (ints[peer + MAX_SEQ] as number)) | 0) > 0) return Usual.no;
    if (length === 0) {
      if (ack === ints[side + LAST_ACK]) return Usual.no;
    } else {
      const app = (own + APP_AFTER_SIDE) * 2;
      if (((seq + length - (ints[peer + LAST_ACK] as number)) | 0) <= 0) return Usual.no;
      if (decoder.capturedPayloadLength !== length) return Usual.no;
      if (seq !== ints[app + APP_NEXT_SEQ] || ints[app + APP_STARTED] === 0) return Usual.no;
    }
    this.advance(base, from, decoder, now);
    this.acknowledge(base, from, ack, now);
    if (length === 0) return Usual.done;
    this.send(base, from, decoder, now);
    return this.read(base, from, decoder, now);
  }

  /** The sender's side but for its payload. */
  private advance(base: number, from: 0 | 1, decoder: FrameDecoder, now: Moment): void {
    const { ints, floats } = this.slab;
    const { tcp, ipId } = decoder;
    const { frame, timeNs } = now;
    const connection = base * 2;
    const own = base + (from === 0 ? FIRST_AT : SECOND_AT);
    const side = own * 2;
    const ack = tcp.acknowledgmentNumber;
    // sequence-analysis.ts, advanceInOrder
    if (ack !== ints[side + LAST_ACK]) {
      ints[side + DUPLICATE_ACK_RUN] = 0;
      ints[side + LAST_ACK] = ack;
    }
    ints[side + WINDOW] = tcp.window;
    floats[own + LAST_ACK_NS] = timeNs;
    ints[side + LAST_WAS_KEEP_ALIVE] = 0;
    ints[side + LAST_WAS_PROBE] = 0;
    // tracker.ts, countFrame
    ints[side + FRAMES] = (ints[side + FRAMES] as number) + 1;
    ints[side + LAST] = frame;
    floats[own + LAST_SIDE_NS] = timeNs;
    ints[connection + LAST_FRAME] = frame;
    if (timeNs > (floats[base + LAST_NS] as number)) floats[base + LAST_NS] = timeNs;
    // segment-facts.ts, noteHeader
    ints[side + HEADER_SAMPLES] = (ints[side + HEADER_SAMPLES] as number) + 1;
    if (ipId === 0) ints[side + IP_ID_ZERO] = (ints[side + IP_ID_ZERO] as number) + 1;
    ints[side + LAST_IP_ID] = ipId;
    let marks: number = from;
    if (tcp.hasTimestamps) {
      ints[side + WITH_TIMESTAMPS] = (ints[side + WITH_TIMESTAMPS] as number) + 1;
      marks |= RingMark.timestamps;
    }
    const what = decoder.payloadLength === 0 ? Completeness.ack : Completeness.data;
    ints[connection + COMPLETENESS] = (ints[connection + COMPLETENESS] as number) | what;
    const count = ints[connection + RING_COUNT] as number;
    ints[connection + RING_COUNT] = count + 1;
    this.ring.write(base / RECORD_UNITS, count, decoder, now, marks);
  }

  /** What the acknowledgment number says about the other side's payload. */
  private acknowledge(base: number, from: 0 | 1, ack: number, now: Moment): void {
    const { ints, floats } = this.slab;
    const other = base + (from === 0 ? SECOND_AT : FIRST_AT);
    const peer = other * 2;
    // segment-facts.ts, noteAcknowledged
    const advanced = (ack - (ints[peer + ACKED] as number)) | 0;
    if (advanced > 0) {
      const head = ints[peer + HEAD_LENGTH] as number;
      if (head > (ints[peer + LARGEST_ACKED] as number) && advanced >= head)
        ints[peer + LARGEST_ACKED] = head;
      ints[peer + ACKED] = ack;
      ints[peer + UNACKED_RETRANSMISSIONS] = 0;
      const isAll = ((ack - (ints[peer + NEXT_SEQ] as number)) | 0) >= 0;
      ints[peer + UNACKED] = isAll ? 0 : now.frame;
      floats[other + UNACKED_NS] = isAll ? 0 : now.timeNs;
      if (!isAll) ints[peer + HEAD_LENGTH] = 0;
    }
    // exchange.ts, acknowledge
    const turn = base + EXCHANGE_AT;
    if (
      from !== ints[base * 2 + CLIENT_INDEX] &&
      ints[turn * 2 + REQUEST_ACKED] === 0 &&
      (floats[turn + REQUEST_BYTES] as number) > 0 &&
      ((ack - (ints[turn * 2 + REQUEST_END_SEQ] as number)) | 0) >= 0
    ) {
      ints[turn * 2 + REQUEST_ACKED] = now.frame;
      floats[turn + REQUEST_ACKED_NS] = now.timeNs;
      const tookNs = now.timeNs - (floats[turn + REQUEST_LAST_NS] as number);
      if (tookNs < (floats[turn + FASTEST_ACK_NS] as number)) floats[turn + FASTEST_ACK_NS] = tookNs;
    }
  }

  /** Payload, as far as TCP goes. */
  private send(base: number, from: 0 | 1, decoder: FrameDecoder, now: Moment): void {
    const { ints, floats } = this.slab;
    const { payloadLength: length } = decoder;
    const { frame, timeNs } = now;
    const own = base + (from === 0 ? FIRST_AT : SECOND_AT);
    const side = own * 2;
    // sequence-analysis.ts, advanceInOrder
    const seq = ints[side + NEXT_SEQ] as number;
    const nextSeq = (seq + length) | 0;
    if (seq === ints[side + MAX_SEQ]) ints[side + MAX_SEQ] = nextSeq;
    ints[side + NEXT_SEQ] = nextSeq;
    floats[own + NEXT_SEQ_NS] = timeNs;
    // tracker.ts, countFrame
    floats[own + PAYLOAD_BYTES] = (floats[own + PAYLOAD_BYTES] as number) + length;
    // segment-facts.ts, noteSent
    if (length > (ints[side + LARGEST] as number)) ints[side + LARGEST] = length;
    if (((nextSeq - (ints[side + ACKED] as number)) | 0) <= 0) return;
    ints[side + LAST_DATA] = frame;
    floats[own + LAST_DATA_NS] = timeNs;
    ints[side + LAST_DATA_LENGTH] = length;
    if (ints[side + UNACKED] !== 0) return;
    ints[side + UNACKED] = frame;
    floats[own + UNACKED_NS] = timeNs;
    ints[side + UNACKED_RETRANSMISSIONS] = 0;
    ints[side + HEAD_LENGTH] = length;
  }

  /** Payload above TCP, where it lies within one TLS record of application data. */
  private read(base: number, from: 0 | 1, decoder: FrameDecoder, now: Moment): Usual {
    const { ints } = this.slab;
    const app = (base + (from === 0 ? FIRST_AT : SECOND_AT) + APP_AFTER_SIDE) * 2;
    const usual = ints[base * 2 + USUAL] as number;
    const length = decoder.payloadLength;
    const remaining = ints[app + RECORD_REMAINING] as number;
    let turnLength = length;
    // tls-stream.ts, readTls
    if (remaining >= length && (usual & IN_TLS) !== 0 && ints[app + APP_IS_TURN] !== 0) {
      ints[app + RECORD_REMAINING] = remaining - length;
    } else {
      const beginsRecord = remaining === 0 && (usual & IN_TURNS) !== 0 && ints[app + HEADER_BYTES] === 0;
      if (!beginsRecord || !this.beginRecord(app, decoder)) return Usual.payloadUnread;
      turnLength -= 5;
    }
    ints[app + APP_NEXT_SEQ] = (decoder.tcp.sequenceNumber + length) | 0;
    if (this.continueTurn(base, from, turnLength, decoder, now)) return Usual.done;
    this.turnLength = turnLength;
    return Usual.turnChanges;
  }

  /** tls-stream.ts, beginRecord: a record of application data that fills the segment, too long for anything but a turn. */
  private beginRecord(app: number, decoder: FrameDecoder): boolean {
    const { ints } = this.slab;
    const { view, payloadOffset: at, payloadLength } = decoder;
    if (payloadLength < 6 || ints[app + TLS_SYNCED] === 0 || view.getUint8(at + 1) !== 3) return false;
    const length = view.getUint16(at + 3);
    const remaining = length + 5 - payloadLength;
    if (view.getUint8(at) !== APPLICATION_DATA || remaining < 0) return false;
    if (length <= CONTROL_RECORD_12 || length > MAX_RECORD) return false;
    ints[app + RECORD_TYPE] = APPLICATION_DATA;
    ints[app + RECORD_LENGTH] = length;
    ints[app + RECORD_REMAINING] = remaining;
    ints[app + LAST_IS_ALERT] = 0;
    ints[app + APP_IS_TURN] = 1;
    ints[app + APPLICATION_RECORDS] = (ints[app + APPLICATION_RECORDS] as number) + 1;
    return true;
  }

  /** exchange.ts, clientBytes and serverBytes, in the middle of a request or response. */
  private continueTurn(
    base: number,
    from: 0 | 1,
    length: number,
    decoder: FrameDecoder,
    now: Moment,
  ): boolean {
    const { ints, floats } = this.slab;
    const turn = base + EXCHANGE_AT;
    const exchange = turn * 2;
    const state = ints[exchange + STATE];
    if (from === ints[base * 2 + CLIENT_INDEX]) {
      if (state !== TurnState.request) return false;
      ints[exchange + REQUEST_LAST] = now.frame;
      floats[turn + REQUEST_LAST_NS] = now.timeNs;
      floats[turn + REQUEST_BYTES] = (floats[turn + REQUEST_BYTES] as number) + length;
      ints[exchange + REQUEST_END_SEQ] = (decoder.tcp.sequenceNumber + decoder.payloadLength) | 0;
      ints[exchange + REQUEST_ACKED] = 0;
      floats[turn + REQUEST_ACKED_NS] = 0;
      return true;
    }
    if (state !== TurnState.response || ints[exchange + RESPONSE_FIRST] === 0) return false;
    if (floats[turn + LATE_BYTES] !== 0) return false;
    ints[exchange + RESPONSE_LAST] = now.frame;
    floats[turn + RESPONSE_LAST_NS] = now.timeNs;
    floats[turn + RESPONSE_BYTES] = (floats[turn + RESPONSE_BYTES] as number) + length;
    return true;
  }
}
