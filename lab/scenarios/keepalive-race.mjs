/** Requests that cross the server's FIN: pools keep connections about as long as the server does. */
import { idleRace } from '../judges.mjs';
import { busyWorkers, idleWorkers, runWorkers } from '../plan.mjs';
import { vary } from '../vary.mjs';

/** `alone`: each worker a program of its own; `extraS`: what the program adds to its configured timeout; `slackS`: how coarse its timer is. */
const VARIANTS = [
  { name: 'ka-race-nginx-undici', server: 'nginx', idleTimeoutS: 5, client: 'undici' },
  { name: 'ka-race-nginx-agent-v6', server: 'nginx', idleTimeoutS: 8, client: 'agent', ip: 6 },
  { name: 'ka-race-nginx-jnet-tls12', server: 'nginx', idleTimeoutS: 6, client: 'jnet', tls: '1.2' },
  { name: 'ka-race-go-jnet-v6', server: 'go', idleTimeoutS: 4, client: 'jnet', ip: 6 },
  { name: 'ka-race-haproxy-undici-tls13', server: 'haproxy', idleTimeoutS: 7, client: 'undici', tls: '1.3' },
  { name: 'ka-race-haproxy-requests', server: 'haproxy', idleTimeoutS: 3, client: 'requests' },
  { name: 'ka-race-varnish-agent', server: 'varnish', idleTimeoutS: 5, client: 'agent', behind: 'go' },
  { name: 'ka-race-node-go', server: 'node', idleTimeoutS: 5, extraS: 1, client: 'go' },
  {
    name: 'ka-race-go-undici-post-tls12',
    server: 'go',
    idleTimeoutS: 3,
    client: 'undici',
    tls: '1.2',
    path: '/upload',
    bodyBytes: 700,
  },
  { name: 'ka-race-apache-agent', server: 'apache', idleTimeoutS: 5, client: 'agent' },
  {
    name: 'ka-race-lighttpd-undici',
    server: 'lighttpd',
    idleTimeoutS: 4,
    slackS: 1,
    client: 'undici',
    count: 70,
  },
  { name: 'ka-race-caddy-agent-tls13', server: 'caddy', idleTimeoutS: 6, client: 'agent', tls: '1.3' },
  {
    name: 'ka-race-gunicorn-undici',
    server: 'gunicorn',
    idleTimeoutS: 4,
    slackS: 1,
    client: 'undici',
    count: 60,
  },
  { name: 'ka-race-uvicorn-go-v6', server: 'uvicorn', idleTimeoutS: 5, client: 'go', ip: 6 },
  { name: 'ka-race-puma-undici', server: 'puma', idleTimeoutS: 6, extraS: 0.2, client: 'undici' },
  { name: 'ka-race-tomcat-agent', server: 'tomcat', idleTimeoutS: 5, slackS: 1, client: 'agent', count: 60 },
  { name: 'ka-race-jetty-go-tls12', server: 'jetty', idleTimeoutS: 4, client: 'go', tls: '1.2' },
  // HttpURLConnection repeats the request by itself, a POST too: its application sees nothing. A program has one pool
  // for all its threads and keeps connections for 5 s, whatever the server does.
  {
    name: 'ka-race-nginx-huc',
    server: 'nginx',
    idleTimeoutS: 3,
    client: 'huc',
    count: 4,
    rounds: 5,
    alone: true,
    steps: [-1, 0, 1],
  },
  {
    name: 'ka-race-go-huc-post-v6',
    server: 'go',
    idleTimeoutS: 4,
    client: 'huc',
    ip: 6,
    path: '/upload',
    bodyBytes: 500,
    count: 4,
    rounds: 5,
    alone: true,
    steps: [-1, 0],
  },
  { name: 'ka-race-jetty-raw', server: 'jetty', idleTimeoutS: 5, client: 'raw' },
];

function scenario(v) {
  const { name, server, idleTimeoutS, client, tls, ip, count = 22, extraS = 0, slackS = 0 } = v;
  const closesAfterS = idleTimeoutS + extraS;
  return {
    name,
    ip,
    about: `${server} closes idle connections after ${closesAfterS} s; clients reuse pooled connections after about that idle time`,
    inferred: { 'keepalive-race': { trueIdleTimeoutS: closesAfterS, timerSlackS: 0.3 + slackS } },
    observes: { timer: 'keep-alive idle', configuredS: idleTimeoutS },
    expect: { 'keepalive-race': 1 },
    judge: idleRace({ serverLabel: 'server' }),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const upstream =
        v.behind &&
        (await lab.server(v.behind, { label: 'app', address: '127.0.0.1', port: 3001, idleTimeoutS: 60 }));
      const target = await lab.server(server, { idleTimeoutS, tls, upstream: upstream?.endPoint });
      const { random } = lab;
      const racing = idleWorkers(random, {
        count,
        timeoutS: closesAfterS,
        rttMs: lab.rttMs(),
        rounds: v.rounds,
        slackMs: slackS * 1000,
      });
      const well = v.alone ? [] : busyWorkers(random, { count: 4, paths: ['/ok'] });
      const workers = [...racing, ...well];
      if (v.path)
        for (const worker of workers)
          for (const r of worker.requests)
            Object.assign(r, { path: v.path, bodyBytes: v.bodyBytes, method: 'POST' });
      const programs = v.alone ? workers.map((worker) => [worker]) : [workers];
      await Promise.all(programs.map((plan) => runWorkers(lab, client, target, plan, { timeoutMs: 20_000 })));
    },
  };
}

export const scenarios = VARIANTS.map((variant) =>
  scenario(vary(variant, { idleTimeoutS: variant.steps ?? [-1, 0, 1, 2, 3] })),
);
