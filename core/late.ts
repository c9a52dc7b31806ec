/** Segments of connections that were put away, or for which there is no room: their rows count them, if there is one. */
import { onLateRst } from './hooks';
import {
  COMPLETENESS_RST,
  ROW_AT_BYTES_A,
  ROW_AT_BYTES_B,
  ROW_AT_COMPLETENESS,
  ROW_AT_FRAMES_A,
  ROW_AT_FRAMES_B,
  ROW_AT_LAST_NS,
} from './records';
import { rowAt } from './rows';
import { RST, segment } from './segment';

let homeless: i32 = 0;

/** Segments of connections for which there was no room any more: counted only. */
export function notFollowed(): i32 {
  return homeless;
}

export function addLate(): void {
  const s = segment;
  if (s.row < 0) {
    homeless++;
    return;
  }
  const row = rowAt(s.row);
  if (s.from === 0) {
    store<i32>(row, load<i32>(row, ROW_AT_FRAMES_A) + 1, ROW_AT_FRAMES_A);
    store<f64>(row, load<f64>(row, ROW_AT_BYTES_A) + <f64>s.payloadLength, ROW_AT_BYTES_A);
  } else {
    store<i32>(row, load<i32>(row, ROW_AT_FRAMES_B) + 1, ROW_AT_FRAMES_B);
    store<f64>(row, load<f64>(row, ROW_AT_BYTES_B) + <f64>s.payloadLength, ROW_AT_BYTES_B);
  }
  if (s.timeNs > load<f64>(row, ROW_AT_LAST_NS)) store<f64>(row, s.timeNs, ROW_AT_LAST_NS);
  if ((s.flags & RST) === 0) return;
  store<u8>(row, load<u8>(row, ROW_AT_COMPLETENESS) | COMPLETENESS_RST, ROW_AT_COMPLETENESS);
  onLateRst();
}
