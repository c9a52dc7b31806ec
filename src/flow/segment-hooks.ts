/**
 * What the core leaves to this layer while it takes a segment or puts a connection away: payload that is not TLS or not in order,
 * hellos of a new kind, RSTs, names and messages of servers.
 */
import { appReader } from './app-reader.ts';
import type { Connection } from './connection.ts';
import type { ConnectionSlab } from './connection-slab.ts';
import type { Core, CoreHooks } from './core.ts';
import { endOfHttp1Stream } from './http1-stream.ts';
import { acknowledged, deliver, drainPending, skipUnseen } from './payload-order.ts';
import { RowAt, type RowStore } from './row-store.ts';
import { noteRst } from './rst-facts.ts';
import type { RstLog } from './rst-log.ts';
import type { SegmentRing } from './segment-ring.ts';
import type { ServerTable } from './server-table.ts';
import { SYN } from './tcp-flags.ts';
import { collectHello, keepHello, readAlert } from './tls-stream.ts';

/** RSTs of a connection for which the segments that they may answer are looked at. */
const RSTS_LOOKED_AT = 16;

/** What the hooks work on; the tracker is one. */
export interface HookWorld {
  readonly core: Core;
  readonly slab: ConnectionSlab;
  readonly ring: SegmentRing;
  readonly rows: RowStore;
  readonly rstLog: RstLog;
  readonly servers: ServerTable;
  /** The view that segments are processed through. */
  readonly current: Connection;
  /** Holds the payload of the segment in hand, from `payloadOffset` on, where that is not in the core's memory. */
  payloadView: DataView;
  payloadOffset: number;
  /** Slots of connections that are kept in full. */
  readonly kept: number[];
}

export function hooksOf(world: HookWorld): CoreHooks {
  const inSlot = (slot: number): Connection => world.slab.place(world.current, slot);
  const inHand = (): Connection => inSlot(world.rows.slot(world.core.segment.row));
  const other = (): 0 | 1 => (world.core.segment.from === 0 ? 1 : 0);
  /** What its peer sent unseen may acknowledge all that the segment's sender had sent: nobody can say. */
  const acknowledging = (): Connection => {
    const connection = inHand();
    connection.segmentAck = connection.sides[world.core.segment.from].nextSeq;
    return connection;
  };
  return {
    rst: () => addRst(world, inHand()),
    acknowledged: () => acknowledged(appReader, acknowledging(), other(), world.core.segment.ack),
    unseen: () => skipUnseen(appReader, acknowledging(), other(), world.core.segment.ack, world.core.now),
    payload: () => readPayload(world, inHand()),
    fin: () => endOfHttp1Stream(inHand(), world.core.segment.from, world.core.now),
    lateRst: () => logRst(world, world.core.segment.row),
    drain: (slot) => drain(inSlot(slot)),
    over: (slot, server, isKept) => {
      if (server >= 0) world.servers.noteTexts(server, inSlot(slot));
      if (isKept) world.kept.push(slot);
      else world.slab.dropExtras(slot);
    },
    hello: (at, length) => keepHello(world.core.hellos, world.core.view, at, length),
    handshake: (slot, from, at, length) =>
      collectHello(inSlot(slot), from, world.core.view, at, length, world.core.now),
    alert: (slot, from, at) => readAlert(inSlot(slot), from, world.core.view, at, world.core.now),
  };
}

function logRst({ core, rows, rstLog }: HookWorld, row: number): void {
  const { frame, from } = core.segment;
  rows.setU32(row, RowAt.lastRst, rstLog.add(frame, from, rows.getU32(row, RowAt.lastRst)));
}

function addRst(world: HookWorld, connection: Connection): void {
  const { ring } = world;
  const { segment, now } = world.core;
  logRst(world, connection.stream);
  const recent =
    connection.rstCount < RSTS_LOOKED_AT ? ring.read(connection.slot, connection.ringCount) : null;
  noteRst(connection, segment, now, recent);
}

/** What still waits is read, holes skipped as missing. */
function drain(connection: Connection): void {
  drainPending(appReader, connection, 0, true);
  drainPending(appReader, connection, 1, true);
}

/** Hands the segment's payload to the reader of the connection's protocol. */
function readPayload(world: HookWorld, connection: Connection): void {
  const { segment, now } = world.core;
  const { ack, from, flags, payloadAt } = segment;
  const seq = (segment.seq + ((flags & SYN) !== 0 ? 1 : 0)) | 0;
  const { answered } = connection.exchange;
  deliver(
    appReader,
    connection,
    from,
    payloadAt === 0 ? world.payloadView : world.core.view,
    payloadAt === 0 ? world.payloadOffset : payloadAt,
    segment.capturedPayloadLength,
    segment.payloadLength,
    seq,
    now,
  );
  const { exchange } = connection;
  if (exchange.requestFirst.frame === now.frame) {
    connection.requestAck = ack;
    connection.requestSeq = seq;
  }
  if (exchange.answered > answered && exchange.idleBeforeNs >= 0)
    world.core.calls.noteSurvivedIdle(connection.slot);
}
