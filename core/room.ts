/** Room is made before it is needed, while nobody looks at memory. */
import { ensure, setFull } from './memory';
import { liveCount } from './put-away';
import { RECORD_BYTES, ROW_BYTES, ROW_SHIFT, SERVER_BYTES, SERVER_SHIFT, SLOT_SHIFT } from './records';
import { makeRoom } from './rows';
import { makeServerRoom } from './servers';
import { listsGrowBy } from './times';

/** What one connection may have noted of it when it is put away, or when a turn of it ends. */
const TIMES_A_CONNECTION: i32 = 3;

/**
 * Room for so many more connections, and for what is noted of all that are there, so that taking them does not let memory grow:
 * views of it stay. Where there is none, no more are opened from now on.
 */
export function reserve(connections: i32): void {
  const rows = <u64>(connections + (1 << ROW_SHIFT)) * ROW_BYTES;
  const records = <u64>(connections + (1 << SLOT_SHIFT)) * RECORD_BYTES;
  // Those that are open may get theirs when they are put away.
  const all = connections + liveCount();
  const servers = <u64>(all + (1 << SERVER_SHIFT)) * SERVER_BYTES;
  const times = listsGrowBy(all * TIMES_A_CONNECTION);
  const isTableLarge = makeRoom(connections);
  const areServersLarge = makeServerRoom(all);
  setFull(!isTableLarge || !areServersLarge || !ensure(rows + records + servers + times));
}
