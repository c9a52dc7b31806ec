/**
 * The lab's own small reader of its own captures (classic pcap; Ethernet, SLL, SLL2; IPv4 and IPv6), kept apart from
 * the product's so that truth never rests on the code it judges. Everything is read into memory.
 */
import { readFileSync } from 'node:fs';

export const FLAGS = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16 };

const LINK_HEADERS = { 1: [14, 12], 113: [16, 14], 276: [20, 0] }; // length, offset of the protocol number

/** Frames as {number, time, offset, capturedLength} over one buffer; `time` in epoch seconds. */
export function readFrames(path) {
  const bytes = readFileSync(path);
  const linkType = bytes.readUInt32LE(20);
  const frames = [];
  for (let at = 24; at + 16 <= bytes.length; ) {
    const capturedLength = bytes.readUInt32LE(at + 8);
    if (at + 16 + capturedLength > bytes.length) break;
    const time = bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) / 1e6;
    frames.push({ number: frames.length + 1, time, offset: at + 16, capturedLength });
    at += 16 + capturedLength;
  }
  return { bytes, linkType, frames };
}

/** The TCP segment in a frame, or null. */
export function segmentOf(bytes, linkType, frame) {
  const [headerLength, protocolAt] = LINK_HEADERS[linkType];
  const protocol = bytes.readUInt16BE(frame.offset + protocolAt);
  const ip = frame.offset + headerLength;
  if (protocol === 0x0800 && bytes[ip + 9] === 6) {
    const tcp = ip + (bytes[ip] & 15) * 4;
    return tcpSegment(
      bytes,
      frame,
      tcp,
      ip + bytes.readUInt16BE(ip + 2),
      address4(bytes, ip + 12),
      address4(bytes, ip + 16),
    );
  }
  if (protocol === 0x86dd && bytes[ip + 6] === 6) {
    const end = ip + 40 + bytes.readUInt16BE(ip + 4);
    return tcpSegment(bytes, frame, ip + 40, end, address6(bytes, ip + 8), address6(bytes, ip + 24));
  }
  return null;
}

function tcpSegment(bytes, frame, tcp, end, source, destination) {
  const payloadAt = tcp + (bytes[tcp + 12] >> 4) * 4;
  return {
    frame: frame.number,
    time: frame.time,
    from: `${source}:${bytes.readUInt16BE(tcp)}`,
    to: `${destination}:${bytes.readUInt16BE(tcp + 2)}`,
    seq: bytes.readUInt32BE(tcp + 4),
    ack: bytes.readUInt32BE(tcp + 8),
    flags: bytes[tcp + 13],
    length: Math.max(0, end - payloadAt),
    payload: bytes.subarray(payloadAt, Math.min(end, frame.offset + frame.capturedLength)),
  };
}

function address4(bytes, at) {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

function address6(bytes, at) {
  const groups = [];
  for (let i = 0; i < 16; i += 2) groups.push(bytes.readUInt16BE(at + i).toString(16));
  // The lab's addresses have one run of zeros at most, so the longest run is the first of two or more (RFC 5952).
  return `[${groups.join(':').replace(/(^|:)0(:0)+(:|$)/, '::')}]`;
}

/**
 * The connections of a capture in the order they begin. A SYN with another sequence number on a known four-tuple
 * begins a new connection. Each has {client, server, start, segments, ports}; `servers` names the listening end
 * points, for connections whose SYN is not in the capture.
 */
export function readConnections(path, servers = new Set()) {
  const { bytes, linkType, frames } = readFrames(path);
  const open = new Map();
  const connections = [];
  let tcpFrames = 0;
  for (const frame of frames) {
    const segment = segmentOf(bytes, linkType, frame);
    if (segment === null) continue;
    tcpFrames += 1;
    const key = segment.from < segment.to ? `${segment.from} ${segment.to}` : `${segment.to} ${segment.from}`;
    let connection = open.get(key);
    const isSyn = (segment.flags & (FLAGS.SYN | FLAGS.ACK)) === FLAGS.SYN;
    if (connection === undefined || (isSyn && connection.iss !== segment.seq)) {
      const swapped = !isSyn && servers.has(segment.from);
      connection = {
        client: swapped ? segment.to : segment.from,
        server: swapped ? segment.from : segment.to,
        start: frame.time,
        iss: isSyn ? segment.seq : undefined,
        segments: [],
      };
      open.set(key, connection);
      connections.push(connection);
    }
    connection.segments.push({ ...segment, fromClient: segment.from === connection.client });
  }
  return { connections, frames: frames.length, tcpFrames };
}

/** How and by whom the connection ended, from the headers alone. */
export function endingOf(connection) {
  const fins = new Map(); // fromClient -> sequence number after the FIN
  const finAcked = new Set();
  let firstEnd = null;
  let reset = null;
  let synAck = false;
  for (const segment of connection.segments) {
    const { flags, fromClient } = segment;
    if (flags & FLAGS.SYN && flags & FLAGS.ACK) synAck = true;
    if (flags & FLAGS.FIN && !fins.has(fromClient))
      fins.set(fromClient, (segment.seq + segment.length + 1) >>> 0);
    if (flags & FLAGS.ACK && fins.has(!fromClient) && ((segment.ack - fins.get(!fromClient)) | 0) >= 0)
      finAcked.add(!fromClient);
    if (flags & (FLAGS.FIN | FLAGS.RST)) firstEnd ??= segment;
    if (flags & FLAGS.RST && reset === null && finAcked.size < 2) reset = segment;
  }
  const endedBy = firstEnd === null ? 'none' : firstEnd.fromClient ? 'client' : 'server';
  if (reset !== null)
    return {
      ending: synAck || connection.iss === undefined ? 'reset' : 'refused',
      endedBy,
      endAt: firstEnd.time,
    };
  if (finAcked.size === 2) return { ending: 'orderly', endedBy, endAt: firstEnd.time };
  if (fins.size > 0) return { ending: 'half-closed', endedBy, endAt: firstEnd.time };
  if (connection.iss !== undefined && !synAck) return { ending: 'unanswered', endedBy: 'none', endAt: null };
  return { ending: endsUnacknowledged(connection) ? 'stalled' : 'open', endedBy: 'none', endAt: null };
}

/** True when one side's last payload was sent again and never acknowledged. */
function endsUnacknowledged({ segments }) {
  for (const side of [true, false]) {
    const sent = segments.filter((s) => s.fromClient === side && s.length > 0);
    const last = sent.at(-1);
    if (last === undefined || sent.filter((s) => s.seq === last.seq).length < 2) continue;
    const acked = segments.some(
      (s) => s.fromClient !== side && ((s.ack - (last.seq + last.length)) | 0) >= 0 && s.flags & FLAGS.ACK,
    );
    if (!acked) return true;
  }
  return false;
}
