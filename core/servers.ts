/**
 * Server endpoints (address and port) and what their connections have in common (src/flow/server-facts.ts). Looked up once
 * a connection, not once a frame.
 */
import { allocate, ensure, release } from './memory';
import {
  CLOSE_GAP_BYTES_AT,
  Connection,
  IDLE_CLOSE_BYTES_AT,
  ROW_AT_IP_VERSION,
  SERVER_BYTES,
  SERVER_SHIFT,
  SURVIVED_BYTES_AT,
  Server,
  Times,
} from './records';
import { hashEndpoint, isSameEndpoint, rowAt } from './rows';
import { addLongest } from './times';

/** Pointers to chunks of records; JavaScript reads it too. */
export const SERVER_CHUNKS: usize = memory.data(32768);
const CHUNK_SERVERS: i32 = 1 << SERVER_SHIFT;
/** With more of them (somebody scans), or without memory for more, the rest count as one, of which nothing is told. */
const MOST_SERVERS: i32 = 500_000;
let many: i32 = -1;

/** The table: ids + 1, open addressing. */
let entries: usize = 0;
let mask: u32 = 0;
let count: i32 = 0;

export function serverCount(): i32 {
  return count;
}

@inline
export function serverAt(id: i32): Server {
  const chunk = load<usize>(SERVER_CHUNKS + (<usize>(id >> SERVER_SHIFT) << 2));
  return changetype<Server>(chunk + <usize>(id & (CHUNK_SERVERS - 1)) * SERVER_BYTES);
}

@inline
export function survivedOf(server: Server): Times {
  return changetype<Times>(changetype<usize>(server) + SURVIVED_BYTES_AT);
}

@inline
export function idleClosesOf(server: Server): Times {
  return changetype<Times>(changetype<usize>(server) + IDLE_CLOSE_BYTES_AT);
}

@inline
export function closeGapsOf(server: Server): Times {
  return changetype<Times>(changetype<usize>(server) + CLOSE_GAP_BYTES_AT);
}

/** The last one that there is room for stands for all that come after it. */
export function standsForMany(id: i32): bool {
  return id === many;
}

/** The number of the connection's server. */
@inline
export function serverOf(connection: Connection): i32 {
  return connection.serverId > 0 ? connection.serverId - 1 : lookUp(connection);
}

/** A request was answered after an idle time: the connection survived it. */
export function noteSurvivedIdle(connection: Connection, idleNs: f64): void {
  const server = serverAt(serverOf(connection));
  addLongest(survivedOf(server), idleNs);
  if (idleNs > server.longestSurvivedNs) server.longestSurvivedNs = idleNs;
}

/** Makes the table large enough for so many more; false where there is no memory. */
export function makeServerRoom(more: i32): bool {
  while (<u32>(count + more) * 2 > mask && mask < <u32>MOST_SERVERS * 2) {
    const slots: u32 = max(1024, (mask + 1) * 2);
    if (!ensure(<u64>slots << 2)) return false;
    resize(slots);
  }
  return true;
}

/** Roles may still change while they are judged: only settled ones are remembered. */
function lookUp(connection: Connection): i32 {
  const row = rowAt(connection.stream);
  const side = connection.clientIndex === 0 ? 1 : 0;
  const hash = hashEndpoint(row, side);
  let at = hash & mask;
  let id = entryAt(at) - 1;
  while (id >= 0 && !isServer(serverAt(id), row, side)) {
    at = (at + 1) & mask;
    id = entryAt(at) - 1;
  }
  if (id < 0) id = hasRoom() ? open(connection.stream, side, at) : theRest();
  if (connection.rolesOpen === 0) connection.serverId = id + 1;
  return id;
}

/** For one more record; the table is made large enough before (room.ts), or stays as it is. */
function hasRoom(): bool {
  const needsChunk = (count & (CHUNK_SERVERS - 1)) === 0;
  if (count === MOST_SERVERS || <u32>count * 2 > mask) return false;
  return many < 0 && (!needsChunk || ensure(<u64>CHUNK_SERVERS * SERVER_BYTES));
}

function theRest(): i32 {
  if (many < 0) many = count - 1;
  return many;
}

function open(row: i32, side: i32, at: u32): i32 {
  if ((count & (CHUNK_SERVERS - 1)) === 0)
    store<usize>(SERVER_CHUNKS + (<usize>(count >> SERVER_SHIFT) << 2), allocate(<usize>CHUNK_SERVERS * SERVER_BYTES));
  const id = count++;
  store<i32>(entries + (<usize>at << 2), id + 1);
  const server = serverAt(id);
  server.row = row;
  server.serverIndex = side;
  server.longestSurvivedNs = -1;
  survivedOf(server).atLeastNs = -1;
  server.shortestRttNs = Infinity;
  return id;
}

@inline
function entryAt(at: u32): i32 {
  return load<i32>(entries + (<usize>at << 2));
}

function isServer(server: Server, row: usize, side: i32): bool {
  const known = rowAt(server.row);
  return (
    load<u8>(known, ROW_AT_IP_VERSION) === load<u8>(row, ROW_AT_IP_VERSION) &&
    isSameEndpoint(known, server.serverIndex, row, side)
  );
}

function resize(slots: u32): void {
  const old = entries;
  const oldSlots = old === 0 ? 0 : mask + 1;
  entries = allocate(<usize>slots << 2);
  mask = slots - 1;
  for (let id = 0; id < count; id++) {
    const server = serverAt(id);
    let at = hashEndpoint(rowAt(server.row), server.serverIndex) & mask;
    while (entryAt(at) !== 0) at = (at + 1) & mask;
    store<i32>(entries + (<usize>at << 2), id + 1);
  }
  if (oldSlots > 0) release(old, <usize>oldSlots << 2);
}
