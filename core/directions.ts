/** Connections by how many of their sides are in the capture (src/flow/directions.ts), late segments included. */
import { ROW_AT_BYTES_A, ROW_AT_BYTES_B, ROW_AT_FRAMES_A, ROW_AT_FRAMES_B } from './records';
import { rowAt, rowCount } from './rows';

export function countBothWays(): i32 {
  let found = 0;
  for (let i = 0; i < rowCount(); i++) if (hasBothSides(rowAt(i))) found++;
  return found;
}

/** Of those with one side, the ones that carried payload. */
export function countOneWay(): i32 {
  let found = 0;
  for (let i = 0; i < rowCount(); i++) {
    const row = rowAt(i);
    if (!hasBothSides(row) && load<f64>(row, ROW_AT_BYTES_A) + load<f64>(row, ROW_AT_BYTES_B) > 0) found++;
  }
  return found;
}

@inline
function hasBothSides(row: usize): bool {
  return load<i32>(row, ROW_AT_FRAMES_A) !== 0 && load<i32>(row, ROW_AT_FRAMES_B) !== 0;
}
