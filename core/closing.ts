/** Connections that are over, in order of their end: they wait for late segments. Linked through their records. */
import { Connection, LINGER_NS } from './records';
import { recordAt } from './slots';

/** Slots + 1; 0: none. */
let first: i32 = 0;
let last: i32 = 0;
/** When the first one is to be put away. */
export let dueNs: f64 = Infinity;

/** Slot + 1 of the one that has waited for longest; 0: none. */
export function firstClosing(): i32 {
  return first;
}

@inline
function at(place: i32): Connection {
  return changetype<Connection>(recordAt(place - 1));
}

export function addClosing(slot: i32): void {
  const place = slot + 1;
  const connection = at(place);
  connection.closingPrevious = last;
  connection.closingNext = 0;
  if (last !== 0) at(last).closingNext = place;
  else first = place;
  last = place;
  setDue();
}

export function removeClosing(slot: i32): void {
  const connection = at(slot + 1);
  const closingPrevious = connection.closingPrevious;
  const closingNext = connection.closingNext;
  if (closingPrevious !== 0) at(closingPrevious).closingNext = closingNext;
  else first = closingNext;
  if (closingNext !== 0) at(closingNext).closingPrevious = closingPrevious;
  else last = closingPrevious;
  setDue();
}

function setDue(): void {
  dueNs = first === 0 ? Infinity : at(first).closingNs + LINGER_NS;
}
