/**
 * Connections that are over: each leaves its facts in its row and with its server. Those that may have ended badly keep their
 * records, so that what a verdict cites is still there; the others' places are used again.
 */
import { dueNs, firstClosing, removeClosing } from './closing';
import { idleBeforeEnd, isUnremarkable, judgeEnding } from './ending';
import { onDrain, onOver } from './hooks';
import { makeGatheringRoom } from './lives';
import { isNewNaming } from './naming';
import {
  APP_BYTES_AFTER_SIDE,
  AppStream,
  Connection,
  EXCHANGE_BYTES_AT,
  Exchange,
  FIRST_BYTES_AT,
  IDLE_CLOSE_NS,
  SECOND_BYTES_AT,
  Side,
} from './records';
import { writeRow } from './row-writer';
import { forget, rowAt, rowCount, slotOf } from './rows';
import { mayBeTickets, noteFinished } from './server-notes';
import { serverAt, serverOf, standsForMany } from './servers';
import { giveSlot, recordAt } from './slots';

/** Open connections held in full. Beyond it the longest idle ones are put away early. */
const MAX_LIVE: i32 = 120_000;

let live: i32 = 0;
let kept: i32 = 0;
let mostKept: i32 = 0;
let keepsAll: bool = false;
let notKeptCount: i32 = 0;
let idleCloseCount: i32 = 0;

export function setKeeping(all: bool, most: i32): void {
  keepsAll = all;
  mostKept = most;
}

/** Connections that ended badly after the bound was reached: counted only. */
export function notKept(): i32 {
  return notKeptCount;
}

/** Connections that were closed while idle, of those that are not kept. */
export function idleCloses(): i32 {
  return idleCloseCount;
}

export function liveCount(): i32 {
  return live;
}

/** The capture is over: every connection gets its row, and is kept where it ended badly. */
export function finish(): void {
  putAwayClosed(Infinity);
  for (let row = 0; row < rowCount(); row++) {
    const slot = slotOf(row);
    if (slot >= 0) putAway(slot);
  }
  makeGatheringRoom();
}

/** Puts away the connections that have waited for late segments. */
export function putAwayClosed(nowNs: f64): void {
  while (firstClosing() !== 0 && dueNs <= nowNs) putAway(firstClosing() - 1);
}

/** A connection was opened, in `row`; where too many are held, those silent for longest are put away as they stand. */
export function noteOpened(row: i32, nowNs: f64): void {
  if (++live <= MAX_LIVE) return;
  putAwaySilent(row, nowNs, 300e9);
  if (live >= MAX_LIVE / 2) putAwaySilent(row, nowNs, 60e9);
  if (live >= MAX_LIVE / 2) putAwaySilent(row, nowNs, 5e9);
  if (live >= MAX_LIVE / 2) putAwaySilent(row, nowNs, 0);
}

function putAwaySilent(newest: i32, nowNs: f64, patienceNs: f64): void {
  for (let row = 0; row < newest; row++) {
    const slot = slotOf(row);
    if (slot >= 0 && nowNs - changetype<Connection>(recordAt(slot)).lastNs >= patienceNs) putAway(slot);
  }
}

function putAway(slot: i32): void {
  const base = recordAt(slot);
  const connection = changetype<Connection>(base);
  const exchange = changetype<Exchange>(base + EXCHANGE_BYTES_AT);
  const first = changetype<Side>(base + FIRST_BYTES_AT);
  const second = changetype<Side>(base + SECOND_BYTES_AT);
  if (waits(first) || waits(second)) onDrain(slot);
  if (connection.closingNs >= 0) removeClosing(slot);
  forget(connection.stream);
  live--;
  const isFirstClient = connection.clientIndex === 0;
  const client = isFirstClient ? first : second;
  const server = isFirstClient ? second : first;
  judgeEnding(connection, exchange, client, server);
  const idleNs = idleBeforeEnd(connection, exchange);
  const row = rowAt(connection.stream);
  const id = serverOf(connection);
  writeRow(row, connection, exchange, first, second, idleNs, id);
  noteFinished(serverAt(id), row, connection, exchange, client, server, idleNs);
  const tickets = mayBeTickets(serverAt(id), connection, exchange);
  if (!keeps(slot, id, !isUnremarkable(connection, exchange, client, server, tickets))) letGo(slot, idleNs);
}

/** Whether the connection is kept in full; JavaScript hears of it where there is something for it to do. */
function keeps(slot: i32, server: i32, isRemarkable: bool): bool {
  const base = recordAt(slot);
  const connection = changetype<Connection>(base);
  const isMany = standsForMany(server);
  const isKept = (keepsAll || isRemarkable) && kept < mostKept && !isMany;
  const isNamed = !isMany && isNewNaming(serverAt(server), connection, changetype<Exchange>(base + EXCHANGE_BYTES_AT));
  if (isKept || isNamed || connection.hasExtras !== 0) onOver(slot, isMany ? -1 : server, isKept);
  if (isKept) kept++;
  else if (isRemarkable) notKeptCount++;
  return isKept;
}

function letGo(slot: i32, idleNs: f64): void {
  if (changetype<Connection>(recordAt(slot)).end !== 0 && idleNs >= IDLE_CLOSE_NS) idleCloseCount++;
  giveSlot(slot);
}

/** Some payload of the side came before what precedes it, and waits for that. */
@inline
function waits(side: Side): bool {
  return changetype<AppStream>(changetype<usize>(side) + APP_BYTES_AFTER_SIDE).pendingBytes > 0;
}
