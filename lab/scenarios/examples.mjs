/** The captures of the examples folder: small, and each tells one story. `npm run lab -- 'example-*' --out examples` */
import { boxed, firstOf, healthCheck, idleRace, restarted, unlucky } from '../judges.mjs';
import { busyWorkers, idleWorkers, request, workersThatMeet } from '../plan.mjs';

const THREE_HOSTS = {
  client: { delayMs: 11, hops: 3 },
  server: { delayMs: 9, hops: 5 },
  other: { delayMs: 7, hops: 4 },
};

/** A load balancer's TCP checks: a handshake, then RST. */
function healthChecks(lab, target, count, everyMs) {
  const connections = Array.from({ length: count }, (_, index) => ({
    startMs: 700 + index * everyMs,
    steps: [['reset']],
  }));
  return lab.client('raw', target, { label: 'checks', connections });
}

export const scenarios = [
  {
    name: 'example-keepalive-race',
    file: 'keepalive-race',
    hosts: THREE_HOSTS,
    about:
      'a gateway (Node, undici) reuses connections to nginx about as long as nginx keeps them (5 s); a second backend is well',
    inferred: { 'keepalive-race': { trueIdleTimeoutS: 5, timerSlackS: 0.3 } },
    expect: { 'keepalive-race': 5, 'abortive-close': 3 },
    judge: firstOf(idleRace(), healthCheck),
    async run(lab) {
      const server = await lab.server('nginx', { idleTimeoutS: 5, port: 8080 });
      const other = await lab.server('node', { on: 'other', label: 'other', idleTimeoutS: 65, port: 3000 });
      const racing = idleWorkers(lab.random, {
        count: 26,
        timeoutS: 5,
        rttMs: lab.rttMs(),
        rounds: 3,
        mix: { race: 0.14, late: 0.05 },
        startSpreadMs: 6000,
      });
      await Promise.all([
        lab.client('undici', server, { workers: racing, timeoutMs: 20_000 }),
        lab.client('undici', other, {
          workers: busyWorkers(lab.random, {
            count: 10,
            requests: 8,
            gapMs: [300, 2500],
            paths: ['/ok'],
            startSpreadMs: 5000,
          }),
        }),
        healthChecks(lab, other, 4, 5000),
      ]);
    },
  },
  {
    name: 'example-idle-dropped',
    file: 'idle-dropped',
    hosts: THREE_HOSTS,
    rules: [{ rule: 'forget', idleS: 9, action: 'reset', port: 8443, ttl: 61 }],
    about:
      'a stateful firewall forgets flows idle for more than 9 s and answers the next packet with RST; the server never hears of it',
    inferred: { 'idle-dropped': { trueIdleTimeoutS: 9, timerSlackS: 0.3 } },
    expect: { 'idle-dropped': 4 },
    judge: boxed('forgot', 'idle-dropped', { when: (c) => c.lost }),
    async run(lab) {
      const server = await lab.server('caddy', { idleTimeoutS: 120, port: 8443, tls: '1.3' });
      const other = await lab.server('nginx', { on: 'other', label: 'other', idleTimeoutS: 75, port: 8080 });
      const workers = Array.from({ length: 14 }, (_, index) => ({
        startMs: lab.random.between(0, 3000),
        requests: [
          0,
          lab.random.between(200, 1500),
          lab.random.between(2000, 8500),
          index % 2 ? lab.random.between(9300, 12_000) : lab.random.between(1000, 4000),
        ].map((gap) => request(gap)),
      }));
      await Promise.all([
        lab.client('go', server, { workers, timeoutMs: 20_000 }),
        lab.client('requests', other, {
          label: 'otherClient',
          workers: busyWorkers(lab.random, { count: 6, requests: 6, gapMs: [500, 9500], paths: ['/ok'] }),
        }),
      ]);
    },
  },
  {
    name: 'example-response-timeout',
    file: 'response-timeout',
    hosts: THREE_HOSTS,
    about:
      'a TCP load balancer ends requests that take longer than 6 s (no response byte until then); quick ones are well',
    inferred: { 'response-timeout': { waitS: 6 } },
    expect: { 'response-timeout': 5 },
    judge: unlucky('response-timeout', { when: (c) => c.lost }),
    async run(lab) {
      await lab.server('node', { label: 'app', address: '127.0.0.1', port: 3000, idleTimeoutS: 65 });
      const server = await lab.server('haproxy', {
        mode: 'tcp',
        upstream: '127.0.0.1:3000',
        serverTimeoutS: 6,
        clientTimeoutS: 60,
        port: 9000,
      });
      const slow = workersThatMeet(lab.random, {
        count: 7,
        bad: () => request(lab.random.between(50, 300), '/slow?s=20'),
      });
      await Promise.all([
        lab.client('requests', server, {
          workers: [...slow, ...busyWorkers(lab.random, { count: 8, paths: ['/ok'] })],
          timeoutMs: 60_000,
        }),
        lab.client('requests', server, {
          workers: workersThatMeet(lab.random, { count: 4, bad: () => request(100, '/slow?s=3') }),
        }),
      ]);
    },
  },
  {
    name: 'example-server-restart',
    file: 'server-restart',
    hosts: THREE_HOSTS,
    about: 'a Node server is killed and started again while clients use it; a second server is well',
    expect: { 'server-restart': 5 },
    judge: restarted,
    async run(lab) {
      const server = await lab.server('node', { idleTimeoutS: 65, port: 8080 });
      const other = await lab.server('lighttpd', {
        on: 'other',
        label: 'other',
        idleTimeoutS: 30,
        port: 8081,
      });
      const restart = async () => {
        await lab.underWay(4);
        lab.stoppedAt = Date.now() / 1000;
        await server.stop('SIGKILL', 100);
        await server.start();
      };
      const working = workersThatMeet(lab.random, {
        count: 9,
        before: [2, 4],
        startSpreadMs: 2500,
        bad: (i) => request(200, i % 3 === 0 ? '/ok' : `/slow?s=${4 + (i % 4)}`),
      });
      await Promise.all([
        restart(),
        lab.client('agent', server, {
          workers: [
            ...working,
            ...busyWorkers(lab.random, { count: 4, requests: 30, gapMs: [100, 400], paths: ['/ok'] }),
          ],
        }),
        lab.client('agent', other, {
          workers: busyWorkers(lab.random, { count: 5, requests: 12, gapMs: [200, 900], paths: ['/ok'] }),
        }),
      ]);
    },
  },
  {
    name: 'example-healthy',
    file: 'healthy',
    hosts: THREE_HOSTS,
    about:
      'no sick connection: pooled reuse, idle closes, closes with RST after the last response, health checks',
    expect: { 'abortive-close': 3 },
    judge: healthCheck,
    async run(lab) {
      const server = await lab.server('nginx', { idleTimeoutS: 6, port: 8443, tls: '1.3' });
      const other = await lab.server('apache', { on: 'other', label: 'other', idleTimeoutS: 5, port: 80 });
      await Promise.all([
        lab.client('undici', server, {
          workers: busyWorkers(lab.random, { count: 12, requests: 5, gapMs: [100, 3000], paths: ['/ok'] }),
        }),
        lab.client('curl', other, {
          label: 'otherClient',
          workers: busyWorkers(lab.random, { count: 8, requests: 3, gapMs: [0, 0], paths: ['/ok'] }),
        }),
        lab.client('raw', other, {
          label: 'raw',
          connections: Array.from({ length: 6 }, (_, i) => ({
            startMs: i * 800,
            steps: [['get', '/ok'], ['sleep', 0.4 + i * 0.5], ['get', '/ok'], [i % 2 ? 'reset' : 'close']],
          })),
        }),
        healthChecks(lab, other, 4, 2000),
      ]);
    },
  },
];
