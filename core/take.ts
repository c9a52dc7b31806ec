/** Takes segments: the way of each, whatever it is. */
import { dueNs } from './closing';
import { add } from './connection';
import { readPlain } from './frame';
import { addLate } from './late';
import { open, startsAnew } from './opening';
import { noteOpened, putAwayClosed } from './put-away';
import { find } from './rows';
import { segment } from './segment';

/** Segments with TCP in them: how many, and the latest time. */
let segments: i32 = 0;
let latestNs: f64 = 0;

export function segmentCount(): i32 {
  return segments;
}

export function lastNs(): f64 {
  return latestNs;
}

/** Takes a frame that lies in memory; false where it is no plain one and has to be decoded elsewhere. */
export function frame(
  at: usize,
  capturedLength: i32,
  originalLength: i32,
  linkType: i32,
  number: i32,
  timeNs: f64,
): bool {
  if (!readPlain(at, capturedLength, originalLength, linkType)) return false;
  segment.frame = number;
  segment.timeNs = timeNs;
  take();
  return true;
}

/** Takes the segment in hand. */
export function take(): void {
  const s = segment;
  segments++;
  if (s.timeNs > latestNs) latestNs = s.timeNs;
  if (s.timeNs >= dueNs) putAwayClosed(s.timeNs);
  find();
  if (s.row < 0 || startsAnew()) {
    open(s.row);
    if (s.row >= 0) noteOpened(s.row, s.timeNs);
  }
  s.found = 0;
  if (s.slot === 0) addLate();
  else add(s.slot - 1);
}
