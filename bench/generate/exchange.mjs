// A request and its response on a kept-alive connection, with what a real path adds: delayed acknowledgments, slow start,
// a lost segment now and then, a reader that stalls. A script is a generator: `yield n` lets n microseconds go by.
import { ACK, client, PSH, server } from './connection.mjs';
import { ApplicationData } from './tls.mjs';

const largestResponseBytes = 400_000;
/** Fast retransmission needs three duplicate ACKs (RFC 5681 section 3.2), so three more segments after the lost one. */
const duplicatesNeeded = 3;

/** Everything from the first byte of a request to its last, as segments back to back. */
export function* request(flow) {
  const { connection, random } = flow;
  const large = !flow.brief && random.chance(0.03);
  const plaintextBytes = large ? random.between(2000, 20_000) : random.triangular(180, 1300, 420);
  const message = new ApplicationData(flow.pool, random, plaintextBytes);
  for (let from = 0; from < message.length; from += connection.mss) {
    const to = Math.min(message.length, from + connection.mss);
    yield random.between(5, 15);
    connection.send(client, to === message.length ? ACK | PSH : ACK, message, from, to);
  }
  connection.receiveAll(server);
}

/** The server thinks; an ACK goes ahead of the response when that takes longer than its delayed-ACK timer, or by chance. */
export function* serverWork(flow) {
  const { connection, random } = flow;
  const workUs = Math.floor(1000 * random.logNormal(2.2, 1));
  yield flow.rttUs;
  if (!flow.brief && (workUs > 40_000 || random.chance(0.35))) {
    connection.send(server, ACK);
  }
  yield workUs;
}

/** A response of a size as APIs have it: a couple of kilobytes mostly, a long tail. */
export function makeResponse(flow, smallestBytes = 0) {
  const { connection, random } = flow;
  const drawn = Math.floor(random.logNormal(7.42, 1.15));
  const plaintextBytes = Math.max(smallestBytes, Math.min(drawn, flow.brief ? 1200 : largestResponseBytes));
  const message = new ApplicationData(flow.pool, random, plaintextBytes);
  return { message, segments: Math.ceil(message.length / connection.mss), gapUs: random.between(12, 60) };
}

/** A whole response, acknowledged at every second segment and at its end. */
export function* response(flow, response) {
  const { connection, random } = flow;
  const pacing = new SlowStart(flow.rttUs, response.gapUs);
  let unacknowledged = 0;
  for (let k = 0; k < response.segments; k++) {
    yield pacing.nextUs();
    if (k > 0 && response.segments - k > duplicatesNeeded + 2 && random.chance(flow.lossChance)) {
      k = yield* lostSegment(flow, response, k, duplicatesNeeded + unacknowledged);
      unacknowledged = 0;
      continue;
    }
    sendSegment(flow, response, k);
    const last = k === response.segments - 1;
    if (++unacknowledged === 2 || (last && !flow.brief)) {
      if (!last && random.chance(0.0003)) yield* zeroWindow(flow);
      else yield* acknowledge(flow);
      unacknowledged = 0;
    }
  }
  connection.receiveAll(client);
}

/** The first `count` segments of a response that will not be completed. */
export function* partOfResponse(flow, response, count) {
  const pacing = new SlowStart(flow.rttUs, response.gapUs);
  for (let k = 0; k < count; k++) {
    yield pacing.nextUs();
    sendSegment(flow, response, k);
    if (k % 2 === 1) yield* acknowledge(flow);
  }
}

export function sendSegment(flow, { message, segments }, k) {
  const { connection } = flow;
  const from = k * connection.mss;
  const push = k === segments - 1 || k % 12 === 11;
  const to = Math.min(message.length, from + connection.mss);
  connection.send(server, push ? ACK | PSH : ACK, message, from, to);
}

function* acknowledge({ connection }) {
  yield 3;
  connection.receiveAll(client);
  connection.send(client, ACK);
}

/**
 * Segment k does not come; `later` ones after it draw an ACK each, of which the first is no duplicate where an ACK was
 * still owed; k is sent again. Returns the last segment sent.
 */
function* lostSegment(flow, response, k, later) {
  const { connection } = flow;
  flow.counts.lostSegments++;
  const lostSequence = connection.sndNxt[server];
  connection.receiveAll(client);
  connection.lose(server, connection.mss);
  for (let i = 1; i <= later; i++) {
    yield response.gapUs;
    sendSegment(flow, response, k + i);
    yield 3;
    connection.send(client, ACK);
  }
  yield flow.rttUs;
  const from = k * connection.mss;
  connection.sendAt(server, lostSequence, ACK, response.message, from, from + connection.mss);
  yield* acknowledge(flow);
  return k + later;
}

/** The reader stalls: a zero window, one probe of it after the retransmission timeout, a window update. */
function* zeroWindow(flow) {
  const { connection } = flow;
  flow.counts.zeroWindowEpisodes++;
  const openWindow = connection.window[client];
  connection.window[client] = 0;
  yield* acknowledge(flow);
  yield 220_000;
  connection.sendAt(server, (connection.sndNxt[server] - 1) >>> 0, ACK);
  yield 5;
  connection.send(client, ACK);
  yield 90_000;
  connection.window[client] = openWindow;
  connection.send(client, ACK);
  yield flow.rttUs;
}

/** When the next segment of a response comes: bursts of a window that doubles each round trip. */
class SlowStart {
  #window = 10;
  #sent = 0;
  #rttUs;
  #gapUs;

  constructor(rttUs, gapUs) {
    this.#rttUs = rttUs;
    this.#gapUs = gapUs;
  }

  nextUs() {
    if (this.#sent++ < this.#window) return this.#gapUs;
    this.#sent = 1;
    this.#window = Math.min(this.#window * 2, 160);
    return this.#gapUs + Math.max(this.#rttUs - this.#window * this.#gapUs, 50);
  }
}
