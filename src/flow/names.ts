/**
 * Text from captures is bounded where it enters: at most MAX_CHARACTERS of a name, printable ASCII kept as it is and
 * everything else replaced, so that no report can be made to print control characters or reorder text.
 */
const MAX_CHARACTERS = 255;

/** The bytes as text, one character a byte; non-printable bytes become "?". */
export function textFrom(view: DataView, start: number, end: number): string {
  const stop = Math.min(end, start + MAX_CHARACTERS, view.byteLength);
  let text = '';
  for (let at = start; at < stop; at++) {
    const byte = view.getUint8(at);
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '?';
  }
  return text;
}
