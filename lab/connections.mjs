/**
 * Every connection of a run as both of its hosts saw it, joined with what the clients, the middlebox and the kernels
 * said about it. Judges decide on these, so they know what no single capture shows.
 */
import { addressOf, portOf } from './addresses.mjs';
import { exchangesOf } from './exchanges.mjs';
import { reasonsOf, resetReasons } from './kernel.mjs';
import { endingOf, FLAGS, readConnections } from './wire.mjs';

/** How much earlier than another host's clock an event may seem; all hosts share one clock here. */
const CLOCK_SLACK_S = 0.002;

/** {byHost: connections of each host's capture, all: the joined connections}. */
export function collectConnections(lab, kernelLines) {
  const serverEnds = new Map(lab.servers.map((server) => [server.endPoint, server]));
  const hostOf = new Map(lab.hosts.flatMap((host) => host.addresses.map((address) => [address, host.name])));
  const byHost = {};
  for (const host of lab.hosts)
    byHost[host.name] = readConnections(lab.captures[host.name].file, new Set(serverEnds.keys()));
  const reasons = resetReasons(kernelLines);
  const all = [];
  for (const [name, { connections }] of Object.entries(byHost)) {
    for (const connection of connections) {
      if (hostOf.get(addressOf(connection.client)) !== name) continue;
      const serverHost = hostOf.get(addressOf(connection.server));
      all.push(
        join(
          lab,
          connection,
          byHost[serverHost]?.connections ?? [],
          serverEnds.get(connection.server),
          reasons,
        ),
      );
    }
  }
  return { byHost, all };
}

function join(lab, atClient, serverSide, server, reasons) {
  const outside = natAddress(lab, atClient);
  const atServer = serverSide.find(
    (c) =>
      c.server === atClient.server &&
      c.iss === atClient.iss &&
      (c.client === atClient.client || addressOf(c.client) === outside),
  );
  const exchanges = exchangesOf(atClient);
  const last = exchanges.at(-1);
  const box = lab.boxEvents.filter(
    (event) =>
      event.client === atClient.client && event.server === atClient.server && event.at >= atClient.start - 1,
  );
  const joined = {
    client: atClient.client,
    server: atClient.server,
    program: server?.program,
    label: server?.label,
    options: server?.options ?? {},
    atClient,
    atServer,
    exchanges,
    last,
    box,
    boxEvent: (name) => box.find((event) => event.event === name),
    records: recordsOf(lab, atClient),
    kernel: reasonsOf(reasons, atClient.client, atClient.server),
    ending: endingOf(atClient),
    // A request (or a part of one) was sent, and no byte of a response came while the client still waited.
    lost: last !== undefined && (last.responseAt === null || last.responseAt > clientEndAt(atClient)),
    idleBeforeS: idleBefore(exchanges, exchanges.length - 1),
    handshakeDone: atClient.segments.some(
      (s) => s.fromClient && !(s.flags & FLAGS.SYN) && s.flags & FLAGS.ACK && !(s.flags & FLAGS.RST),
    ),
  };
  joined.outcome = joined.records.at(-1)?.outcome;
  joined.path = joined.records.at(-1)?.path;
  return joined;
}

function natAddress(lab, connection) {
  return lab.hosts.find((host) => host.addresses.includes(addressOf(connection.client)))?.nat;
}

/** The client's records of this connection: by its port, from its beginning to the next use of the port. */
function recordsOf(lab, connection) {
  const port = portOf(connection.client);
  const end = connection.segments.at(-1).time + 30;
  return lab.records.filter(
    (record) =>
      record.port === port &&
      record.server === connection.server &&
      record.at >= connection.start - 10 &&
      record.at <= end,
  );
}

/** Seconds between the end of the exchange before and this request; undefined for a first request. */
export function idleBefore(exchanges, index) {
  if (index < 1) return undefined;
  const before = exchanges[index - 1].responseEndAt;
  return before === null ? undefined : Math.max(0, exchanges[index].requestAt - before);
}

/** When the first FIN or RST of the server reached the client's host; undefined if none did. */
export function serverEndAt(connection) {
  return connection.segments.find((s) => !s.fromClient && s.flags & (FLAGS.FIN | FLAGS.RST))?.time;
}

function clientEndAt({ segments }) {
  return (
    segments.find((s) => s.fromClient && s.flags & (FLAGS.FIN | FLAGS.RST))?.time ?? Number.POSITIVE_INFINITY
  );
}

/** True when the client sent its last request without the server's end being on its host. */
export function sentInGoodFaith(c) {
  const end = serverEndAt(c.atClient);
  return end === undefined || end > c.last.requestAt - CLOCK_SLACK_S;
}

/** True when the two moments are so close that either order could be argued. */
export function isCloseCall(c) {
  const end = serverEndAt(c.atClient);
  return end !== undefined && Math.abs(end - c.last.requestAt) < CLOCK_SLACK_S;
}
