/** Which connections go into a pack: those of the incident, and others of the same server to hold beside them. */
import type { ConnectionLine, Endpoint, Incident } from '../engine/document.ts';

/** Of all frames together, before the payload is cut: they are held in memory. */
const MAX_BYTES = 64e6;
/** Of one connection: of a larger one only the beginning of each segment is kept. */
const MAX_STREAM_BYTES = 8e6;
const MAX_CONCERNED = 2000;
const MAX_CONTRAST = 400;
/** Headers of a usual frame. */
const HEADER_BYTES = 66;

export interface PackPlan {
  /** Connections of the incident, its example first. */
  concerned: number[];
  /** Others of the same server, the most telling ones first. */
  contrast: number[];
  /** The connection that was seen last in the capture, which tells how long it went on; null where it is concerned. */
  last: number | null;
  /** Those of which only the beginning of each segment fits. */
  snapped: Set<number>;
  /** Connections of the incident for which there is no room. */
  leftOut: number;
}

export function planPack(incident: Incident, lines: Iterable<ConnectionLine>): PackPlan {
  const ofIncident = new Set(incident.streams);
  const byStream = new Map<number, ConnectionLine>();
  const others: ConnectionLine[] = [];
  let latest: ConnectionLine | undefined;
  for (const line of lines) {
    if (ofIncident.has(line.stream)) byStream.set(line.stream, line);
    else if (isSame(line.server, incident.server)) others.push(line);
    if (latest === undefined || endMs(line) > endMs(latest)) latest = line;
  }
  const room = new Room();
  const wanted = [
    incident.exampleStream,
    ...incident.streams.filter((one) => one !== incident.exampleStream),
  ];
  const concerned = wanted.filter((stream) => room.takes(byStream.get(stream), MAX_CONCERNED));
  const most = concerned.length + MAX_CONTRAST;
  const contrast = inOrderOfUse(others, [...byStream.values()]).filter((line) => room.takes(line, most));
  const end = latest;
  const isExtra = end !== undefined && !ofIncident.has(end.stream);
  const last = isExtra && (contrast.includes(end) || room.takes(end, most + 1)) ? end.stream : null;
  return {
    concerned,
    contrast: contrast.map(({ stream }) => stream),
    last,
    snapped: room.snapped,
    leftOut: wanted.length - concerned.length,
  };
}

/** All connections whose frames a pack may need. */
export function streamsOf({ concerned, contrast, last }: PackPlan): number[] {
  return [...concerned, ...contrast, ...(last === null ? [] : [last])];
}

/** Memory that is left while connections are chosen. */
class Room {
  readonly snapped: Set<number> = new Set();
  private bytes = MAX_BYTES;
  private taken = 0;

  takes(line: ConnectionLine | undefined, most: number): boolean {
    if (line === undefined || this.taken >= most) return false;
    const frames = line.frames.client + line.frames.server;
    const whole = line.bytes.client + line.bytes.server + frames * HEADER_BYTES;
    const size = whole <= MAX_STREAM_BYTES ? whole : frames * HEADER_BYTES * 5;
    // The example is taken whatever it costs.
    if (size > this.bytes && this.taken > 0) return false;
    if (size !== whole) this.snapped.add(line.stream);
    this.bytes -= size;
    this.taken++;
    return true;
  }
}

/**
 * First those that had one of the incident's four-tuples before, then by turns the longest silences that did no harm
 * (they bound what an idle timeout can be) and connections from all over the capture.
 */
function inOrderOfUse(
  others: readonly ConnectionLine[],
  concerned: readonly ConnectionLine[],
): ConnectionLine[] {
  const tuples = new Set(concerned.map(({ client }) => `${client.address} ${client.port}`));
  const earlier = others.filter(({ client }) => tuples.has(`${client.address} ${client.port}`));
  const byIdle = others.toSorted((a, b) => b.maxIdleS - a.maxIdleS);
  const byTime = spread(others);
  const order = new Set(earlier);
  const last = others.reduce<ConnectionLine | null>(
    (a, b) => (a === null || endMs(b) > endMs(a) ? b : a),
    null,
  );
  if (last !== null) order.add(last);
  for (let index = 0; index < others.length; index++) {
    order.add(byIdle[index] as ConnectionLine);
    order.add(byTime[index] as ConnectionLine);
  }
  return [...order];
}

/** First the middle one, then the middles of both halves, and so on: any beginning of the list covers all of it. */
function spread(lines: readonly ConnectionLine[]): ConnectionLine[] {
  const ordered: ConnectionLine[] = [];
  const ranges: [number, number][] = [[0, lines.length]];
  for (let next = ranges.shift(); next !== undefined; next = ranges.shift()) {
    const [from, to] = next;
    if (from >= to) continue;
    const middle = (from + to) >> 1;
    ordered.push(lines[middle] as ConnectionLine);
    ranges.push([from, middle], [middle + 1, to]);
  }
  return ordered;
}

function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.address === b.address && a.port === b.port;
}

function endMs({ start, durationS }: ConnectionLine): number {
  return Date.parse(start) + durationS * 1000;
}
