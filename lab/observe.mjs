/** What each program was seen to do when its timers ended: measured on the server's own host, told as a table. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { softwareOf } from './software.mjs';
import { endingOf, FLAGS } from './wire.mjs';

const FILE = 'observations.json';

/** Which connections show the timer that a scenario looks at. */
const SHOWS = {
  'keep-alive idle': (c) => !c.lost && c.last?.responseEndAt != null,
  'HTTP/2 idle': (c) => !c.lost && c.last?.responseEndAt != null,
  'request header': (c) => c.outcome === 'ended',
  'request body': (c) => c.outcome === 'ended',
  response: (c) => c.lost,
  SIGTERM: (c, verdict) => verdict !== undefined && c.handshakeDone,
  SIGKILL: (c, verdict) => verdict !== undefined && c.handshakeDone,
};

/** Adds a run's observation to the folder's file. */
export function observe(lab, all, verdicts, folder) {
  const { observes } = lab.scenario;
  if (observes === undefined) return;
  const target = lab.servers.find((server) => server.label === 'server');
  const ends = all
    .filter((c) => c.label === 'server' && c.atServer && SHOWS[observes.timer](c, verdicts.get(c)))
    .map((c) => endSeen(c.atServer, target.options.http2 || target.program === 'nodeH2'))
    .filter((end) => end !== null);
  if (ends.length === 0) return;
  const path = join(folder, FILE);
  const known = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const waits = ends.map((end) => end.waitS).sort((a, b) => a - b);
  known[lab.scenario.name] = {
    program: softwareOf(target.program),
    tls: target.tls ?? 'no',
    ...observes,
    samples: ends.length,
    waitS: [waits[0], waits[waits.length >> 1], waits.at(-1)].map((s) => Number(s.toFixed(2))),
    how: tally(ends.map((end) => end.how)),
    resets: tally(
      all
        .filter((c) => c.label === 'server')
        .flatMap((c) =>
          c.kernel
            .filter((line) => line.startsWith('send_reset at server'))
            .map((line) => line.split(' ').slice(3).join(' ')),
        ),
    ),
  };
  writeFileSync(path, `${JSON.stringify(known, null, 1)}\n`);
}

/**
 * How the server's side of a connection ended, and how long after the last byte of a message; null if the client began
 * it. In HTTP/2 GOAWAY is the beginning of the end, and the client may be the one that closes.
 */
function endSeen(connection, isHttp2) {
  const { segments } = connection;
  const { endedBy, endAt } = endingOf(connection);
  const goAways = isHttp2 ? segments.filter(isGoAway) : [];
  // A client that leaves says so first.
  if (goAways[0]?.fromClient) return null;
  const away = goAways.find((s) => !s.fromClient && endAt - s.time < 1);
  if (endedBy !== 'server' && away === undefined) return null;
  const beginsAt = away?.time ?? endAt;
  // What it said in the last moment belongs to the end: an alert, a 408.
  const said = segments.filter(
    (s) => !s.fromClient && s.length > 0 && endAt - s.time < 0.02 && s.time <= endAt && s !== away,
  );
  const before = segments.findLast(
    (s) =>
      s.length > 0 &&
      !(isHttp2 && s.fromClient) &&
      s.time < Math.min(beginsAt, said[0]?.time ?? endAt) &&
      !said.includes(s),
  );
  if (before === undefined) return null;
  const end = segments.find((s) => !s.fromClient && s.flags & (FLAGS.FIN | FLAGS.RST));
  const last = endedBy === 'server' ? (end.flags & FLAGS.RST ? 'RST' : 'FIN') : 'the client closes';
  const words = said.map(wordOf).filter(Boolean);
  return { waitS: beginsAt - before.time, how: [...(away ? ['GOAWAY'] : []), ...words, last].join(', ') };
}

/** A GOAWAY frame of 17 bytes: in plaintext by its type, in TLS by the length of its record (RFC 9113 section 6.8). */
function isGoAway({ payload, length }) {
  if (length < 17) return false;
  const record = payload[0] === 23 && payload[1] === 3 ? payload.readUInt16BE(3) : 0;
  return (
    record === 34 || record === 41 || (record === 0 && payload[3] === 7 && payload.readUInt32BE(5) === 0)
  );
}

function wordOf({ payload, length }) {
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(payload.subarray(0, 16).toString('latin1'))?.[1];
  if (status !== undefined) return status;
  // A TLS 1.3 alert is 24 bytes on the wire; Java pads it to 40.
  if (payload[1] === 3 && (payload[0] === 21 || (payload[0] === 23 && length <= 40))) return 'close_notify';
  return payload[0] === 23 ? 'answer' : '';
}

function tally(words) {
  const counts = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** The table as Markdown, from the observations in a folder. */
export function behaviourTable(folder) {
  const rows = Object.values(JSON.parse(readFileSync(join(folder, FILE), 'utf8')));
  rows.sort((a, b) => `${a.timer} ${a.program} ${a.tls}`.localeCompare(`${b.timer} ${b.program} ${b.tls}`));
  const list = (counts) =>
    Object.entries(counts)
      .map(([word, count]) => `${word} (${count})`)
      .join('; ') || 'none';
  const lines = rows.map(
    (row) =>
      `| ${row.timer} | ${row.program} | ${row.tls} | ${row.configuredS ?? '-'} | ${row.configuredS === undefined ? '-' : row.waitS.join(' / ')} | ${row.samples} | ${list(row.how)} | ${list(row.resets)} |`,
  );
  return [
    '| timer | program | TLS | set (s) | seen: least / median / most (s) | n | the end, as sent | resets by the server kernel in the run, with its reason |',
    '|---|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

const DOCUMENT_HEAD = `# What real programs do when their timers end

Measured in the lab (\`npm run lab -- all\`, then \`npm run lab -- --table\`) on the server's own host; this file is written by that command.
"Seen" is from the last byte of a message to the first FIN or RST. "The end" lists what the server sent in its last 20 ms.
A reset by the kernel is what a request that crosses the end meets: \`TCP_ABORT_ON_DATA\` is data arriving after close,
\`TCP_ABORT_ON_CLOSE\` a close with unread data, \`NO_SOCKET\` a socket that is gone.

`;

export function writeBehaviour(folder, path) {
  writeFileSync(path, `${DOCUMENT_HEAD}${behaviourTable(folder)}\n`);
}
