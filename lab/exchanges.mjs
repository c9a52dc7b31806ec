/**
 * Requests and responses of one connection as a host saw them: application payload only. TLS records are told apart
 * by their type; in TLS 1.3, where alerts and tickets hide in application data, by size and place.
 */

const TLS_APPLICATION_DATA = 23;
/** A TLS 1.3 alert is 19 bytes of ciphertext; the lab's requests and responses are far longer than this. */
const SMALLEST_MESSAGE = 60;
/** HTTP/2 in plaintext: frames of its own come in short segments; the lab pads its requests beyond them. */
const SMALLEST_H2C_MESSAGE = 100;
const PREFACE = 'PRI * HTTP/2.0';

/** Payload events {time, frame, fromClient, length} without retransmitted bytes and without TLS's own records. */
function applicationEvents(connection) {
  const streams = { true: newStream(), false: newStream() };
  const events = [];
  let isH2c = false;
  const requestSeen = { value: false };
  for (const segment of connection.segments) {
    if (segment.length === 0 || segment.flags & 4) continue;
    const stream = streams[segment.fromClient];
    const fresh = takeFresh(stream, segment);
    if (fresh === null) continue;
    stream.tls ??= looksLikeTls(fresh);
    if (segment.fromClient && fresh.toString('latin1', 0, PREFACE.length) === PREFACE) isH2c = true;
    if (isH2c && fresh.length < SMALLEST_H2C_MESSAGE) continue;
    for (const [length, record] of stream.tls
      ? tlsLengths(stream, fresh, segment.fromClient, requestSeen)
      : [[fresh.length, 0]]) {
      events.push({
        time: segment.time,
        frame: segment.frame,
        fromClient: segment.fromClient,
        length,
        record,
      });
    }
  }
  return streams.false.tls ? withoutTickets(events) : events;
}

/** OpenSSL sends two TLS 1.3 session tickets of one size, ahead of the first response. */
function withoutTickets(events) {
  const at = events.findIndex((event) => !event.fromClient);
  const [first, second] = events.slice(at, at + 2);
  const isPair =
    at >= 0 &&
    second?.fromClient === false &&
    first.record === second.record &&
    first.length === first.record &&
    first.record < 700;
  return isPair ? events.toSpliced(at, 2) : events;
}

function newStream() {
  return { next: undefined, tls: undefined, record: Buffer.alloc(0), left: 0, size: 0, counts: false };
}

/** The bytes of this segment that were not seen before; a gap (a lost frame) resynchronises. */
function takeFresh(stream, segment) {
  const end = (segment.seq + segment.length) >>> 0;
  if (stream.next !== undefined && ((end - stream.next) | 0) <= 0) return null;
  const skip = stream.next === undefined ? 0 : Math.max(0, (stream.next - segment.seq) | 0);
  stream.next = end;
  return segment.payload.subarray(skip);
}

function looksLikeTls(bytes) {
  return bytes.length >= 3 && bytes[0] >= 20 && bytes[0] <= 23 && bytes[1] === 3;
}

/** [bytes here, bytes in its record] of the application-data records that begin in these bytes or go on in them. */
function* tlsLengths(stream, bytes, fromClient, requestSeen) {
  let at = 0;
  while (at < bytes.length) {
    if (stream.left > 0) {
      const take = Math.min(stream.left, bytes.length - at);
      stream.left -= take;
      at += take;
      if (stream.counts) yield [take, stream.size];
      continue;
    }
    const need = 5 - stream.record.length;
    stream.record = Buffer.concat([stream.record, bytes.subarray(at, at + need)]);
    at += need;
    if (stream.record.length < 5) return;
    const length = stream.record.readUInt16BE(3);
    const isMessage = stream.record[0] === TLS_APPLICATION_DATA && length >= SMALLEST_MESSAGE;
    if (fromClient && isMessage && length > 75) requestSeen.value = true; // longer than a Finished
    stream.counts = isMessage && requestSeen.value;
    stream.left = length;
    stream.size = length;
    stream.record = Buffer.alloc(0);
  }
}

/**
 * The exchanges: a client's payload after a server's begins a new one. {requestAt, requestEndAt, requestFrame,
 * requestBytes, responseAt, responseEndAt, responseBytes}; times in epoch seconds, null where nothing came.
 */
export function exchangesOf(connection) {
  const exchanges = [];
  for (const event of applicationEvents(connection)) {
    let current = exchanges.at(-1);
    if (event.fromClient && (current === undefined || current.responseAt !== null)) {
      current = {
        requestAt: event.time,
        requestFrame: event.frame,
        requestBytes: 0,
        responseAt: null,
        responseEndAt: null,
        responseBytes: 0,
      };
      exchanges.push(current);
    }
    if (current === undefined) continue; // the capture begins in a response
    if (event.fromClient) {
      current.requestEndAt = event.time;
      current.requestBytes += event.length;
    } else {
      current.responseAt ??= event.time;
      current.responseEndAt = event.time;
      current.responseBytes += event.length;
    }
  }
  return exchanges;
}
