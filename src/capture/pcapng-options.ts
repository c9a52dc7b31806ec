/** The option list at the end of pcapng blocks (draft-ietf-opsawg-pcapng section 3.5): code, length, value padded to 4. */

const END_OF_OPTIONS = 0;

/** Calls back with each option's code and where its value lies. Stops at an option that does not fit. */
export function eachOption(
  view: DataView,
  from: number,
  to: number,
  littleEndian: boolean,
  take: (code: number, offset: number, length: number) => void,
): void {
  for (let at = from; at + 4 <= to; ) {
    const code = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    if (code === END_OF_OPTIONS || at + 4 + length > to) return;
    take(code, at + 4, length);
    at += 4 + ((length + 3) & ~3);
  }
}
