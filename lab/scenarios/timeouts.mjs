/** Somebody's timer ends an exchange: the server side's (response-timeout, request-timeout) or the client's. */
import { unlucky } from '../judges.mjs';
import { busyWorkers, request, runWorkers, workersThatMeet } from '../plan.mjs';
import { vary } from '../vary.mjs';

const STEPS = { waitS: [-1, 0, 1, 2, 3] };

const APP = { label: 'app', address: '127.0.0.1', port: 3001, idleTimeoutS: 90 };
const UPSTREAM = '127.0.0.1:3001';

/** The server side's patience with a slow answer. `behind`: the slow program is behind the one that ends it. */
const RESPONSE = [
  {
    name: 'resptimeout-haproxytcp-requests',
    server: 'haproxy',
    behind: 'node',
    options: { mode: 'tcp', serverTimeoutS: 6 },
    waitS: 6,
    client: 'requests',
  },
  {
    name: 'resptimeout-nginxstream-raw-v6',
    server: 'nginxStream',
    behind: 'node',
    options: { idleTimeoutS: 3 },
    waitS: 3,
    client: 'raw',
    ip: 6,
  },
  {
    name: 'resptimeout-nginx444-go',
    server: 'nginx',
    behind: 'node',
    options: { responseTimeoutS: 5, extra: 'error_page 504 = @drop; location @drop { return 444; }' },
    waitS: 5,
    client: 'go',
  },
  {
    name: 'resptimeout-nginx444-jnet-tls12',
    server: 'nginx',
    tls: '1.2',
    behind: 'node',
    options: { responseTimeoutS: 4, extra: 'error_page 504 = @drop; location @drop { return 444; }' },
    waitS: 4,
    client: 'jnet',
  },
  {
    name: 'resptimeout-node-agent',
    server: 'node',
    options: { socketTimeoutS: 4 },
    waitS: 4,
    client: 'agent',
  },
  {
    name: 'resptimeout-socat-undici',
    server: 'socat',
    behind: 'go',
    options: { idleTimeoutS: 7 },
    waitS: 7,
    client: 'undici',
  },
  {
    name: 'resptimeout-gunicorn-sync-requests',
    server: 'gunicorn',
    options: { worker: 'sync', workers: 8, workerTimeoutS: 5, idleTimeoutS: 0 },
    waitS: 5,
    slackS: 1.5,
    client: 'requests',
    perConnection: true,
  },
];

function responseTimeout({
  name,
  server,
  behind,
  options,
  waitS,
  client,
  tls,
  ip,
  slackS = 0,
  perConnection = false,
}) {
  return {
    name,
    ip,
    about: `${server}: slow requests are ended at the server side after ${waitS} s without a response byte`,
    inferred: { 'response-timeout': { waitS } },
    observes: { timer: 'response', configuredS: waitS },
    expect: { 'response-timeout': 4 },
    judge: unlucky('response-timeout', {
      serverLabel: 'server',
      when: (c) => c.lost && c.ending.endAt - c.last.requestEndAt > waitS * 0.8,
    }),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      if (behind) await lab.server(behind, { ...APP });
      const target = await lab.server(server, {
        idleTimeoutS: 60,
        tls,
        upstream: behind && UPSTREAM,
        ...options,
      });
      const { random } = lab;
      const slow = workersThatMeet(random, {
        count: 8,
        before: perConnection ? [0, 0] : [0, 2],
        bad: () => request(random.between(40, 400), `/slow?s=${waitS * 3 + slackS}`),
      });
      const quick = workersThatMeet(random, {
        count: perConnection ? 2 : 4,
        bad: () => request(100, `/slow?s=${random.between(0.2, 0.6) * waitS}`),
      });
      await runWorkers(
        lab,
        client,
        target,
        [...slow, ...quick, ...busyWorkers(random, { count: perConnection ? 1 : 4, paths: ['/ok'] })],
        { timeoutMs: 60_000 },
      );
    },
  };
}

/** The client's patience. */
const CLIENT = [
  { name: 'clitimeout-node-curl', server: 'node', client: 'curl', waitS: 3 },
  { name: 'clitimeout-uvicorn-go', server: 'uvicorn', client: 'go', waitS: 2.5 },
  {
    name: 'clitimeout-nginx-requests-tls13',
    server: 'nginx',
    behind: 'node',
    client: 'requests',
    waitS: 4,
    tls: '1.3',
  },
  { name: 'clitimeout-tomcat-jnet-v6', server: 'tomcat', client: 'jnet', waitS: 5, ip: 6 },
  { name: 'clitimeout-caddy-undici', server: 'caddy', behind: 'go', client: 'undici', waitS: 6 },
  { name: 'clitimeout-jetty-ahc-tls12', server: 'jetty', client: 'ahc', waitS: 3.5, tls: '1.2' },
];

function clientTimeout({ name, server, behind, client, waitS, tls, ip }) {
  return {
    name,
    ip,
    about: `the backend needs ${waitS * 3} s, the client gives up after ${waitS} s`,
    inferred: { 'client-timeout': { waitS } },
    expect: { 'client-timeout': 4 },
    judge: unlucky('client-timeout', {
      serverLabel: 'server',
      when: (c) => c.lost && c.ending.endedBy === 'client',
      harm: 'request-lost',
    }),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      if (behind) await lab.server(behind, { ...APP });
      const target = await lab.server(server, {
        idleTimeoutS: 60,
        tls,
        upstream: behind && UPSTREAM,
        appPort: behind && 3001,
      });
      const { random } = lab;
      const slow = workersThatMeet(random, {
        count: 8,
        before: client === 'curl' ? [0, 0] : [0, 2],
        bad: () => request(random.between(40, 400), `/slow?s=${waitS * 3}`),
      });
      const quick = workersThatMeet(random, {
        count: 4,
        before: client === 'curl' ? [0, 0] : [0, 2],
        bad: () => request(100, `/slow?s=${random.between(0.2, 0.7) * waitS}`),
      });
      await runWorkers(
        lab,
        client,
        target,
        [
          ...slow,
          ...quick,
          ...busyWorkers(random, { count: 3, paths: ['/ok'], gapMs: client === 'curl' ? [0, 0] : [80, 600] }),
        ],
        { timeoutMs: waitS * 1000 },
      );
    },
  };
}

const HEADER = [['send', 'GET /ok HTTP/1.1\r\nHost: service.lab\r\nUser-Agent: lab-raw/1\r\nX-Half: ']];
const BODY = [['announce', '/upload', 6000, 1500]];

/** The server's patience with a request that does not come to its end. */
const REQUEST = [
  {
    name: 'reqtimeout-haproxy-header',
    server: 'haproxy',
    options: { headersTimeoutS: 5 },
    waitS: 5,
    part: HEADER,
  },
  {
    name: 'reqtimeout-tomcat-header',
    server: 'tomcat',
    options: { headersTimeoutS: 4 },
    waitS: 4,
    part: HEADER,
  },
  {
    name: 'reqtimeout-nginx-header-v6',
    server: 'nginx',
    options: { headersTimeoutS: 6 },
    waitS: 6,
    part: HEADER,
    ip: 6,
  },
  {
    name: 'reqtimeout-nginx-body-tls13',
    server: 'nginx',
    options: { bodyTimeoutS: 5, upstream: UPSTREAM },
    behind: 'node',
    waitS: 5,
    part: BODY,
    tls: '1.3',
  },
  {
    name: 'reqtimeout-node-header',
    server: 'node',
    options: { headersTimeoutS: 3, requestTimeoutS: 3 },
    waitS: 3,
    part: HEADER,
  },
  {
    name: 'reqtimeout-apache-header',
    server: 'apache',
    options: { headersTimeoutS: 4 },
    waitS: 4,
    part: HEADER,
  },
  {
    name: 'reqtimeout-go-header-tls12',
    server: 'go',
    options: { headersTimeoutS: 3 },
    waitS: 3,
    part: HEADER,
    tls: '1.2',
  },
  { name: 'reqtimeout-go-body', server: 'go', options: { requestTimeoutS: 4 }, waitS: 4, part: BODY },
];

function requestTimeout({ name, server, behind, options, waitS, part, tls, ip }) {
  return {
    name,
    ip,
    about: `${server}: the client sends a part of a request and falls silent; the server ends it after ${waitS} s`,
    inferred: { 'request-timeout': { waitS } },
    observes: { timer: part === HEADER ? 'request header' : 'request body', configuredS: waitS },
    expect: { 'request-timeout': 4 },
    judge: unlucky('request-timeout', {
      serverLabel: 'server',
      when: (c) => c.outcome === 'ended',
      harm: 'request-lost',
      // Nobody can see through TLS that the request was not whole.
      acceptable: tls ? ['response-timeout'] : [],
      note: (c) => (c.last?.responseAt == null ? undefined : 'a 408 or other early answer precedes the end'),
    }),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      if (behind) await lab.server(behind, { ...APP });
      const target = await lab.server(server, { idleTimeoutS: 60, tls, ...options });
      const { random } = lab;
      const connections = Array.from({ length: 7 }, (_, index) => ({
        startMs: random.between(0, 3000),
        steps: [
          ...(index % 3 === 0
            ? [
                ['get', '/ok'],
                ['sleep', random.between(0.2, 1)],
              ]
            : []),
          ...part,
          ['wait', waitS * 3 + 5],
        ],
      }));
      await Promise.all([
        lab.client('raw', target, { connections }),
        runWorkers(lab, 'raw', target, busyWorkers(random, { count: 6, paths: ['/ok'] })),
      ]);
    },
  };
}

export const scenarios = [
  ...RESPONSE.map((variant) => responseTimeout(vary(variant, STEPS))),
  ...CLIENT.map((variant) => clientTimeout(vary(variant, STEPS))),
  ...REQUEST.map((variant) => requestTimeout(vary(variant, STEPS))),
];
