/** A TCP proxy whose own next hop has forgotten the flow: it acknowledges the request, and ends it later. */
import { unlucky } from '../judges.mjs';
import { busyWorkers, request, runWorkers } from '../plan.mjs';
import { vary } from '../vary.mjs';

const BOTH_LEGS = { client: '', proxy: 'proxy' };

const VARIANTS = [
  {
    name: 'idle-delayed-story-tls12',
    proxy: 'haproxy',
    idleS: 9,
    gapS: [9.6, 10.6],
    waitS: 10,
    client: 'jnet',
    app: 'nginx',
    tls: '1.2',
    options: { mode: 'tcp', serverExtra: 'tcp-ut 10s' },
  },
  {
    name: 'idle-delayed-haproxy-agent',
    proxy: 'haproxy',
    idleS: 5,
    gapS: [5.3, 7],
    waitS: 8,
    client: 'agent',
    app: 'node',
    options: { mode: 'tcp', serverTimeoutS: 8, clientTimeoutS: 30 },
  },
  {
    name: 'idle-delayed-socat-go',
    proxy: 'socat',
    idleS: 4,
    gapS: [4.3, 5.5],
    waitS: 6,
    client: 'go',
    app: 'nginx',
    options: { idleTimeoutS: 6 },
  },
  {
    name: 'idle-delayed-nginxstream-undici-v6',
    proxy: 'nginxStream',
    idleS: 5,
    gapS: [5.3, 6.6],
    waitS: 7,
    client: 'undici',
    app: 'caddy',
    ip: 6,
    options: { idleTimeoutS: 7 },
  },
  {
    name: 'idle-delayed-haproxy-raw-tls13',
    proxy: 'haproxy',
    idleS: 7,
    gapS: [7.3, 9],
    waitS: 5,
    client: 'raw',
    app: 'node',
    tls: '1.3',
    options: { mode: 'tcp', serverExtra: 'tcp-ut 5s' },
  },
];

function scenario({ name, proxy, idleS, gapS, waitS, client, app, tls, ip, options }) {
  const late = (c) => c.label === 'proxy' && c.lost && c.idleBeforeS > idleS;
  // From the proxy both legs are seen: the leg behind it is a black hole.
  const behind = unlucky('idle-blackholed', {
    when: (c) => c.label === 'app' && c.boxEvent('forgot') && c.lost,
    origin: 'endpoint',
    originAcceptable: ['unknown', 'middlebox'],
    harm: 'request-lost',
  });
  const front = unlucky('idle-reset-delayed', { when: late, harm: 'request-lost' });
  return {
    name,
    ip,
    hosts: { client: {}, proxy: { hops: 2 }, server: { hops: 2 } },
    about: `TCP-mode proxy (${proxy}) whose own next hop forgot the flow after ${idleS} s idle: it acknowledges the request and ends the connection about ${waitS} s later without a response`,
    rules: (lab) => [{ rule: 'forget', idleS, action: 'drop', port: 7000 + lab.random.integer(0, 900) }],
    inferred: { 'idle-reset-delayed': { trueIdleTimeoutS: idleS, waitS, timerSlackS: 0.3 } },
    expect: { 'idle-reset-delayed': 4 },
    judge: (c, lab, all) => front(c, lab, all) ?? behind(c, lab, all),
    vantages: BOTH_LEGS,
    vantageNames: { proxy: 'proxy (both legs)' },
    async run(lab) {
      const behindPort = lab.boxRules[0].port;
      const origin = await lab.server(app, { label: 'app', port: behindPort, tls, idleTimeoutS: 90 });
      const upstream = origin.endPoint;
      const target = await lab.server(proxy, { on: 'proxy', label: 'proxy', upstream, ...options });
      // The proxy passes TLS through.
      const spoken = { ...target, tls, name: 'service.lab' };
      const { random } = lab;
      const workers = Array.from({ length: 16 }, (_, index) => ({
        startMs: random.between(0, 3000),
        requests: [
          0,
          random.between(200, 900),
          random.between(0.2, 0.8) * idleS * 1000,
          ...(index % 2 === 0 ? [random.between(...gapS) * 1000] : [random.between(300, 2000)]),
        ].map((gap) => request(gap)),
      }));
      await runWorkers(
        lab,
        client,
        spoken,
        [...workers, ...busyWorkers(random, { count: 4, paths: ['/ok'] })],
        { timeoutMs: 40_000 },
      );
    },
  };
}

// A proxy must outlive the idle time: its own timer only grows.
export const scenarios = VARIANTS.map((variant) => scenario(vary(variant, { waitS: [0, 1, 2, 3] })));
