/** The manners of a guest: how many connections a host is held with at once, and how fast requests follow each other. */
import { type RunClock, sleep } from './run-clock.ts';

export interface GuestLimits {
  connections: number;
  requestsPerSecond: number;
  /** In all. */
  requests: number;
}

const leaveMs = 50;

export class Guest {
  requests = 0;
  connections = 0;
  mostConnections = 0;
  readonly #limits: GuestLimits;
  readonly #clock: RunClock;
  readonly #waiting: (() => void)[] = [];
  #open = 0;
  #turn: Promise<void> = Promise.resolve();
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(limits: GuestLimits, clock: RunClock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** False where stopped before there was room. */
  async enter(stop: AbortSignal): Promise<boolean> {
    while (this.#open >= this.#limits.connections) {
      if (stop.aborted) return false;
      await sleep(3_600_000, stop, (wake) => this.#waiting.push(wake));
    }
    if (stop.aborted) {
      this.#waiting.shift()?.();
      return false;
    }
    this.#open++;
    this.connections++;
    this.mostConnections = Math.max(this.mostConnections, this.#open);
    return true;
  }

  /** The other side sees the end a moment later than this one: until then the place is taken. */
  leave(): void {
    setTimeout(() => {
      this.#open--;
      this.#waiting.shift()?.();
    }, leaveMs);
  }

  /** Waits for the turn of the next request; false where stopped, or where the budget is used up. */
  async request(stop: AbortSignal): Promise<boolean> {
    const before = this.#turn;
    let done = (): void => {};
    this.#turn = new Promise((resolve) => {
      done = resolve;
    });
    try {
      await before;
      if (this.requests >= this.#limits.requests) return false;
      // A millisecond more than the rate asks for: timers fire early by fractions of one.
      await sleep(this.#lastMs + 1000 / this.#limits.requestsPerSecond + 1 - this.#clock.nowMs(), stop);
      if (stop.aborted) return false;
      this.#lastMs = this.#clock.nowMs();
      this.requests++;
      return true;
    } finally {
      done();
    }
  }
}
