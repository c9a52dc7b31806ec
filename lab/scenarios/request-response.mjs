/** An exchange is cut: bytes unread, no response, half a response, a client that leaves. */
import { unlucky } from '../judges.mjs';
import { busyWorkers, request, runWorkers, workersThatMeet } from '../plan.mjs';

const APP = { label: 'app', address: '127.0.0.1', port: 3001, idleTimeoutS: 90 };
const UPSTREAM = '127.0.0.1:3001';
const upload = (path, bodyBytes) => (random) => request(random.between(60, 500), path, { bodyBytes });
const page = (path) => (random) => request(random.between(60, 500), path);

/** The server answers early, or not at all, and closes with request bytes unread: its close becomes RST. */
const UNREAD = [
  { name: 'unread-node-agent', server: 'node', client: 'agent', bad: upload('/reject', 2_000_000) },
  {
    name: 'unread-tomcat-jnet',
    server: 'tomcat',
    client: 'jnet',
    options: { maxSwallowSize: 1000 },
    bad: upload('/reject', 900_000),
  },
  {
    name: 'unread-caddy-ahc-v6',
    server: 'caddy',
    client: 'ahc',
    ip: 6,
    behind: 'node',
    options: { bodyLimit: 1000, appPort: 3001 },
    bad: upload('/upload', 1_500_000),
  },
  {
    name: 'unread-go-requests',
    server: 'go',
    client: 'requests',
    bad: upload('/reject', 1_800_000),
  },
  {
    name: 'unread-raw-go',
    server: 'raw',
    client: 'go',
    options: { mode: 'close-unread' },
    bad: upload('/ok', 600_000),
  },
  {
    name: 'unread-node-undici-tls12',
    server: 'node',
    client: 'undici',
    tls: '1.2',
    bad: upload('/reject', 1_200_000),
  },
];

/** The request is whole, no response byte comes, and the server side ends it at once. */
const NO_RESPONSE = [
  { name: 'noresp-node-destroy-undici-v6', server: 'node', client: 'undici', ip: 6, bad: page('/destroy') },
  { name: 'noresp-go-abort-curl-tls13', server: 'go', client: 'curl', tls: '1.3', bad: page('/destroy') },
  {
    name: 'noresp-nginx444-jnet',
    server: 'nginx',
    client: 'jnet',
    options: { extra: 'location = /denied { return 444; }' },
    bad: page('/denied'),
  },
  { name: 'noresp-jetty-ahc-tls12', server: 'jetty', client: 'ahc', tls: '1.2', bad: page('/destroy') },
  { name: 'noresp-node-reset-agent', server: 'node', client: 'agent', bad: page('/reset') },
  {
    name: 'noresp-gunicorn-exit-requests',
    server: 'gunicorn',
    client: 'requests',
    options: { worker: 'sync', workers: 4, idleTimeoutS: 0 },
    bad: page('/exit'),
    fresh: true,
  },
];

/** The server side ends it in mid-response. */
const ABORTED = [
  {
    name: 'aborted-gunicorn-kill-requests-tls13',
    server: 'gunicorn',
    client: 'requests',
    tls: '1.3',
    options: { worker: 'sync', workers: 4, idleTimeoutS: 0 },
    bad: page('/kill'),
    // gunicorn's sync worker closes after whole responses too, and never with a close_notify.
    acceptable: ['none', 'unexplained'],
    fresh: true,
  },
  { name: 'aborted-jetty-ahc', server: 'jetty', client: 'ahc', bad: page('/abort') },
  { name: 'aborted-node-agent-tls12', server: 'node', client: 'agent', tls: '1.2', bad: page('/abort') },
  { name: 'aborted-go-go-v6', server: 'go', client: 'go', ip: 6, bad: page('/abort') },
  {
    name: 'aborted-nginx-upstream-curl',
    server: 'nginx',
    behind: 'node',
    client: 'curl',
    options: { upstream: UPSTREAM, buffering: 'off' },
    bad: page('/abort'),
  },
  {
    name: 'aborted-node-chunked-undici-tls13',
    server: 'node',
    client: 'undici',
    tls: '1.3',
    bad: page('/abort?chunked=1'),
  },
  { name: 'aborted-tomcat-requests', server: 'tomcat', client: 'requests', bad: page('/abort') },
];

/** The client leaves in mid-response. */
const leave = (path, abortMs) => (random) =>
  request(random.between(60, 500), path, { abortMs: abortMs * random.between(0.7, 1.3) });
const CLIENT_ABORT = [
  {
    name: 'cabort-haproxy-go',
    server: 'haproxy',
    behind: 'node',
    client: 'go',
    options: { upstream: UPSTREAM },
    bad: leave('/stream', 250),
  },
  {
    name: 'cabort-node-curl-maxtime',
    server: 'node',
    client: 'curl',
    bad: page('/stream'),
    timeoutMs: 1100,
    acceptable: ['client-timeout'],
  },
  {
    name: 'cabort-nginx-undici-tls13',
    server: 'nginx',
    behind: 'node',
    client: 'undici',
    tls: '1.3',
    options: { upstream: UPSTREAM },
    bad: leave('/stream', 400),
  },
  { name: 'cabort-node-requests-v6', server: 'node', client: 'requests', ip: 6, bad: leave('/stream', 300) },
  {
    name: 'cabort-caddy-agent-tls12',
    server: 'caddy',
    behind: 'node',
    client: 'agent',
    tls: '1.2',
    options: { appPort: 3001 },
    bad: leave('/stream', 500),
  },
];

const ABOUT = {
  'unread-close': 'an early answer to a big upload, then close with request bytes unread',
  'no-response-close': 'some requests are answered by a close at once',
  'response-aborted': 'responses break off in the middle',
  'client-abort': 'clients leave in mid-response',
};

/** Some clients leave as soon as the early answer is there, with the rest of their upload unsent. */
function clientLeft(cause, c) {
  const left = cause === 'unread-close' && c.ending.endedBy === 'client';
  return left ? ['client-abort', 'abortive-close', 'none', 'unexplained'] : [];
}

function scenario(cause, v) {
  const {
    name,
    server,
    behind,
    client,
    tls,
    ip,
    options = {},
    bad,
    fresh,
    timeoutMs = 20_000,
    acceptable = [],
  } = v;
  const isBad = {
    // Some servers read the rest before they close, and no harm is done: a RST says that this one did not.
    'unread-close': (c) =>
      c.exchanges.some((exchange) => exchange.requestBytes > 5000) && c.ending.ending === 'reset',
    'no-response-close': (c) => c.lost || c.outcome === 'lost',
    'response-aborted': (c) =>
      c.last !== undefined && c.last.responseBytes > 20_000 && c.last.responseBytes < 89_000,
    'client-abort': (c) =>
      c.outcome === 'truncated' ||
      (c.last?.responseBytes > 1000 && c.ending.endedBy === 'client' && c.ending.ending === 'reset'),
  }[cause];
  const harm = ['unread-close', 'no-response-close'].includes(cause) ? 'request-lost' : 'response-truncated';
  const single = fresh || client === 'curl';
  return {
    name,
    ip,
    about: `${server}: ${ABOUT[cause]}`,
    expect: { [cause]: 4 },
    judge: unlucky(cause, {
      serverLabel: 'server',
      when: isBad,
      harm,
      acceptable: (c) => [...acceptable, ...clientLeft(cause, c)],
    }),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      if (behind) await lab.server(behind, { ...APP });
      const target = await lab.server(server, { idleTimeoutS: 60, tls, ...options });
      const met = workersThatMeet(random, {
        count: 8,
        before: single ? [0, 0] : [0, 2],
        bad: () => bad(random),
      });
      // curl makes the gaps of a worker alike, and gunicorn's sync workers serve one connection at a time.
      const well = single
        ? Array.from({ length: 8 }, () => ({ startMs: random.between(0, 4000), requests: [request(0)] }))
        : busyWorkers(random, { count: 6, paths: ['/ok'] });
      await runWorkers(lab, client, target, [...met, ...well], { timeoutMs });
    },
  };
}

export const scenarios = [
  ...UNREAD.map((v) => scenario('unread-close', v)),
  ...NO_RESPONSE.map((v) => scenario('no-response-close', v)),
  ...ABORTED.map((v) => scenario('response-aborted', v)),
  ...CLIENT_ABORT.map((v) => scenario('client-abort', v)),
];
