/** UTF-8 (RFC 3629) to string: the engine has no TextDecoder. Ill-formed bytes become U+FFFD, as everywhere else. */

const REPLACEMENT = 0xfffd;
/** Strings are built in pieces: `fromCodePoint` takes its arguments on the stack. */
const PIECE = 4096;

export function decodeUtf8(view: DataView, from: number, to: number): string {
  let text = '';
  let points: number[] = [];
  for (let at = from; at < to; ) {
    const length = sequenceLength(view.getUint8(at));
    const point = length > 0 && at + length <= to ? codePoint(view, at, length) : REPLACEMENT;
    at += point === REPLACEMENT ? 1 : length;
    points.push(point);
    if (points.length === PIECE) {
      text += String.fromCodePoint(...points);
      points = [];
    }
  }
  return text + String.fromCodePoint(...points);
}

function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

function codePoint(view: DataView, at: number, length: number): number {
  let point = length === 1 ? view.getUint8(at) : view.getUint8(at) & (0x7f >> length);
  for (let i = 1; i < length; i++) {
    const next = view.getUint8(at + i);
    if ((next & 0xc0) !== 0x80) return REPLACEMENT;
    point = (point << 6) | (next & 0x3f);
  }
  const overlong = (length === 3 && point < 0x800) || (length === 4 && point < 0x10000);
  const surrogate = point >= 0xd800 && point < 0xe000;
  return overlong || surrogate || point > 0x10ffff ? REPLACEMENT : point;
}
