/**
 * Captures made from captures: what an operator's file looks like when it begins too late, keeps only headers, or
 * lost frames. The truth is carried over, and says what the cut has made undecidable.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createRandom } from './random.mjs';
import { readConnections, readFrames } from './wire.mjs';

/** [kind, capture, parameter]: seconds cut off, bytes kept, share of frames lost, seconds that the clock is ahead; pcapng has none. */
const DERIVED = [
  ['mid', 'ka-race-nginx-undici', 4.5],
  ['mid', 'ka-race-haproxy-undici-tls13', 6],
  ['mid', 'idle-blackhole-nginx-raw', 5],
  ['mid', 'idle-delayed-story-tls12', 12],
  ['mid', 'restart-node-kill-undici', 4],
  ['mid', 'resptimeout-haproxytcp-requests', 5],
  ['mid', 'stale-nginx-ahc-tls12', 4],
  ['snap96', 'ka-race-go-jnet-v6', 96],
  ['snap96', 'idle-dropped-node-jnet-tls12', 96],
  ['snap96', 'noresp-go-abort-curl-tls13', 96],
  ['snap96', 'unread-tomcat-jnet', 96],
  ['snap96', 'clitimeout-uvicorn-go', 96],
  ['snap96', 'healthy-lossy-reorder', 96],
  ['snap96', 'quiet-odd-http', 96],
  ['ng', 'zerowin-nginx-send', 0],
  ['ng', 'any-race-caddy-agent', 0],
  ['skew', 'inject-sni-go-undici-tls12', 0],
  ['skew', 'inject-sni-go-undici-tls12.server', 3.217],
  ['skew', 'nat-race-go-undici', 0],
  ['skew', 'nat-race-go-undici.server', -7.4],
  ['drop2', 'ka-race-nginx-agent-v6', 0.02],
  ['drop2', 'clitimeout-node-curl', 0.02],
  ['drop2', 'mix-blackhole-unread-abort', 0.02],
  ['drop2', 'healthy-reuse-below-timeout-tls', 0.02],
  ['drop2', 'aborted-node-agent-tls12', 0.02],
];

/** What else a fair expert may say when a connection's beginning is not in the file. */
const MID_ACCEPTABLE = {
  'keepalive-race': ['no-response-close'],
  'stale-reuse': ['no-response-close', 'keepalive-race'],
  'idle-reset-delayed': ['response-timeout'],
  'idle-blackholed': ['network-loss'],
  'server-restart': ['abortive-close', 'idle-close', 'no-response-close', 'response-aborted'],
  'limit-close': ['keepalive-race', 'no-response-close'],
};
const SNAP_ACCEPTABLE = {
  'unread-close': ['no-response-close', 'unexplained'],
  'request-timeout': ['response-timeout', 'unexplained'],
  'protocol-mismatch': ['unexplained', 'no-response-close'],
};
const GAP_ACCEPTABLE = [
  'half-open',
  'idle-dropped',
  'keepalive-race',
  'no-response-close',
  'stale-reuse',
  'unexplained',
];

/** Derives what it can from the captures in a folder; returns the names made. */
export function deriveAll(folder) {
  const made = [];
  for (const [kind, name, parameter] of DERIVED) {
    if (!existsSync(join(folder, `${name}.truth.json`))) continue;
    derive(folder, kind, name, parameter);
    made.push(`${kind}-${name}`);
  }
  return made;
}

function derive(folder, kind, name, parameter) {
  const source = join(folder, `${name}.pcap`);
  const truth = JSON.parse(readFileSync(join(folder, `${name}.truth.json`), 'utf8'));
  const { bytes, frames, linkType } = readFrames(source);
  const random = createRandom(`${kind} ${name}`);
  const kept = frames.filter(
    (frame) =>
      (kind !== 'mid' || frame.time >= frames[0].time + parameter) &&
      (kind !== 'drop2' || random.next() >= parameter),
  );
  const target = `${kind}-${name}`;
  const file = join(folder, `${target}.${kind === 'ng' ? 'pcapng' : 'pcap'}`);
  const clockSkewS = kind === 'skew' ? parameter : 0;
  const snap = kind === 'snap96' ? parameter : Number.POSITIVE_INFINITY;
  writeFileSync(file, kind === 'ng' ? pcapng(bytes, kept, linkType) : packed(bytes, kept, snap, clockSkewS));
  const notes = {
    mid: `begins mid-connection: the first ${parameter} s of ${name} were cut off`,
    snap96: `headers only: snaplen ${parameter}`,
    drop2: `${frames.length - kept.length} of ${frames.length} frames were removed at random (capture drops)`,
    ng: 'as pcapng, with nanoseconds',
    skew: `the clock of this host is ${parameter} s ahead`,
  }[kind];
  const carried = carryOver(truth, kind, readConnections(source).connections, kept);
  for (const row of carried.connections) row.start = Number((row.start + clockSkewS).toFixed(6));
  writeFileSync(
    join(folder, `${target}.truth.json`),
    `${JSON.stringify({ ...truth, file: basename(file), ...carried, derivedFrom: name, notes, ...(kind === 'skew' && { clockSkewS }) }, null, 1)}\n`,
  );
}

/** A pcap of these frames, each cut to `snap` bytes, by a clock that is `ahead` seconds ahead. */
function packed(bytes, frames, snap, ahead) {
  const parts = [Buffer.from(bytes.subarray(0, 24))];
  if (Number.isFinite(snap)) parts[0].writeUInt32LE(snap, 16);
  for (const { offset, capturedLength, time } of frames) {
    const length = Math.min(capturedLength, snap);
    const header = Buffer.from(bytes.subarray(offset - 16, offset));
    const microseconds = Math.round((time + ahead) * 1e6);
    header.writeUInt32LE(Math.floor(microseconds / 1e6), 0);
    header.writeUInt32LE(microseconds % 1e6, 4);
    header.writeUInt32LE(length, 8);
    parts.push(header, bytes.subarray(offset, offset + length));
  }
  return Buffer.concat(parts);
}

/** A pcapng of these frames: one section, one interface with nanoseconds, enhanced packet blocks. */
function pcapng(bytes, frames, linkType) {
  const section = block(0x0a0d0d0a, [u32(0x1a2b3c4d), u16(1), u16(0), Buffer.alloc(8, 0xff)]);
  const nanoseconds = [u16(9), u16(1), Buffer.from([9, 0, 0, 0]), u32(0)];
  const parts = [section, block(1, [u16(linkType), u16(0), u32(262144), ...nanoseconds])];
  for (const { offset, capturedLength, time } of frames) {
    const at = BigInt(Math.round(time * 1e6)) * 1000n;
    const original = bytes.readUInt32LE(offset - 4);
    const packet = bytes.subarray(offset, offset + capturedLength);
    const head = [
      u32(0),
      u32(Number(at >> 32n)),
      u32(Number(at & 0xffffffffn)),
      u32(capturedLength),
      u32(original),
    ];
    parts.push(block(6, [...head, packet, Buffer.alloc(-capturedLength & 3)]));
  }
  return Buffer.concat(parts);
}

function block(type, fields) {
  const length = 12 + fields.reduce((sum, field) => sum + field.length, 0);
  return Buffer.concat([u32(type), u32(length), ...fields, u32(length)]);
}

function u32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u16(value) {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function carryOver(truth, kind, before, kept) {
  const numbers = new Map(kept.map((frame, index) => [frame.number, index + 1]));
  const rows = [];
  const ignore = [...(truth.ignore ?? [])];
  for (const connection of before) {
    const row = truth.connections.find(
      (r) =>
        r.client === connection.client &&
        r.server === connection.server &&
        Math.abs(r.start - connection.start) < 1e-3,
    );
    const left = connection.segments.filter((segment) => numbers.has(segment.frame));
    const lost = connection.segments.length - left.length;
    if (row === undefined) {
      // A healthy connection whose payload or end is missing may look sick, and nobody could know.
      const matters = connection.segments.some((s) => !numbers.has(s.frame) && (s.length > 0 || s.flags & 7));
      if (kind === 'drop2' && left.length > 0 && matters)
        ignore.push({ client: connection.client, server: connection.server });
      continue;
    }
    if (left.length === 0 || (kind === 'mid' && !isStillVisible(connection, left))) {
      if (left.length > 0) ignore.push({ client: row.client, server: row.server });
      continue;
    }
    rows.push(newRow(row, kind, connection, left, lost, numbers));
  }
  const hurtOf = (incident) =>
    rows.filter((row) => row.server === incident.server && row.cause === incident.cause);
  const incidents = truth.incidents.map(({ outOf, ...incident }) => ({
    ...incident,
    hurt: hurtOf(incident).filter((row) => row.harm !== 'none').length,
    listed: hurtOf(incident).length,
  }));
  rows.sort((a, b) => a.start - b.start);
  return {
    connectionsInFile: before.filter(({ segments }) => segments.some(({ frame }) => numbers.has(frame)))
      .length,
    connections: rows,
    incidents: incidents.filter(({ listed }) => listed > 0),
    ignore,
  };
}

/** The request that failed must still be in the file. */
function isStillVisible(connection, left) {
  const lastRequest = connection.segments.filter((s) => s.fromClient && s.length > 0).at(-1);
  return lastRequest === undefined || left.includes(lastRequest);
}

function newRow(row, kind, connection, left, lost, numbers) {
  const cut = {
    ...row,
    start: Number(left[0].time.toFixed(6)),
    frames: [numbers.get(left[0].frame), numbers.get(left.at(-1).frame)],
  };
  const also = (ids) => ({
    acceptable: [...new Set([...row.acceptable, ...ids])].filter((id) => id !== row.cause).sort(),
  });
  if (kind === 'snap96') return { ...cut, ...also(SNAP_ACCEPTABLE[row.cause] ?? []) };
  if (lost === 0) return cut;
  if (kind === 'mid')
    return {
      ...cut,
      ...also([...(MID_ACCEPTABLE[row.cause] ?? []), 'unexplained']),
      note: 'begins before the capture',
    };
  const endMissing = connection.segments.slice(-5).some((segment) => !numbers.has(segment.frame));
  const note = `${lost} of its frames are missing from the file${endMissing ? ', among them one of its last' : ''}`;
  return endMissing
    ? { ...cut, ...also(GAP_ACCEPTABLE), endedByAcceptable: ['client', 'server', 'none'], note }
    : { ...cut, note };
}
