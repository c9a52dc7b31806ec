/** Bounded lists of times (src/flow/times.ts). */
import { allocate, release } from './memory';
import { MAX_FIRST, MAX_LONGEST, Times } from './records';

const FEWEST: i32 = 16;

/** What all lists take, in bytes. */
let taken: usize = 0;

/** So much at most is taken when so many more times are noted: a list that grows doubles. */
export function listsGrowBy(times: i32): usize {
  return 2 * taken + (<usize>times * FEWEST << 3);
}

/** Of any number of times the first are kept. */
export function addFirst(list: Times, ns: f64): void {
  list.count++;
  if (list.kept < MAX_FIRST) append(list, ns);
}

/** Of any number of times the longest are kept: a heap, the shortest of them in front. */
export function addLongest(list: Times, ns: f64): void {
  list.count++;
  if (list.kept < MAX_LONGEST) {
    append(list, ns);
    rise(list.address, list.kept - 1, ns);
  } else if (ns > at(list.address, 0)) sink(list.address, list.kept, ns);
}

@inline
function at(list: usize, index: i32): f64 {
  return load<f64>(list + (<usize>index << 3));
}

@inline
function put(list: usize, index: i32, ns: f64): void {
  store<f64>(list + (<usize>index << 3), ns);
}

function append(list: Times, ns: f64): void {
  if (list.kept === list.room) makeRoom(list);
  put(list.address, list.kept, ns);
  list.kept++;
}

function makeRoom(list: Times): void {
  const room = max(FEWEST, list.room * 2);
  const bytes = <usize>list.room << 3;
  const address = allocate(<usize>room << 3);
  memory.copy(address, list.address, bytes);
  if (bytes > 0) release(list.address, bytes);
  taken += (<usize>room << 3) - bytes;
  list.room = room;
  list.address = <i32>address;
}

/** The time at `index` is put where it belongs, towards the front. */
function rise(list: usize, index: i32, ns: f64): void {
  let child = index;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (at(list, parent) <= ns) break;
    put(list, child, at(list, parent));
    child = parent;
  }
  put(list, child, ns);
}

/** A time in the place of the shortest, which is dropped. */
function sink(list: usize, length: i32, ns: f64): void {
  let parent = 0;
  for (;;) {
    let child = parent * 2 + 1;
    if (child >= length) break;
    if (child + 1 < length && at(list, child + 1) < at(list, child)) child++;
    if (at(list, child) >= ns) break;
    put(list, parent, at(list, child));
    parent = child;
  }
  put(list, parent, ns);
}
