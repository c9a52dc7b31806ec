/** The committed set: a few small captures of every cause, compressed, for the tests of everyone who clones. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Scenarios of each cause, the smallest captures first. */
const PER_CAUSE = 3;
const LARGEST_FILE = 4_000_000;
const ALWAYS = [
  'chain-haproxy-nginx-node.nginx',
  'idle-delayed-story-tls12',
  'idle-delayed-story-tls12.proxy',
  'mix-race-refused-timeout',
  'nat-race-go-undici.server',
  'any-race-caddy-agent',
  'quiet-odd-http',
  'ka-race-h2-go-tls12.server',
  'ka-race-h2c-node',
  'ka-race-nginx-huc',
  'restart-nodeh2-kill-h2-tls13',
  'aborted-h2-node-tls12-v6',
  'idle-dropped-node-h2c-v6',
  'quiet-h2c-resets-node',
  'quiet-grpc-node-tls13',
  'quiet-websocket-haproxy-v6',
  'quiet-longpoll-node-agent-tls13',
  'sse-cut-haproxy-raw-v6',
  'aborted-gunicorn-kill-requests-tls13',
  'unread-node-undici-tls12.server',
  'ng-zerowin-nginx-send',
  'skew-nat-race-go-undici.server',
  'quiet-keepalive-probes-save',
  'healthy-reuse-below-timeout-tls',
  'mid-ka-race-nginx-undici',
  'snap96-ka-race-go-jnet-v6',
  'drop2-ka-race-nginx-agent-v6',
  'proxy-race-haproxy-uvicorn.proxy',
];

export function select(from, to) {
  const files = readdirSync(from)
    .filter((file) => file.endsWith('.truth.json'))
    .map((file) => describe(from, file));
  const chosen = new Set(files.filter((file) => ALWAYS.includes(file.name)));
  const shown = new Map();
  for (const file of files.sort((a, b) => a.bytes - b.bytes)) {
    if (file.bytes > LARGEST_FILE || file.derived) continue;
    const wanted = file.causes.filter((cause) => addsTo(shown.get(cause) ?? [], file));
    if (wanted.length === 0) continue;
    chosen.add(file);
    for (const cause of wanted) shown.set(cause, [...(shown.get(cause) ?? []), file]);
  }
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const file of chosen) write(file, from, to);
  return [...chosen].map(({ name }) => name).sort();
}

/** A cause is shown by different programs rather than by one capture at two vantages, and over TLS and IPv6 where it can be. */
function addsTo(shown, file) {
  if (shown.some(({ scenario }) => scenario === file.scenario)) return false;
  const isNew = (property) => file[property] && !shown.some((other) => other[property]);
  return shown.length < PER_CAUSE || isNew('tls') || isNew('ipv6');
}

function describe(folder, file) {
  const truth = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const name = file.slice(0, -'.truth.json'.length);
  return {
    name,
    truth,
    bytes: statSync(join(folder, truth.file)).size,
    scenario: name.split('.')[0],
    derived: truth.derivedFrom !== undefined,
    tls: /^1\.\d$/.test(truth.software.tls ?? ''),
    ipv6: truth.connections.some(({ server }) => server.startsWith('[')),
    causes: [...new Set(truth.connections.map((row) => row.cause))],
  };
}

function write({ name, truth }, from, to) {
  const file = `${truth.file}.gz`;
  writeFileSync(join(to, file), gzipSync(readFileSync(join(from, truth.file)), { level: 9 }));
  writeFileSync(join(to, `${name}.truth.json`), `${JSON.stringify({ ...truth, file }, null, 1)}\n`);
}
