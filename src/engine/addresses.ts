/** Addresses as text, made at the edge: dotted quads, and IPv6 in the form of RFC 5952. */
import { RowAt, type RowStore } from '../flow/row-store.ts';

export function addressText(rows: RowStore, row: number, side: 0 | 1): string {
  const first = rows.addressWord(row, side, 0);
  if (rows.getU8(row, RowAt.ipVersion) === 4) {
    return `${first >>> 24}.${(first >>> 16) & 255}.${(first >>> 8) & 255}.${first & 255}`;
  }
  const groups: number[] = [];
  for (let i = 0; i < 4; i++) {
    const word = rows.addressWord(row, side, i);
    groups.push(word >>> 16, word & 0xffff);
  }
  return ipv6Text(groups);
}

/** RFC 5952: the longest run of zero groups (two or more, the first of equals) becomes "::". */
function ipv6Text(groups: readonly number[]): string {
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high, low] = [groups[6] ?? 0, groups[7] ?? 0];
    return `::ffff:${high >>> 8}.${high & 255}.${low >>> 8}.${low & 255}`;
  }
  let bestStart = -1;
  let bestLength = 1;
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > bestLength) {
      bestStart = start;
      bestLength = length;
    }
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (bestStart < 0) return hex(groups);
  return `${hex(groups.slice(0, bestStart))}::${hex(groups.slice(bestStart + bestLength))}`;
}
