/** Whole systems: the proxy chain of the classic story, several incidents in one capture, busy servers, other vantages. */
import { boxed, firstOf, forServer, idleRace, unlucky } from '../judges.mjs';
import { busyWorkers, idleWorkers, request, runWorkers, workersThatMeet } from '../plan.mjs';

/**
 * Bursts of requests with silence between: the pool of a proxy takes the connection used last, so only after a burst
 * are all of them idle for the same time. `idleS`: how long the far server waits; `aheadMs`: the way to the proxy.
 */
function bursts(random, { count, idleS, aheadMs, rttMs, rounds }) {
  return Array.from({ length: count }, () => ({
    startMs: random.between(0, 12),
    requests: [
      request(0),
      ...Array.from({ length: rounds }, () =>
        request(idleS * 1000 - aheadMs - random.between(-0.1, 1) * rttMs),
      ),
    ],
  }));
}

const chain = {
  name: 'chain-haproxy-nginx-node',
  weight: 3,
  hosts: { client: {}, haproxy: { hops: 1 }, nginx: { hops: 1, delayMs: 6 }, node: { hops: 1, delayMs: 8 } },
  about:
    'client - HAProxy - nginx (upstream keepalive_timeout 60 s) - Node (closes after 6 s idle): nginx reuses a connection as Node closes it and answers 502',
  inferred: {
    'keepalive-race': { trueIdleTimeoutS: 6, timerSlackS: 0.3 },
    'stale-reuse': { trueIdleTimeoutS: 6, timerSlackS: 0.3 },
  },
  expect: { 'keepalive-race': 1 },
  judge: idleRace({ serverLabel: 'node' }),
  vantages: { client: 'client', haproxy: 'haproxy', nginx: 'nginx', node: 'node' },
  vantageNames: {
    haproxy: 'HAProxy host (both legs)',
    nginx: 'nginx host (both legs)',
    node: 'server (Node host)',
  },
  notes: {
    client: 'the clients see 502 on whole, orderly connections: no sick connection in this file',
    haproxy: '502 is passed on; no sick connection in this file',
    nginx: 'only the nginx to Node leg is sick; the 502s on the other leg are whole HTTP responses',
  },
  async run(lab) {
    const node = await lab.server('node', { on: 'node', label: 'node', idleTimeoutS: 5 });
    const nginx = await lab.server('nginx', {
      on: 'nginx',
      label: 'nginx',
      upstream: node.endPoint,
      upstreamIdleTimeoutS: 60,
    });
    const front = await lab.server('haproxy', { on: 'haproxy', label: 'haproxy', upstream: nginx.endPoint });
    const aheadMs = lab.rttMs('client', 'haproxy') + lab.rttMs('haproxy', 'nginx');
    const workers = bursts(lab.random, {
      count: 14,
      idleS: 6,
      aheadMs,
      rttMs: lab.rttMs('nginx', 'node'),
      rounds: 3,
    });
    await lab.client('undici', front, { workers, timeoutMs: 20_000 });
  },
};

const mixed = {
  name: 'mix-race-refused-timeout',
  weight: 2,
  hosts: { client: {}, server: {}, b: {}, d: {}, e: {} },
  about:
    'three incidents in one file: a races its idle timeout of 5 s, b lets slow requests time out after 4 s, d has requests reset by a policy box; e is well',
  rules: [{ rule: 'inject', pattern: 'denied', to: 'both', ttl: 58, block: true }],
  inferred: { 'keepalive-race': { trueIdleTimeoutS: 5, timerSlackS: 0.3 }, 'response-timeout': { waitS: 4 } },
  expect: { 'keepalive-race': 2, 'response-timeout': 3, 'injected-reset': 3 },
  judge: firstOf(
    boxed('injected', 'injected-reset', { harm: 'request-lost' }),
    forServer('server', idleRace()),
    forServer('b', unlucky('response-timeout', { when: (c) => c.lost })),
  ),
  vantages: { client: '' },
  async run(lab) {
    const { random } = lab;
    const a = await lab.server('nginx', { idleTimeoutS: 5 });
    const b = await lab.server('node', { on: 'b', label: 'b', socketTimeoutS: 4, idleTimeoutS: 40 });
    const d = await lab.server('caddy', { on: 'd', label: 'd', idleTimeoutS: 60 });
    const e = await lab.server('go', { on: 'e', label: 'e', idleTimeoutS: 60, tls: '1.3' });
    await Promise.all([
      runWorkers(
        lab,
        'undici',
        a,
        idleWorkers(random, { count: 16, timeoutS: 5, rttMs: lab.rttMs(), mix: { race: 0.3, late: 0.1 } }),
      ),
      runWorkers(
        lab,
        'agent',
        b,
        workersThatMeet(random, { count: 6, bad: () => request(200, '/slow?s=11') }),
      ),
      runWorkers(
        lab,
        'requests',
        d,
        workersThatMeet(random, { count: 6, bad: () => request(300, '/denied') }),
      ),
      runWorkers(lab, 'go', e, busyWorkers(random, { count: 12, paths: ['/ok'] })),
    ]);
  },
};

const mixedPath = {
  name: 'mix-blackhole-unread-abort',
  weight: 2,
  hosts: { client: {}, server: {}, b: {}, d: {} },
  about:
    'three incidents in one file: a is behind a path that black-holes flows idle for 6 s, b answers big uploads early and closes, d breaks responses off',
  rules: [{ rule: 'forget', idleS: 6, action: 'drop', port: 8080 }],
  inferred: { 'idle-blackholed': { trueIdleTimeoutS: 6, timerSlackS: 0.3 } },
  expect: { 'idle-blackholed': 3, 'unread-close': 3, 'response-aborted': 3 },
  judge: firstOf(
    forServer(
      'server',
      boxed('forgot', 'idle-blackholed', {
        when: (c) => c.lost && c.idleBeforeS !== undefined,
        origin: (c) => (c.ending.endedBy === 'none' ? 'unknown' : 'endpoint'),
        originAcceptable: ['endpoint', 'unknown', 'middlebox'],
      }),
    ),
    forServer(
      'b',
      unlucky('unread-close', {
        when: (c) => c.exchanges.some((x) => x.requestBytes > 5000),
        harm: 'request-lost',
      }),
    ),
    forServer(
      'd',
      unlucky('response-aborted', {
        when: (c) => c.last?.responseBytes > 20_000,
        harm: 'response-truncated',
      }),
    ),
  ),
  vantages: { client: '' },
  async run(lab) {
    const { random } = lab;
    const a = await lab.server('apache', { idleTimeoutS: 90, port: 8080 });
    const b = await lab.server('node', { on: 'b', label: 'b', port: 3000 });
    const d = await lab.server('go', { on: 'd', label: 'd', idleTimeoutS: 60 });
    const reuse = Array.from({ length: 8 }, (_, i) => ({
      startMs: random.between(0, 2000),
      requests: [
        request(0),
        request(random.between(500, 4000)),
        request(i % 2 ? random.between(6300, 8000) : 2000),
      ],
    }));
    await Promise.all([
      runWorkers(lab, 'requests', a, reuse, { timeoutMs: 7000 }),
      runWorkers(
        lab,
        'agent',
        b,
        workersThatMeet(random, { count: 6, bad: () => request(200, '/reject', { bodyBytes: 1_000_000 }) }),
      ),
      runWorkers(lab, 'undici', d, workersThatMeet(random, { count: 6, bad: () => request(300, '/abort') })),
    ]);
  },
};

/** Thousands of healthy connections; `few` sick ones among them. */
function busy(name, { client, server, connections, few, tls, about, judge, expect }) {
  return {
    name,
    about,
    expect,
    weight: 5,
    hosts: { client: {}, server: { hops: 3 }, other: {} },
    judge,
    vantages: { client: '' },
    inferred: { 'keepalive-race': { trueIdleTimeoutS: 4, timerSlackS: 0.3 } },
    async run(lab) {
      const { random } = lab;
      const target = await lab.server(server, { idleTimeoutS: 4, tls });
      const other = await lab.server('nginx', { on: 'other', label: 'other', idleTimeoutS: 60 });
      const short = Array.from({ length: connections }, () => ({
        startMs: random.between(0, 16_000),
        requests: Array.from({ length: random.integer(1, 3) }, (_, i) =>
          request(i === 0 ? 0 : random.between(20, 300)),
        ),
      }));
      await Promise.all([
        runWorkers(lab, client, other, short),
        runWorkers(lab, client, target, [
          ...idleWorkers(random, {
            count: few,
            timeoutS: 4,
            rttMs: lab.rttMs(),
            mix: { race: 0.25, late: 0.1 },
          }),
          ...busyWorkers(random, { count: 20, paths: ['/ok'] }),
        ]),
      ]);
    },
  };
}

const busyRace = busy('busy-race-nginx-go', {
  client: 'go',
  server: 'nginx',
  connections: 2500,
  few: 14,
  about: 'a few keep-alive races (nginx, 4 s) among thousands of healthy connections',
  judge: forServer('server', idleRace()),
  expect: { 'keepalive-race': 2 },
});
const busyHealthy = busy('busy-healthy-haproxy-go-tls12', {
  client: 'go',
  server: 'haproxy',
  tls: '1.2',
  connections: 2000,
  few: 0,
  about: 'no sick connection among thousands',
});

/** The race as captured with `-i any` on the client, and behind a NAT. */
const any = {
  name: 'any-race-caddy-agent',
  captureAny: true,
  about: 'caddy closes idle connections after 4 s; captured with -i any (Linux cooked v2)',
  inferred: { 'keepalive-race': { trueIdleTimeoutS: 4, timerSlackS: 0.3 } },
  expect: { 'keepalive-race': 2 },
  judge: idleRace(),
  vantages: { client: '', server: 'server' },
  async run(lab) {
    const target = await lab.server('caddy', { idleTimeoutS: 4 });
    await runWorkers(lab, 'agent', target, [
      ...idleWorkers(lab.random, { count: 18, timeoutS: 4, rttMs: lab.rttMs() }),
      ...busyWorkers(lab.random, { count: 5, paths: ['/ok'] }),
    ]);
  },
};

const NAT = '198.51.100.23';
const nat = {
  name: 'nat-race-go-undici',
  hosts: { client: { nat: NAT }, server: {} },
  about:
    'go closes idle connections after 5 s; the client is behind a source NAT, captured on both sides of it',
  inferred: { 'keepalive-race': { trueIdleTimeoutS: 5, timerSlackS: 0.3 } },
  expect: { 'keepalive-race': 2 },
  judge: idleRace(),
  vantages: { client: '', server: 'server' },
  vantageNames: { server: 'server (behind the NAT)' },
  async run(lab) {
    const target = await lab.server('go', { idleTimeoutS: 5 });
    await runWorkers(lab, 'undici', target, [
      ...idleWorkers(lab.random, { count: 18, timeoutS: 5, rttMs: lab.rttMs() }),
      ...busyWorkers(lab.random, { count: 5, paths: ['/ok'] }),
    ]);
  },
};

/** A reverse proxy with a pool, captured on its host: both legs, and only the inner one is sick. */
/** HAProxy answers a request that was lost on a reused connection by closing the client's, so that the client retries. */
const passedOn = forServer(
  'proxy',
  unlucky('no-response-close', {
    when: (c) => c.lost,
    harm: 'request-lost',
    acceptable: ['idle-reset-delayed', 'keepalive-race', 'stale-reuse'],
  }),
);

const proxyVantage = {
  name: 'proxy-race-haproxy-uvicorn',
  hosts: { client: {}, proxy: {}, server: {} },
  about:
    'client - HAProxy (keeps a server connection for each client) - uvicorn (closes after 3 s idle), captured on the proxy host',
  inferred: {
    'keepalive-race': { trueIdleTimeoutS: 3, timerSlackS: 1.3 },
    'stale-reuse': { trueIdleTimeoutS: 3, timerSlackS: 1.3 },
  },
  judge: firstOf(idleRace({ serverLabel: 'app' }), passedOn),
  vantages: { proxy: 'proxy', client: 'client' },
  vantageNames: { proxy: 'proxy (both legs)' },
  async run(lab) {
    const app = await lab.server('uvicorn', { label: 'app', idleTimeoutS: 3 });
    const front = await lab.server('haproxy', {
      on: 'proxy',
      label: 'proxy',
      upstream: app.endPoint,
      // Each client connection has a server connection of its own, so their idle times are the clients' gaps.
      backendExtra: 'http-reuse never',
      idleTimeoutS: 60,
    });
    const workers = idleWorkers(lab.random, {
      count: 24,
      timeoutS: 3 - lab.rttMs('client', 'proxy') / 1000,
      rttMs: lab.rttMs('proxy', 'server'),
      rounds: 3,
      mix: { race: 0.25, late: 0.05 },
    });
    await runWorkers(lab, 'undici', front, workers, { timeoutMs: 20_000 });
  },
};

export const scenarios = [chain, mixed, mixedPath, busyRace, busyHealthy, any, nat, proxyVantage];
