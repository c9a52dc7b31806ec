/** Idle times after which a request was answered, kept for JavaScript to give to the servers (flow/server-facts.ts). */

/** Entries of 16 bytes: the idle time, the server's number + 1. */
const ENTRIES: i32 = 1024;
export const SURVIVED_AT: usize = memory.data(16384, 8);
let count: i32 = 0;

/** False: not kept, since nobody has looked up the server yet or the log is full. */
export function logSurvivedIdle(serverId: i32, idleNs: f64): bool {
  if (serverId === 0 || count === ENTRIES) return false;
  const at = SURVIVED_AT + ((<usize>count) << 4);
  count++;
  store<f64>(at, idleNs);
  store<i32>(at, serverId, 8);
  return true;
}

/** How many there are; they are JavaScript's from now on. */
export function takeSurvived(): i32 {
  const taken = count;
  count = 0;
  return taken;
}
