/**
 * Rows in order of a column. A million rows are sorted in well under a tenth of a second by their digits (radix sort, least
 * significant first), which calls no comparison function and keeps equal rows in order of their stream.
 */
import type { Column } from '../../engine/index.ts';

const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;

export function orderedRows(column: Column, count: number, descending: boolean): Uint32Array {
  let rows = Uint32Array.from({ length: count }, (_, row) => row);
  for (const key of sortKeys(column, count)) {
    if (descending) for (let row = 0; row < count; row++) key[row] = ~(key[row] as number);
    rows = byDigit(rows, key, 0);
    rows = byDigit(rows, key, DIGIT_BITS);
  }
  return rows;
}

/** Unsigned integers in the order of the column's values; least significant part first. */
function sortKeys(column: Column, count: number): Uint32Array[] {
  if (column.kind === 'text') {
    const ranks = ranksOf(column.texts);
    return [Uint32Array.from({ length: count }, (_, row) => ranks[column.codes[row] as number] as number)];
  }
  const { values } = column;
  return values instanceof Uint32Array ? [values.slice()] : floatKeys(values);
}

/** "10.0.0.9" before "10.0.0.10". */
function ranksOf(texts: readonly string[]): Uint32Array {
  const collator = new Intl.Collator('en', { numeric: true });
  const order = texts
    .map((_, i) => i)
    .sort((a, b) => collator.compare(texts[a] as string, texts[b] as string));
  const ranks = new Uint32Array(texts.length);
  for (const [rank, i] of order.entries()) ranks[i] = rank;
  return ranks;
}

/** IEEE 754 numbers compare like integers of their bits, once the sign bit (of positive ones) or all bits (of others) are turned. */
function floatKeys(values: Float64Array): Uint32Array[] {
  const low = new Uint32Array(values.length);
  const high = new Uint32Array(values.length);
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength);
  const little = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
  for (let row = 0; row < values.length; row++) {
    const top = view.getUint32(row * 8 + (little ? 4 : 0), little);
    const turn = top >>> 31 === 1 ? 0xffff_ffff : 0;
    high[row] = top ^ (turn | 0x8000_0000);
    low[row] = view.getUint32(row * 8 + (little ? 0 : 4), little) ^ turn;
  }
  return [low, high];
}

function byDigit(rows: Uint32Array<ArrayBuffer>, key: Uint32Array, shift: number): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(DIGITS + 1);
  for (const row of rows) {
    const next = (((key[row] as number) >>> shift) & (DIGITS - 1)) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let digit = 1; digit <= DIGITS; digit++)
    starts[digit] = (starts[digit] as number) + (starts[digit - 1] as number);
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) {
    const digit = ((key[row] as number) >>> shift) & (DIGITS - 1);
    const place = starts[digit] as number;
    starts[digit] = place + 1;
    sorted[place] = row;
  }
  return sorted;
}
