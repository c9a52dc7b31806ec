/** The chunked transfer coding (RFC 9112 section 7.1): where the content ends, nothing else is kept. */

type ChunkState = 'size' | 'extension' | 'data' | 'data-end' | 'trailer' | 'complete' | 'malformed';

const LF = 0x0a;
const CR = 0x0d;
/** Sizes, extensions and trailers together: nobody needs more between two chunks. */
const mostLineBytes = 8192;

export class ChunkedBody {
  state: ChunkState = 'size';
  #size = 0;
  #digits = 0;
  #lineBytes = 0;

  /** How many of the bytes belong to the content. */
  push(bytes: Uint8Array): number {
    let at = 0;
    while (at < bytes.length && this.state !== 'complete' && this.state !== 'malformed') {
      if (this.state === 'data') {
        const used = Math.min(this.#size, bytes.length - at);
        this.#size -= used;
        at += used;
        if (this.#size === 0) this.state = 'data-end';
      } else this.#byte(bytes[at++] ?? 0);
    }
    return at;
  }

  #byte(byte: number): void {
    if (this.#lineBytes++ > mostLineBytes) this.state = 'malformed';
    else if (this.state === 'size') this.#sizeByte(byte);
    else if (this.state === 'extension') {
      if (byte === LF) this.#sizeDone();
    } else if (this.state === 'data-end') {
      if (byte === LF) this.#next();
      else if (byte !== CR) this.state = 'malformed';
    } else if (byte === LF) {
      // An empty line ends the trailer; #digits counts the characters of the line.
      if (this.#digits === 0) this.state = 'complete';
      this.#digits = 0;
    } else if (byte !== CR) this.#digits++;
  }

  #sizeByte(byte: number): void {
    const digit = hexDigit(byte);
    if (digit >= 0 && this.#digits < 8) {
      this.#size = this.#size * 16 + digit;
      this.#digits++;
    } else if (this.#digits === 0 || digit >= 0) this.state = 'malformed';
    else if (byte === LF) this.#sizeDone();
    else this.state = 'extension';
  }

  #sizeDone(): void {
    this.state = this.#size === 0 ? 'trailer' : 'data';
    this.#digits = 0;
    if (this.state === 'data') this.#lineBytes = 0;
  }

  #next(): void {
    this.state = 'size';
    this.#digits = 0;
  }
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
