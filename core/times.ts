/** Bounded lists of times (src/flow/times.ts). */
import { allocate, ensure, release } from './memory';
import { MAX_FIRST, MAX_LONGEST, Times } from './records';

const FEWEST: i32 = 16;

/** Nobody who writes a capture knows what it begins with, so that he cannot choose the slowest order. */
let random: u32 = 1;

export function seedTimes(seed: u32): void {
  random = seed | 1;
}

/** Xorshift (Marsaglia). */
function nextRandom(): u32 {
  random ^= random << 13;
  random ^= random >> 17;
  random ^= random << 5;
  return random;
}

/** What all lists take, in bytes. */
let taken: usize = 0;

/** So much at most is taken when so many more times are noted: a list that grows doubles. */
export function listsGrowBy(times: i32): u64 {
  return 2 * <u64>taken + (<u64>times * FEWEST << 3);
}

/** Of any number of times the first are kept. */
export function addFirst(list: Times, ns: f64): void {
  list.count++;
  if (list.kept < MAX_FIRST) append(list, ns);
}

/** Of any number of times the longest are kept, and as many more at most. */
export function addLongest(list: Times, ns: f64): void {
  list.count++;
  if (ns <= list.atLeastNs) return;
  if (list.kept === 2 * MAX_LONGEST) keepLonger(list);
  append(list, ns);
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
  if (list.kept === list.room && !makeRoom(list)) return;
  put(list.address, list.kept, ns);
  list.kept++;
}

/** False: there is no memory for it. */
function makeRoom(list: Times): bool {
  const room = max(FEWEST, list.room * 2);
  if (!ensure(<u64>room << 3)) return false;
  const bytes = <usize>list.room << 3;
  const address = allocate(<usize>room << 3);
  memory.copy(address, list.address, bytes);
  if (bytes > 0) release(list.address, bytes);
  taken += (<usize>room << 3) - bytes;
  list.room = room;
  list.address = <i32>address;
  return true;
}

/** The longer half stays. */
function keepLonger(list: Times): void {
  const first = list.address;
  select(first, list.kept - 1, MAX_LONGEST);
  list.atLeastNs = at(first, MAX_LONGEST);
  memory.copy(first, first + (MAX_LONGEST << 3), MAX_LONGEST << 3);
  list.kept = MAX_LONGEST;
}

/** Moves the times of a list so that none before `index` is longer than those from there on (Hoare's algorithm). */
function select(list: usize, last: i32, index: i32): void {
  let low = 0;
  let high = last;
  while (low < high) {
    const pivot = at(list, low + <i32>(nextRandom() % <u32>(high - low + 1)));
    let left = low;
    let right = high;
    while (left <= right) {
      while (at(list, left) < pivot) left++;
      while (at(list, right) > pivot) right--;
      if (left > right) break;
      const swapped = at(list, left);
      put(list, left++, at(list, right));
      put(list, right--, swapped);
    }
    if (index <= right) high = right;
    else if (index >= left) low = left;
    else return;
  }
}
