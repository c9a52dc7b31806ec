// A microsecond pcap file (https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap.html), written in large pieces.
// `begin` hands out room for one frame in the buffer, the caller fills it in place, `end` closes the record: no frame is copied twice.
import { closeSync, openSync, writeSync } from 'node:fs';

const bufferBytes = 8 << 20;
/** Record header and the largest frame made here. */
const roomBytes = 16 + 2048;
const recordHeaderBytes = 16;
const linkTypeEthernet = 1;

export class PcapWriter {
  buffer = Buffer.alloc(bufferBytes);
  view = new DataView(this.buffer.buffer, this.buffer.byteOffset, bufferBytes);
  frames = 0;
  fileBytes = 0;
  /** Microseconds since 1970 that the next frames carry. */
  nowUs = 0;
  #descriptor;
  #used = 0;

  /** `path` "-" is standard output. */
  constructor(path) {
    this.#descriptor = path === '-' ? 1 : openSync(path, 'w');
    const header = [0xa1b2c3d4, 0x0004_0002, 0, 0, 262144, linkTypeEthernet];
    for (const [i, word] of header.entries()) this.view.setUint32(4 * i, word, true);
    this.#used = 4 * header.length;
  }

  /** Offset in `buffer` where the next frame's first byte goes. */
  begin() {
    if (this.#used + roomBytes > bufferBytes) this.#flush();
    return this.#used + recordHeaderBytes;
  }

  /** Closes the frame begun last; returns its number, from 1. */
  end(frameBytes) {
    const at = this.#used;
    const seconds = Math.floor(this.nowUs / 1e6);
    this.view.setUint32(at, seconds, true);
    this.view.setUint32(at + 4, this.nowUs - seconds * 1e6, true);
    this.view.setUint32(at + 8, frameBytes, true);
    this.view.setUint32(at + 12, frameBytes, true);
    this.#used = at + recordHeaderBytes + frameBytes;
    return ++this.frames;
  }

  close() {
    this.#flush();
    if (this.#descriptor !== 1) closeSync(this.#descriptor);
  }

  #flush() {
    let written = 0;
    while (written < this.#used) written += writeSome(this.#descriptor, this.buffer, written, this.#used);
    this.fileBytes += this.#used;
    this.#used = 0;
  }
}

/** A full pipe that somebody made non-blocking answers EAGAIN: wait a little, as a blocking one would. */
function writeSome(descriptor, buffer, from, to) {
  try {
    return writeSync(descriptor, buffer, from, to - from);
  } catch (error) {
    if (error.code !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    return 0;
  }
}
