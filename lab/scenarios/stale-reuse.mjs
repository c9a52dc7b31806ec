/** Clients that do not watch their idle connections: the server's FIN lies unread when the next request is sent. */
import { idleRace } from '../judges.mjs';
import { busyWorkers, idleWorkers, runWorkers } from '../plan.mjs';
import { vary } from '../vary.mjs';

const VARIANTS = [
  { name: 'stale-nginx-ahc-tls12', server: 'nginx', idleTimeoutS: 4, client: 'ahc', tls: '1.2' },
  { name: 'stale-lighttpd-raw', server: 'lighttpd', idleTimeoutS: 5, slackS: 1, client: 'raw' },
  { name: 'stale-apache-raw-v6', server: 'apache', idleTimeoutS: 6, client: 'raw', ip: 6 },
  { name: 'stale-gunicorn-raw', server: 'gunicorn', idleTimeoutS: 3, slackS: 1, client: 'raw' },
  { name: 'stale-haproxy-raw-tls13', server: 'haproxy', idleTimeoutS: 5, client: 'raw', tls: '1.3' },
  { name: 'stale-node-raw', server: 'node', idleTimeoutS: 4, extraS: 1, client: 'raw' },
  { name: 'stale-uvicorn-raw-v6', server: 'uvicorn', idleTimeoutS: 2, client: 'raw', ip: 6 },
  { name: 'stale-jetty-ahc-tls13', server: 'jetty', idleTimeoutS: 4, client: 'ahc', tls: '1.3' },
  { name: 'stale-go-ahc', server: 'go', idleTimeoutS: 7, client: 'ahc' },
  { name: 'stale-caddy-raw-tls12', server: 'caddy', idleTimeoutS: 3, client: 'raw', tls: '1.2' },
];

function scenario({ name, server, idleTimeoutS, client, tls, ip, extraS = 0, slackS = 0 }) {
  const closesAfterS = idleTimeoutS + extraS;
  return {
    name,
    ip,
    about: `${server} closes idle connections after ${closesAfterS} s; a client that does not notice FINs uses them later`,
    inferred: { 'stale-reuse': { trueIdleTimeoutS: closesAfterS, timerSlackS: 0.3 + slackS } },
    observes: { timer: 'keep-alive idle', configuredS: idleTimeoutS },
    expect: { 'stale-reuse': 3 },
    judge: idleRace(),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const target = await lab.server(server, { idleTimeoutS, tls });
      const workers = idleWorkers(lab.random, {
        count: 14,
        timeoutS: closesAfterS + slackS,
        rttMs: lab.rttMs(),
        rounds: 2,
        mix: { race: 0, late: 0.45 },
      });
      await runWorkers(
        lab,
        client,
        target,
        [...workers, ...busyWorkers(lab.random, { count: 4, paths: ['/ok'] })],
        { timeoutMs: 20_000 },
      );
    },
  };
}

export const scenarios = VARIANTS.map((variant) =>
  scenario(vary(variant, { idleTimeoutS: [-1, 0, 1, 2, 3] })),
);
