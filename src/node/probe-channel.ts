/**
 * One connection of a probe: what happens on its socket becomes events with their times, kept until they are read.
 */
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Moment, ProbeEvent } from '../probe/machine.ts';
import { streamFailure } from './probe-failure.ts';
import type { RunClock } from './run-clock.ts';
import { sleep } from './run-clock.ts';

/** Unread bytes beyond this stop the reading: nobody waits for them. */
const mostQueuedBytes = 1 << 20;
/** After close_notify the FIN follows in the same breath, or not at all. */
const finLimitMs = 300;

type End = Extract<ProbeEvent, { kind: 'closed' | 'failed' }>;

export class Channel {
  readonly #raw: Socket;
  readonly #stream: Socket | TLSSocket;
  readonly #clock: RunClock;
  readonly #queue: ProbeEvent[] = [];
  #queuedBytes = 0;
  #end: End | null = null;
  #notified: Moment | null = null;
  /** When the latest bytes came from the network: decryption takes time, above all among other handshakes. */
  #arrived: Moment | null = null;
  #wake: (() => void) | null = null;

  /** `stream` is the socket itself, or the TLS above it. */
  constructor(raw: Socket, stream: Socket | TLSSocket, clock: RunClock) {
    this.#raw = raw;
    this.#stream = stream;
    this.#clock = clock;
    // Before the TLS layer, which listens already, hands the same bytes on.
    if (stream !== raw) {
      raw.prependListener('data', () => {
        this.#arrived = this.#moment();
      });
    }
    stream.on('data', (bytes: Buffer) => this.#onData(bytes));
    stream.on('error', (error) => this.#onError(error));
    raw.on('error', (error) => this.#onError(error));
    raw.on('end', () => this.#onFin());
    if (stream !== raw) stream.on('end', () => this.#onNotify());
    // It was paused where a proxy's answer was read from it.
    else raw.resume();
  }

  write(bytes: Uint8Array): void {
    if (this.#end === null && this.#stream.writable) this.#stream.write(bytes);
  }

  /** The next event, a time-up at `untilMs`, or that the step has been stopped. */
  async read(untilMs: number, stop: AbortSignal): Promise<ProbeEvent> {
    while (true) {
      if (stop.aborted) return { kind: 'stopped', atMs: this.#clock.nowMs() };
      const event = this.#queue.shift() ?? this.#end;
      if (event !== null) {
        if (event.kind === 'data') this.#queuedBytes -= event.bytes.length;
        if (this.#queuedBytes < mostQueuedBytes) this.#raw.resume();
        return event;
      }
      const nowMs = this.#clock.nowMs();
      if (nowMs >= untilMs) return { kind: 'time-up', atMs: nowMs };
      await sleep(untilMs - nowMs, stop, (wake) => {
        this.#wake = wake;
      });
    }
  }

  destroy(): void {
    this.#stream.destroy();
    this.#raw.destroy();
  }

  #onData(bytes: Uint8Array): void {
    this.#queuedBytes += bytes.length;
    if (this.#queuedBytes >= mostQueuedBytes) this.#raw.pause();
    this.#queue.push({ kind: 'data', ...(this.#arrived ?? this.#moment()), bytes: new Uint8Array(bytes) });
    this.#wake?.();
  }

  /** TLS has ended before TCP has: close_notify. That is the moment from which the connection is of no use. */
  #onNotify(): void {
    if (this.#raw.readableEnded || this.#notified !== null) return;
    this.#notified = this.#arrived ?? this.#moment();
    setTimeout(() => this.#close('fin', this.#moment()), finLimitMs).unref();
  }

  #onFin(): void {
    const moment = this.#moment();
    // The TLS layer must see its last records first.
    setImmediate(() => setImmediate(() => this.#close('fin', moment)));
  }

  #onError(error: Error): void {
    const moment = this.#moment();
    const failure = streamFailure(error);
    if (failure === null) this.#close('rst', moment);
    else this.#finish({ kind: 'failed', atMs: moment.atMs, failure });
  }

  #close(how: 'fin' | 'rst', moment: Moment): void {
    const notified = this.#notified;
    this.#finish({
      kind: 'closed',
      how: notified === null ? how : 'close-notify-fin',
      ...(notified ?? moment),
    });
  }

  #moment(): Moment {
    return { atMs: this.#clock.nowMs(), doubtMs: this.#clock.doubtMs() };
  }

  #finish(end: End): void {
    if (this.#end !== null) return;
    this.#end = end;
    this.#wake?.();
  }
}
