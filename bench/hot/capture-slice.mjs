// The beginning of a capture in memory, given out a chunk at a time as a file is read: each chunk is copied into the same
// buffer first, so it lies in the processor's cache as after read(2), and only the work on it is timed.
import { closeSync, openSync, readSync } from 'node:fs';

const sliceBytes = 128 << 20;
const fileHeaderBytes = 24;
const recordHeaderBytes = 16;
const chunkBytes = 1 << 20;

/** Where the frames of a chunk lie, as absolute offsets into `view`. Chunks begin and end between frames. */
class Chunk {
  offsets;
  lengths;
  timesNs;
  firstFrame;
  #source;

  constructor(source, frames, firstFrame) {
    this.#source = source;
    this.firstFrame = firstFrame;
    this.offsets = Uint32Array.from(frames, (frame) => frame.at - source.byteOffset);
    this.lengths = Uint32Array.from(frames, (frame) => frame.length);
    this.timesNs = Float64Array.from(frames, (frame) => frame.timeNs);
  }

  get frames() {
    return this.offsets.length;
  }

  copyTo(buffer) {
    buffer.set(this.#source);
    return buffer.subarray(0, this.#source.length);
  }
}

export class CaptureSlice {
  frames = 0;
  #chunks = [];
  #buffer = new Uint8Array(chunkBytes);
  #view = new DataView(this.#buffer.buffer);

  constructor(path) {
    this.#cut(readStart(path));
  }

  /** Calls `work(bytes, view, chunk)` for each chunk; returns the nanoseconds spent in it. */
  replay(work) {
    let ns = 0n;
    for (const chunk of this.#chunks) {
      const bytes = chunk.copyTo(this.#buffer);
      const started = process.hrtime.bigint();
      work(bytes, this.#view, chunk);
      ns += process.hrtime.bigint() - started;
    }
    return Number(ns);
  }

  #cut(bytes) {
    let from = 0;
    let frames = [];
    for (const frame of framesIn(bytes)) {
      const end = frame.at + frame.length;
      if (end - from > chunkBytes) {
        const at = frame.at - recordHeaderBytes;
        this.#add(bytes.subarray(from, at), frames);
        from = at;
        frames = [];
      }
      frames.push(frame);
    }
    const last = frames.at(-1);
    if (last) this.#add(bytes.subarray(from, last.at + last.length), frames);
  }

  #add(source, frames) {
    this.#chunks.push(new Chunk(source, frames, this.frames + 1));
    this.frames += frames.length;
  }
}

function* framesIn(bytes) {
  const view = new DataView(bytes.buffer);
  let epochNs = null;
  let at = fileHeaderBytes;
  while (at + recordHeaderBytes <= bytes.length) {
    const length = view.getUint32(at + 8, true);
    if (at + recordHeaderBytes + length > bytes.length) return;
    const timeNs = view.getUint32(at, true) * 1e9 + view.getUint32(at + 4, true) * 1e3;
    epochNs ??= timeNs;
    yield { at: at + recordHeaderBytes, length, timeNs: timeNs - epochNs };
    at += recordHeaderBytes + length;
  }
}

function readStart(path) {
  const descriptor = openSync(path, 'r');
  const bytes = new Uint8Array(sliceBytes);
  const read = readSync(descriptor, bytes, 0, sliceBytes, 0);
  closeSync(descriptor);
  return bytes.subarray(0, read);
}
