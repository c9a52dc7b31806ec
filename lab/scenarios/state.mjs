/** State that one side has and the other has not: limits, restarts, forgotten connections, reused ports. */
import { boxed, restarted, unlucky } from '../judges.mjs';
import { busyWorkers, request, runWorkers, workersThatMeet } from '../plan.mjs';
import { vary } from '../vary.mjs';

/** Connections end at a number of requests or at an age, and the next request crosses the end. */
const LIMIT = [
  { name: 'limit-go-requests-raw-v6', server: 'go', client: 'raw', ip: 6, requests: 6, delayMs: 40 },
  { name: 'limit-node-requests-undici', server: 'node', client: 'undici', requests: 10, delayMs: 30 },
  {
    name: 'limit-node-requests-agent-tls12',
    server: 'node',
    client: 'agent',
    tls: '1.2',
    requests: 5,
    delayMs: 30,
  },
  { name: 'limit-node-age-requests', server: 'node', client: 'requests', ageS: 5 },
  { name: 'limit-firewall-age-nginx-requests', server: 'nginx', client: 'requests', firewall: true, ageS: 6 },
];

function limit({ name, server, client, tls, ip, requests, ageS, delayMs, firewall }) {
  const inferred = requests ? { requests } : { ageS };
  return {
    name,
    ip,
    rules: firewall ? [{ rule: 'max-age', ageS, ttl: 62 }] : [],
    about: firewall
      ? `a firewall resets both sides of every session older than ${ageS} s`
      : requests
        ? `the server closes every connection ${delayMs} ms after response ${requests} without having said so; the next request crosses the FIN`
        : `the server closes every connection at the age of ${ageS} s, busy or not`,
    inferred: { 'limit-close': inferred },
    expect: { 'limit-close': 3 },
    judge: firewall
      ? boxed('aged', 'limit-close', {
          when: (c) => c.lost,
          acceptable: ['injected-reset', 'keepalive-race', 'no-response-close'],
        })
      : unlucky('limit-close', {
          serverLabel: 'server',
          when: (c) => c.lost,
          acceptable: requests ? ['keepalive-race', 'stale-reuse'] : ['keepalive-race', 'no-response-close'],
          note: (c) => `${c.exchanges.length} exchanges begun`,
        }),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      const target = await lab.server(server, {
        idleTimeoutS: 60,
        tls,
        closeAfterRequests: requests,
        closeDelayMs: delayMs,
        closeAfterAgeS: firewall ? undefined : ageS,
      });
      const rtt = lab.rttMs();
      // The end is sent `delayMs` after the response: a request within a round trip of it crosses it.
      const gap = () =>
        requests ? Math.max(1, delayMs - random.between(0.1, 0.9) * rtt) : random.between(1, 25);
      const workers = Array.from({ length: 10 }, () => ({
        startMs: random.between(0, 3000),
        requests: Array.from({ length: requests ? requests * 2 + 3 : 120 }, () => request(gap())),
      }));
      const well = busyWorkers(random, { count: 5, requests: 4, paths: ['/ok'] });
      await runWorkers(lab, client, target, [...workers, ...well], { timeoutMs: 9000 });
    },
  };
}

/** Many connections of one server end within a moment. */
const RESTART = [
  { name: 'restart-node-kill-undici', server: 'node', client: 'undici', signal: 'SIGKILL' },
  { name: 'restart-go-term-jnet-tls13', server: 'go', client: 'jnet', tls: '1.3', signal: 'SIGTERM' },
  {
    name: 'restart-nginx-term-agent-v6',
    server: 'nginx',
    client: 'agent',
    ip: 6,
    signal: 'SIGTERM',
    behind: 'node',
  },
  {
    name: 'restart-haproxy-kill-requests',
    server: 'haproxy',
    client: 'requests',
    signal: 'SIGKILL',
    behind: 'go',
  },
  { name: 'restart-nodeh2-kill-h2-tls13', server: 'nodeH2', client: 'h2', tls: '1.3', signal: 'SIGKILL' },
  { name: 'restart-nodeh2-kill-h2c-v6', server: 'nodeH2', client: 'h2', ip: 6, signal: 'SIGKILL' },
  { name: 'restart-tomcat-kill-go', server: 'tomcat', client: 'go', signal: 'SIGKILL' },
];

function restart({ name, server, client, tls, ip, signal, behind }) {
  return {
    name,
    ip,
    hosts: { client: {}, server: {}, other: {} },
    about: `the server process gets ${signal} and is started again; connections of this server end within a moment`,
    observes: { timer: signal },
    expect: { 'server-restart': 6 },
    judge: restarted,
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      if (behind)
        await lab.server(behind, { label: 'app', address: '127.0.0.1', port: 3001, idleTimeoutS: 90 });
      const target = await lab.server(server, {
        idleTimeoutS: 60,
        tls,
        upstream: behind && '127.0.0.1:3001',
      });
      const other = await lab.server('nginx', {
        on: 'other',
        label: 'other',
        idleTimeoutS: 60,
        http2: client === 'h2',
      });
      const downtime = async () => {
        await lab.underWay(4);
        lab.stoppedAt = Date.now() / 1000;
        await target.stop(signal, 100);
        await lab.sleep(random.between(0.05, 0.4));
        await target.start();
      };
      const slow = workersThatMeet(random, {
        count: 8,
        before: [2, 4],
        startSpreadMs: 2500,
        bad: () => request(200, `/slow?s=${random.between(4, 7)}`),
      });
      const busy = busyWorkers(random, {
        count: 6,
        requests: 40,
        gapMs: [80, 350],
        paths: ['/ok'],
        startSpreadMs: 1500,
      });
      await Promise.all([
        downtime(),
        runWorkers(lab, client, target, [...slow, ...busy], { timeoutMs: 20_000 }),
        runWorkers(
          lab,
          client,
          other,
          busyWorkers(random, { count: 4, requests: 20, gapMs: [100, 700], paths: ['/ok'] }),
        ),
      ]);
    },
  };
}

/** A connection that one side has forgotten without idleness. */
const HALF_OPEN = [
  {
    name: 'halfopen-lb-nginx-agent-tls13',
    server: 'nginx',
    client: 'agent',
    tls: '1.3',
    failover: { ttl: 61 },
  },
  {
    name: 'halfopen-lb-caddy-requests-v6',
    server: 'caddy',
    client: 'requests',
    ip: 6,
    failover: { ttl: 64 },
  },
  { name: 'halfopen-host-raw-undici', server: 'raw', client: 'undici' },
  { name: 'halfopen-host-raw-go', server: 'raw', client: 'go' },
];

function halfOpen({ name, server, client, tls, ip, failover }) {
  const general = { acceptable: ['idle-dropped', 'injected-reset', 'server-restart'] };
  return {
    name,
    ip,
    rules: failover ? [{ rule: 'failover', ...failover }] : [],
    about: failover
      ? 'a stateful load balancer loses its flow table (failover) and resets flows in use'
      : 'the server host forgets its connections (reboot) and resets what comes later',
    expect: { 'half-open': 4 },
    judge: failover
      ? boxed('lost', 'half-open', { when: (c) => c.ending.ending === 'reset', ...general })
      : unlucky('half-open', {
          when: (c) => c.lost && c.atClient.segments.some((s) => !s.fromClient && s.flags & 4),
          // A request that was acknowledged before the host forgot it is given up by the client first.
          acceptable: ['idle-dropped', 'server-restart', 'no-response-close', 'client-timeout'],
        }),
    vantages: { client: '' },
    async run(lab) {
      const { random } = lab;
      const target = await lab.server(server, { idleTimeoutS: 60, tls, mode: 'ok' });
      const workers = busyWorkers(random, {
        count: 9,
        requests: 26,
        gapMs: [150, 500],
        paths: ['/ok'],
        startSpreadMs: 1500,
      });
      const forget = async () => {
        await lab.underWay(3);
        if (failover) lab.tell('failover forget');
        else target.signal('SIGUSR1');
      };
      await Promise.all([forget(), runWorkers(lab, client, target, workers, { timeoutMs: 9000 })]);
    },
  };
}

/** A client that forgot its connections comes back with the same source ports. */
const PORTS = [
  { name: 'portreuse-nginx-raw', server: 'nginx', firstPort: 41000 },
  { name: 'portreuse-go-raw-v6', server: 'go', firstPort: 50200, ip: 6 },
  { name: 'portreuse-caddy-raw-early', server: 'caddy', firstPort: 36000, pauseS: 0.6 },
];

function portReuse({ name, server, firstPort, ip, pauseS = 3 }) {
  return {
    name,
    ip,
    about:
      'a client that forgot its connections (crash) comes back with the same source ports; the server still holds the old ones',
    expect: { 'port-reuse': 4 },
    judge: unlucky('port-reuse', {
      when: (c) =>
        Number(c.client.split(':').at(-1)) - firstPort < 6 &&
        Number(c.client.split(':').at(-1)) >= firstPort &&
        c.atClient.segments.some((s) => s.fromClient && s.flags & 4),
      harm: 'none',
      harmAcceptable: ['none', 'connect-failed', 'unknown'],
      note: 'SYN meets the old connection: challenge ACK, RST; the repeated SYN succeeds after about 1 s',
    }),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      const target = await lab.server(server, { idleTimeoutS: 60 });
      const connections = Array.from({ length: 6 }, (_, index) => [
        {
          startMs: index * 400,
          sourcePort: firstPort + index,
          steps: [['get', '/ok'], ['sleep', 0.2], ['get', '/ok'], ['vanish']],
        },
        {
          startMs: index * 400 + 400 + pauseS * 1000,
          sourcePort: firstPort + index,
          steps: [['get', '/ok'], ['sleep', 0.3], ['get', '/ok'], ['close']],
        },
      ]).flat();
      await Promise.all([
        lab.client('raw', target, { connections }),
        runWorkers(lab, 'raw', target, busyWorkers(random, { count: 5, paths: ['/ok'] })),
      ]);
    },
  };
}

export const scenarios = [
  ...LIMIT.map((variant) => limit(vary(variant, { requests: [-1, 1, 4, 9], ageS: [-1, 0, 1, 2] }))),
  ...RESTART.map(restart),
  ...HALF_OPEN.map(halfOpen),
  ...PORTS.map(portReuse),
];
