/**
 * Short names out of packets as strings. The same few names (of servers, of protocols) come again with every
 * connection: a bounded table of those seen last gives them back without building them letter by letter.
 */

const SLOTS = 256;
const seen: string[] = new Array<string>(SLOTS).fill('');

/** The bytes at `at` as text; what is not printable ASCII becomes `?`. Stops where the view ends. */
export function asciiText(view: DataView, at: number, length: number): string {
  const end = Math.min(at + length, view.byteLength);
  let hash = 0;
  for (let i = at; i < end; i++) hash = (Math.imul(hash, 31) + view.getUint8(i)) | 0;
  const slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
  const known = seen[slot] as string;
  if (isText(known, view, at, end)) return known;
  let text = '';
  for (let i = at; i < end; i++) text += String.fromCharCode(printable(view.getUint8(i)));
  seen[slot] = text;
  return text;
}

function isText(text: string, view: DataView, at: number, end: number): boolean {
  if (text.length !== Math.max(0, end - at)) return false;
  for (let i = at; i < end; i++) if (text.charCodeAt(i - at) !== printable(view.getUint8(i))) return false;
  return true;
}

function printable(byte: number): number {
  return byte > 0x20 && byte < 0x7f ? byte : 0x3f;
}
