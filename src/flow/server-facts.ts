/**
 * What all connections of one server endpoint (address and port) have in common: how long idle connections lived,
 * who closed them when, how large its segments get. Aggregates only, bounded per server.
 */
import { ServerLives } from './server-lives.ts';

const MAX_SAMPLES = 4096;
/** A closer look than this no plot can show, and a bracket needs one of them. A power of two. */
const MAX_LONGEST = 2048;
const NO_TIMES = new Float64Array(0);

/** A bounded list of numbers; later samples beyond the bound are only counted. */
export class Samples {
  readonly values: number[] = [];
  count = 0;

  add(value: number): void {
    this.count++;
    if (this.values.length < MAX_SAMPLES) this.values.push(value);
  }
}

/** The longest of any number of times, in no order; shorter ones beyond the bound are only counted. */
export class LongestTimes {
  count = 0;
  /** What is not longer is only counted. */
  atLeast: number = Number.NEGATIVE_INFINITY;
  private times: Float64Array = NO_TIMES;
  private length = 0;

  get values(): Float64Array {
    return this.times.subarray(0, this.length);
  }

  add(value: number): void {
    this.count++;
    if (value <= this.atLeast) return;
    if (this.length === this.times.length) this.makeRoom();
    this.times[this.length++] = value;
  }

  /** Doubles up to the bound; from there on the longer half stays. */
  private makeRoom(): void {
    const { times } = this;
    if (times.length < 2 * MAX_LONGEST) {
      this.times = new Float64Array(Math.max(16, 2 * times.length));
      this.times.set(times);
      return;
    }
    times.sort();
    times.copyWithin(0, MAX_LONGEST);
    this.length = MAX_LONGEST;
    this.atLeast = times[0] as number;
  }
}

export class ServerFacts {
  readonly id: number;
  /** A connection to it, for its address and port. */
  readonly row: number;
  readonly serverIndex: 0 | 1;
  connections = 0;
  /** Connections whose handshake completed. */
  established = 0;
  /** Connections on which the server sent at least one byte. */
  served = 0;
  /** Idle times after which a request was answered: how many, and the longest ones. */
  readonly survivedIdleNs: LongestTimes = new LongestTimes();
  longestSurvivedNs = -1;
  /** Idle time at which the server closed an unused connection. */
  readonly serverIdleCloseNs: Samples = new Samples();
  /** Largest payload that got through, by side: 0 from the client, 1 from the server. */
  readonly largestAcked: [number, number] = [0, 0];
  /** The fastest of its answers, to a SYN or a request: nothing that is genuine comes much sooner. */
  shortestRttNs: number = Number.POSITIVE_INFINITY;
  /** Longest payload of the server that was seen. */
  largestSeen = 0;
  /** Names seen for it (SNI, Host), bounded. */
  readonly names: Set<string> = new Set();
  /** TLS connections that the server left open after a response; how long after one it closed others without goodbye. */
  tlsKept = 0;
  readonly closeGapNs: Samples = new Samples();
  /** Lengths of this server's session ticket records, bounded. */
  readonly ticketLengths: Set<number> = new Set();
  /** Requests (method and path) and TLS names that this server answered, bounded: what is not refused by policy. */
  readonly answered: Set<string> = new Set();
  readonly lives: ServerLives = new ServerLives();
  serverProduct: string | null = null;
  via: string | null = null;

  constructor(id: number, row: number, serverIndex: 0 | 1) {
    this.id = id;
    this.row = row;
    this.serverIndex = serverIndex;
  }

  /** A request was answered after this idle time. */
  addSurvivedIdle(idleNs: number): void {
    if (idleNs > this.survivedIdleNs.atLeast) this.survivedIdleNs.add(idleNs);
    else this.survivedIdleNs.count++;
    if (idleNs > this.longestSurvivedNs) this.longestSurvivedNs = idleNs;
  }
}
