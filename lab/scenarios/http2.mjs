/** HTTP/2, in plaintext and over TLS: GOAWAY and idle closes, races with them, streams that fail on a connection that is well. */
import { idleClosed, idleRace, unlucky } from '../judges.mjs';
import { busyWorkers, idleWorkers, request, runWorkers, workersThatMeet } from '../plan.mjs';
import { vary } from '../vary.mjs';

/** A request crosses the server's GOAWAY and FIN. */
const RACES = [
  { name: 'ka-race-h2-nginx-tls13', server: 'nginx', idleTimeoutS: 4, tls: '1.3' },
  { name: 'ka-race-h2c-nginx-v6', server: 'nginx', idleTimeoutS: 5, ip: 6 },
  { name: 'ka-race-h2-go-tls12', server: 'go', idleTimeoutS: 3, tls: '1.2' },
  { name: 'ka-race-h2-caddy-tls13-v6', server: 'caddy', idleTimeoutS: 4, tls: '1.3', ip: 6 },
  { name: 'ka-race-h2c-apache', server: 'apache', idleTimeoutS: 5 },
  { name: 'ka-race-h2c-node', server: 'nodeH2', idleTimeoutS: 3 },
];

function race({ name, server, idleTimeoutS, tls, ip }) {
  return {
    name,
    ip,
    about: `${server} ends idle HTTP/2 connections after ${idleTimeoutS} s with GOAWAY; requests cross it`,
    inferred: { 'keepalive-race': { trueIdleTimeoutS: idleTimeoutS, timerSlackS: 0.4 } },
    observes: { timer: 'HTTP/2 idle', configuredS: idleTimeoutS },
    expect: { 'keepalive-race': 1 },
    judge: idleRace({ serverLabel: 'server' }),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      const target = await lab.server(server, { idleTimeoutS, tls, http2: true });
      const racing = idleWorkers(random, { count: 30, timeoutS: idleTimeoutS, rttMs: lab.rttMs() });
      await lab.client('h2', target, {
        workers: [...racing, ...busyWorkers(random, { count: 4, paths: ['/ok'] })],
        timeoutMs: 20_000,
      });
    },
  };
}

/** Nobody uses the connection any more. */
const IDLE = [
  { name: 'quiet-idle-h2-nginx-tls13', server: 'nginx', idleTimeoutS: 3, tls: '1.3' },
  { name: 'quiet-idle-h2c-apache-v6', server: 'apache', idleTimeoutS: 3, ip: 6 },
  { name: 'quiet-idle-h2-haproxy-tls12', server: 'haproxy', idleTimeoutS: 4, tls: '1.2' },
];

function idle({ name, server, idleTimeoutS, tls, ip }) {
  return {
    name,
    ip,
    about: `idle HTTP/2 connections ended by the server after ${idleTimeoutS} s, nobody using them`,
    observes: { timer: 'HTTP/2 idle', configuredS: idleTimeoutS },
    expect: { 'idle-close': 4 },
    judge: idleClosed,
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      // HAProxy's client timeout is what ends idle HTTP/2 connections.
      const target = await lab.server(server, {
        idleTimeoutS,
        clientTimeoutS: idleTimeoutS,
        tls,
        http2: true,
      });
      const workers = Array.from({ length: 10 }, () => ({
        startMs: random.between(0, 2000),
        requests: [request(0), request(random.between(100, 900)), request((idleTimeoutS + 3) * 1000)],
      }));
      await lab.client('h2', target, { workers });
    },
  };
}

/** The server breaks the connection off in mid-response, or without one. */
const BROKEN = [
  { name: 'aborted-h2c-node', cause: 'response-aborted', bad: '/abort' },
  { name: 'aborted-h2-node-tls12-v6', cause: 'response-aborted', bad: '/abort', tls: '1.2', ip: 6 },
  { name: 'noresp-h2c-node-v6', cause: 'no-response-close', bad: '/destroy', ip: 6 },
  { name: 'noresp-h2-node-tls13', cause: 'no-response-close', bad: '/destroy', tls: '1.3' },
];

function broken({ name, cause, bad, tls, ip }) {
  return {
    name,
    ip,
    about: `the HTTP/2 server ends the connection ${bad === '/abort' ? 'in mid-response' : 'instead of a response'}`,
    expect: { [cause]: 4 },
    judge: unlucky(cause, {
      when: (c) => c.path === bad,
      harm: cause === 'response-aborted' ? 'response-truncated' : 'request-lost',
    }),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      const target = await lab.server('nodeH2', { tls });
      const met = workersThatMeet(random, { count: 8, bad: () => request(random.between(60, 500), bad) });
      await runWorkers(lab, 'h2', target, [...met, ...busyWorkers(random, { count: 5 })], {
        timeoutMs: 9000,
      });
    },
  };
}

/** Streams fail, calls stream in silence, connections are turned over: no connection is sick. */
function quiet({ name, server, tls, ip, about, options, workers }) {
  return {
    name,
    ip,
    about: `no sick connection: ${about}`,
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const target = await lab.server(server, { idleTimeoutS: 60, http2: true, tls, ...options });
      await lab.client('h2', target, { workers: workers(lab.random), timeoutMs: 30_000 });
    },
  };
}

const well = (random) => request(random.between(100, 700), random.pick(['/ok', '/page']));

/** Calls that stream: a message every few seconds, far apart; several at a time. */
const calls = (random) =>
  Array.from({ length: 8 }, () => ({
    startMs: random.between(0, 2500),
    requests: [
      well(random),
      request(200, `/calls?n=${random.integer(2, 4)}&s=${random.between(2.5, 4)}`, { parallel: 3 }),
      well(random),
    ],
  }));

/** Streams that the server resets or the client cancels, between others that are well. */
const resets = (random) =>
  Array.from({ length: 10 }, (_, index) => ({
    startMs: random.between(0, 2500),
    requests: [
      well(random),
      index % 2 === 0 ? request(300, '/rst') : request(300, '/calls?n=9&s=1', { abortMs: 700 }),
      well(random),
      well(random),
    ],
  }));

const limited = (random) =>
  Array.from({ length: 10 }, () => ({
    startMs: random.between(0, 2500),
    requests: Array.from({ length: 12 }, () => well(random)),
  }));

const QUIET = [
  {
    name: 'quiet-grpc-node-tls13',
    server: 'nodeH2',
    tls: '1.3',
    about: 'calls that stream, with seconds of silence',
    workers: calls,
  },
  {
    name: 'quiet-grpc-node-v6',
    server: 'nodeH2',
    ip: 6,
    about: 'calls that stream in plaintext',
    workers: calls,
  },
  {
    name: 'quiet-h2c-resets-node',
    server: 'nodeH2',
    about: 'RST_STREAM from either side ends single streams',
    workers: resets,
  },
  {
    name: 'quiet-h2-resets-node-tls12-v6',
    server: 'nodeH2',
    tls: '1.2',
    ip: 6,
    about: 'RST_STREAM from either side ends single streams, inside TLS',
    workers: resets,
  },
  {
    name: 'quiet-h2-limit-nginx-tls12',
    server: 'nginx',
    tls: '1.2',
    options: { requestLimit: 5 },
    about: 'GOAWAY after every five requests, and nothing is lost',
    workers: limited,
  },
  {
    name: 'quiet-h2c-limit-node',
    server: 'nodeH2',
    options: { requestLimit: 4 },
    about: 'GOAWAY after every four requests, in plaintext',
    workers: limited,
  },
];

export const scenarios = [
  ...RACES.map((variant) => race(vary(variant, { idleTimeoutS: [-1, 0, 1, 2, 3] }))),
  ...IDLE.map(idle),
  ...BROKEN.map(broken),
  ...QUIET.map(quiet),
];
