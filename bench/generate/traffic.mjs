// A whole capture: connections start at random moments, a heap of them by time decides whose packet comes next.
import { Connection } from './connection.mjs';
import { life } from './flow.mjs';
import { makeEndpoint } from './places.mjs';
import { Random } from './random.mjs';
import { TimeHeap } from './time-heap.mjs';

const firstUs = 1_750_000_000 * 1e6;
const packetsPerSecond = 4000;
const shortestCaptureS = 30;
/** Below this many packets to a connection there is no room for a full handshake: connections are brief. */
const briefBelowPackets = 22;
/** In shorter captures an idle timeout of 20 s or more would hardly be seen. */
const longCaptureS = 160;
const connectionsPerClient = 2000;
const poolBytes = 1 << 20;

/** Writes `options.packets` packets to `writer`, which is left open; returns what was put in. */
export function writeTraffic(writer, { packets, flows, seed }) {
  const traffic = new Traffic(writer, packets, flows, seed);
  traffic.run();
  return traffic.truth();
}

class Traffic {
  #writer;
  #packets;
  #flows;
  #seed;
  #random;
  #pool;
  #clients;
  #durationS;
  #starts;
  #kinds;
  #heap = new TimeHeap();
  #started = 0;
  #events = [];
  #counts = {
    turns: 0,
    lostSegments: 0,
    lostSyns: 0,
    zeroWindowEpisodes: 0,
    keepAliveProbes: 0,
    clientCloses: 0,
    serverIdleCloses: 0,
  };
  /** Packets not yet given to a connection, and connections that have not got theirs. */
  #packetsLeft;
  #flowsLeft;

  constructor(writer, packets, flows, seed) {
    this.#writer = writer;
    this.#packets = packets;
    this.#flows = flows;
    this.#seed = seed;
    this.#random = new Random(seed, 0);
    this.#pool = this.#random.bytes(poolBytes);
    this.#clients = Math.max(4, Math.floor(flows / connectionsPerClient));
    this.#durationS = Math.max(shortestCaptureS, packets / packetsPerSecond);
    this.#starts = Float64Array.from({ length: flows }, () =>
      Math.floor(this.#random.unit() * this.#durationS * 1e6),
    ).sort();
    this.#packetsLeft = packets * 0.9995;
    this.#flowsLeft = flows - 1;
    this.#kinds = this.#chooseResets();
  }

  run() {
    const heap = this.#heap;
    while (this.#writer.frames < this.#packets) {
      this.#startDue();
      this.#writer.nowUs = heap.firstTime;
      const step = heap.first.script.next();
      if (step.done) heap.removeFirst();
      else heap.delayFirst(heap.firstTime + step.value);
    }
  }

  truth() {
    const kinds = ['keepalive_race', 'refused', 'mid_response_abort'];
    const complete = this.#events.filter((event) => event.complete);
    const resets = kinds.map((kind) => [kind, summarise(complete.filter((event) => event.kind === kind))]);
    return {
      packets: this.#writer.frames,
      connections: this.#started,
      firstUs: firstUs + this.#starts[0],
      lastUs: this.#writer.nowUs,
      resets: Object.fromEntries(resets),
      rstFrames: this.#events.reduce((sum, event) => sum + event.rstFrames.length, 0),
      eventsCutByTheEnd: this.#events.length - complete.length,
      scheduled: this.#counts,
      events: this.#events,
    };
  }

  /** 1% of the connections end in a race, 0.5% are refused, 0.5% aborted: among the first 60%, to be over before the end. */
  #chooseResets() {
    const races = Math.ceil(this.#flows / 100);
    const others = Math.ceil(this.#flows / 200);
    const candidates = Math.floor(this.#flows * 0.6);
    const kinds = new Map();
    // Connection 0 never ends: it fills the capture if all the others are over too soon.
    const choose = (kind, count) => {
      for (let left = count; left > 0; ) {
        const number = this.#random.between(1, candidates);
        if (kinds.has(number)) continue;
        kinds.set(number, kind);
        left--;
      }
    };
    choose('keepalive_race', races);
    choose('refused', others);
    choose('mid_response_abort', others);
    this.#flowsLeft -= others;
    return kinds;
  }

  #startDue() {
    while (this.#started < this.#flows) {
      const startUs = firstUs + this.#starts[this.#started];
      if (this.#heap.size > 0 && startUs > this.#heap.firstTime) return;
      this.#heap.push(startUs, this.#makeFlow(this.#started++));
    }
  }

  #makeFlow(index) {
    const random = new Random(this.#seed, index + 1);
    const endpoint = makeEndpoint(index, this.#clients, random);
    const timeouts = this.#durationS > longCaptureS ? [20e6, 25e6, 30e6] : [5e6];
    const kind = this.#kinds.get(index) ?? null;
    const flow = {
      index,
      kind,
      random,
      connection: new Connection(this.#writer, random, endpoint),
      rttUs: endpoint.rttUs,
      serverName: `api${String(endpoint.serverNumber).padStart(2, '0')}.example.net`,
      bsdServer: endpoint.serverNumber % 4 === 3,
      idleTimeoutUs: timeouts[endpoint.serverNumber % timeouts.length],
      brief: this.#packets / this.#flows < briefBelowPackets,
      thinkUs: 1.2e6,
      lossChance: 0.0008,
      pool: this.#pool,
      counts: this.#counts,
      event: kind && this.#addEvent(kind, index, endpoint),
      budget: Number.POSITIVE_INFINITY,
      plan: () => index > 0 && this.#giveBudget(flow),
      settle: () => {
        this.#packetsLeft += flow.budget - flow.connection.frames - 3;
      },
    };
    return Object.assign(flow, { script: life(flow) });
  }

  /** Connections start in the order of their numbers and never share a port, so the number is Wireshark's tcp.stream. */
  #addEvent(kind, index, { texts, ports, ipv6 }) {
    const event = {
      kind,
      stream: index,
      client: texts[0],
      clientPort: ports[0],
      server: texts[1],
      serverPort: ports[1],
      ipVersion: ipv6 ? 6 : 4,
      rstBy: 'server',
      rstFrames: [],
      complete: false,
    };
    this.#events.push(event);
    return event;
  }

  /** The fair share of what is left, more or less: few connections are alike in length. */
  #giveBudget(flow) {
    const share = this.#packetsLeft / this.#flowsLeft;
    const drawn = Math.floor(share * Math.exp(flow.random.normal(-0.08, 0.4)));
    flow.budget = flow.kind ? Math.min(drawn, 70) : drawn;
    this.#packetsLeft -= flow.budget;
    this.#flowsLeft--;
  }
}

function summarise(events) {
  return {
    connections: events.length,
    rstFrames: events.reduce((sum, event) => sum + event.rstFrames.length, 0),
    byClient: events.filter((event) => event.rstBy === 'client').length,
    byServer: events.filter((event) => event.rstBy === 'server').length,
  };
}
