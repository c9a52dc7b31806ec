// `npm run probe:page`: probes every server of lab/probe/servers.mjs, round after round, and writes the table of docs/probe.md.
// `-- --rounds 3` for fewer rounds. Needs the lab's programs (lab/set-up.sh).
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from '../lab/build.mjs';
import { disagreements, withServer } from '../lab/probe/measure.mjs';
import { probedServers } from '../lab/probe/servers.mjs';
import { ensureBuilt, root } from './fresh.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const rounds = Number(values.rounds);
/** So many at a time: what is measured is a busy machine, not an overrun one. */
const atOnce = 4;

ensureBuilt();
build();
const { plainProbe } = await import('../dist/node/plain-probe.js');
const { probeUrl } = await import('../dist/node/probe-run.js');
const { parseTarget } = await import('../dist/node/probe-target.js');

/** The first round looks at everything; the others at what the table counts. */
async function probe(url, slow) {
  const [document] = await probeUrl(parseTarget(url), {
    ...plainProbe('whyreset/lab (probe)', { maxIdleMs: 8000, responseLimitMs: 10_000, slow }),
    tls: { insecure: true },
  });
  return document;
}

async function measure(server) {
  const row = { server, documents: [], agreeing: 0, wrong: [] };
  await withServer(server, async (url) => {
    for (let round = 0; round < rounds; round++) {
      const document = await probe(url, round === 0);
      const wrong = disagreements(server, document);
      row.documents.push(document);
      if (wrong.length === 0) row.agreeing++;
      row.wrong.push(...wrong);
    }
  });
  console.error(
    `${server.name}: ${row.agreeing} of ${rounds}${row.wrong.map((one) => `\n  ${one}`).join('')}`,
  );
  return row;
}

async function inTurns(items, most, work) {
  const results = [];
  const queue = [...items.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: most }, worker));
  return results;
}

const how = { fin: 'FIN', rst: 'RST', 'close-notify-fin': 'close_notify, FIN', goaway: 'GOAWAY' };
const times = (low, high) => (low === null ? '' : `${low.toFixed(2)} to ${high.toFixed(2)} s`);
const range = (documents, pick) => {
  const found = documents.map(pick).filter((idle) => idle?.lowS != null);
  if (found.length === 0) return '';
  return times(Math.min(...found.map(({ lowS }) => lowS)), Math.max(...found.map(({ highS }) => highS)));
};
const stall = (found) => (found?.low == null ? '' : times(found.low, found.high));

function cells({ server, documents, agreeing }) {
  const [first] = documents;
  const { keepAliveHeader, idleTimeout, http2, requestsPerConnection: requests } = first;
  const announced = [
    keepAliveHeader?.timeoutS == null ? '' : `timeout=${keepAliveHeader.timeoutS}`,
    keepAliveHeader?.max == null ? '' : `max=${keepAliveHeader.max}`,
  ];
  const late = server.lateS ? ` (+ ${server.lateS} s: ${server.why})` : '';
  const h2 = range(documents, (one) => one.http2?.idleTimeout);
  return [
    server.name,
    `${server.idleTimeoutS} s${late}`,
    range(documents, (one) => one.idleTimeout),
    announced.filter((part) => part !== '').join(', '),
    how[idleTimeout?.how] ?? '',
    h2 === '' ? '' : `${h2}, ${how[http2.idleTimeout.how]}`,
    server.requestLimit === undefined
      ? `none: ${requests?.limit ?? 'none'}`
      : `${server.requestLimit}: ${requests?.limit ?? 'none'}`,
    server.headerTimeoutS === undefined ? '' : `${server.headerTimeoutS} s: ${stall(first.headerTimeoutS)}`,
    server.bodyTimeoutS === undefined ? '' : `${server.bodyTimeoutS} s: ${stall(first.bodyTimeoutS)}`,
    `${agreeing} of ${documents.length}`,
  ];
}

const head = [
  'server',
  'configured',
  'measured',
  'header said',
  'closed by',
  'HTTP/2',
  'requests',
  'half a head',
  'half a body',
  'runs that agree',
];
const rows = await inTurns(probedServers, atOnce, measure);
const seconds = rows.flatMap(({ server, documents }) =>
  documents
    .slice(1)
    .map(({ durationS, idleTimeout }) => durationS - 1.1 * (idleTimeout?.lowS ?? server.idleTimeoutS)),
);
const table = [head, head.map(() => '---'), ...rows.map(cells)].map((row) => `| ${row.join(' | ')} |`);
const took =
  seconds.length === 0
    ? []
    : ['', `The longest run took 1.1 times the timeout and ${Math.max(...seconds).toFixed(1)} s.`];
const page = `${root}docs/probe.md`;
const begin = '<!-- measured: npm run probe:page -->';
const end = '<!-- end of what was measured -->';
const text = readFileSync(page, 'utf8');
const before = text.slice(0, text.indexOf(begin) + begin.length);
writeFileSync(page, `${before}\n\n${[...table, ...took].join('\n')}\n\n${text.slice(text.indexOf(end))}`);
