/** When a server's connections lived (src/flow/server-lives.ts): their rows are linked, and read once the capture is over. */
import { allocate, ensure } from './memory';
import {
  ENDED_BY_SERVER,
  ENDING_REFUSED,
  LIFE_ENDED,
  LIFE_ENDED_BY_SERVER,
  LIFE_REFUSED,
  LIFE_STARTED,
  LIFE_USED,
  ROW_AT_END_FRAME,
  ROW_AT_END_NS,
  ROW_AT_ENDED_BY,
  ROW_AT_ENDING,
  ROW_AT_NEXT_OF_SERVER,
  ROW_AT_START_NS,
  ROW_AT_TURNS,
} from './records';
import { rowAt } from './rows';
import { serverAt, serverCount } from './servers';

/** Where `gather` puts what it finds: as many numbers as the largest server has connections, if there is memory for them. */
let gathered: usize = 0;
let room: i32 = 0;

export function gatheredAt(): usize {
  return gathered;
}

/** Once all connections are put away: memory does not grow any more after it. */
export function makeGatheringRoom(): void {
  let most = 0;
  for (let id = 0; id < serverCount(); id++) most = max(most, serverAt(id).connections);
  if (!ensure(<u64>most << 3)) return;
  gathered = allocate(<usize>most << 3);
  room = most;
}

/** Gathers one number of each connection of a server that has it, in the order in which they were put away; returns how many. */
export function gather(server: i32, life: i32): i32 {
  let found = 0;
  for (let next = serverAt(server).firstRow; next !== 0 && found < room; next = load<i32>(rowAt(next - 1), ROW_AT_NEXT_OF_SERVER)) {
    const row = rowAt(next - 1);
    if (!has(row, life)) continue;
    store<f64>(gathered + (<usize>found << 3), life === LIFE_USED ? <f64>(next - 1) : timeOf(row, life));
    found++;
  }
  return found;
}

function has(row: usize, life: i32): bool {
  const isRefused = load<u8>(row, ROW_AT_ENDING) === ENDING_REFUSED;
  if (life === LIFE_REFUSED) return isRefused;
  if (life === LIFE_ENDED_BY_SERVER) return !isRefused && load<u8>(row, ROW_AT_ENDED_BY) === ENDED_BY_SERVER;
  // The others are of connections that were used.
  if (load<i32>(row, ROW_AT_TURNS) === 0) return false;
  return life !== LIFE_ENDED || load<i32>(row, ROW_AT_END_FRAME) !== 0;
}

function timeOf(row: usize, life: i32): f64 {
  const isStart = life === LIFE_STARTED || life === LIFE_REFUSED;
  return isStart ? load<f64>(row, ROW_AT_START_NS) : load<f64>(row, ROW_AT_END_NS);
}
