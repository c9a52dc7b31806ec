/** A box on the path forgets idle flows: with RST (idle-dropped) or without a word (idle-blackholed). */
import { boxed, firstOf } from '../judges.mjs';
import { busyWorkers, request, runWorkers } from '../plan.mjs';
import { vary } from '../vary.mjs';

const VARIANTS = [
  {
    name: 'idle-dropped-nginx-h2-tls13',
    action: 'reset',
    idleS: 6,
    server: 'nginx',
    client: 'h2',
    tls: '1.3',
    http2: true,
  },
  {
    name: 'idle-dropped-node-h2c-v6',
    action: 'reset',
    idleS: 5,
    server: 'nodeH2',
    client: 'h2',
    ip: 6,
    http2: true,
  },
  {
    name: 'idle-blackhole-go-h2-tls12',
    action: 'drop',
    idleS: 5,
    server: 'go',
    client: 'h2',
    tls: '1.2',
    http2: true,
    timeoutMs: 9000,
  },
  {
    name: 'idle-dropped-node-jnet-tls12',
    action: 'reset',
    idleS: 7,
    server: 'node',
    client: 'jnet',
    tls: '1.2',
  },
  { name: 'idle-dropped-both-tomcat-ahc', action: 'reset-both', idleS: 6, server: 'tomcat', client: 'ahc' },
  {
    name: 'idle-dropped-nginx-go-v6',
    action: 'reset',
    idleS: 4,
    server: 'nginx',
    client: 'go',
    ip: 6,
    box: { ttl: 63 },
  },
  {
    name: 'idle-dropped-caddy-raw',
    action: 'reset',
    idleS: 9,
    server: 'caddy',
    client: 'raw',
    box: { flags: 'RA', ttl: 255 },
  },
  {
    name: 'idle-dropped-apache-requests-tls13',
    action: 'reset',
    idleS: 11,
    server: 'apache',
    client: 'requests',
    tls: '1.3',
    box: { ttl: 128, randomIpId: true },
  },
  {
    name: 'idle-dropped-both-go-undici',
    action: 'reset-both',
    idleS: 5,
    server: 'go',
    client: 'undici',
    box: { ttl: 60 },
  },
  {
    name: 'idle-blackhole-nginx-raw',
    action: 'drop',
    idleS: 5,
    server: 'nginx',
    client: 'raw',
    timeoutMs: 9000,
  },
  {
    name: 'idle-blackhole-nginx-requests-tls12',
    action: 'drop',
    idleS: 7,
    server: 'nginx',
    client: 'requests',
    tls: '1.2',
    timeoutMs: 8000,
  },
  {
    name: 'idle-blackhole-go-undici-v6',
    action: 'drop',
    idleS: 4,
    server: 'go',
    client: 'undici',
    ip: 6,
    timeoutMs: 10_000,
  },
  {
    name: 'idle-blackhole-haproxy-ahc',
    action: 'drop',
    idleS: 6,
    server: 'haproxy',
    client: 'ahc',
    timeoutMs: 30_000,
  },
  {
    name: 'idle-blackhole-caddy-go-tls13',
    action: 'drop',
    idleS: 8,
    server: 'caddy',
    client: 'go',
    tls: '1.3',
    timeoutMs: 7000,
  },
];

/** A client that closes a forgotten connection has lost nothing, but both sides get the box's RST. */
function closedLate(action) {
  const alike = ['idle-close', 'abortive-close', 'late-data', 'injected-reset', 'unexplained', 'none'];
  return boxed('forgot', 'idle-dropped', {
    when: (c) => action === 'reset-both' && !c.lost,
    harm: 'none',
    harmAcceptable: ['unknown'],
    acceptable: alike,
    // A RST out of silence: whether a request was dropped on the way here cannot be seen.
    at: { server: { harmAcceptable: ['request-lost', 'unknown'] } },
  });
}

function scenario({ name, action, idleS, server, client, tls, ip, http2, box = {}, timeoutMs = 20_000 }) {
  const cause = action === 'drop' ? 'idle-blackholed' : 'idle-dropped';
  const how = {
    reset: 'answers the next packet with RST',
    'reset-both': 'resets both sides',
    drop: 'drops silently',
  }[action];
  const atServer =
    action === 'reset-both'
      ? {
          acceptable: ['abortive-close', 'idle-close', 'injected-reset', 'unexplained'],
          note: 'the lost request never arrives here',
          harmAcceptable: ['none', 'unknown'],
        }
      : null;
  return {
    name,
    ip,
    about: `a stateful middlebox forgets flows idle for more than ${idleS} s and ${how}`,
    rules: [{ rule: 'forget', idleS, action, ...box }],
    // Probes on a connection that nobody needs any more go unanswered, too: neither sick nor well.
    ignore: (c) => action === 'drop' && c.boxEvent('forgot') && !c.lost,
    inferred: { [cause]: { trueIdleTimeoutS: idleS, timerSlackS: 0.3 } },
    expect: { [cause]: 4 },
    judge: firstOf(
      boxed('forgot', cause, {
        when: (c) => c.lost && c.idleBeforeS !== undefined,
        ...(action === 'drop' && {
          origin: (c) => (c.ending.endedBy === 'none' ? 'unknown' : 'endpoint'),
          originAcceptable: ['endpoint', 'unknown', 'middlebox'],
        }),
        at: { server: atServer },
      }),
      closedLate(action),
    ),
    vantages: action === 'reset-both' ? { client: '', server: 'server' } : { client: '' },
    async run(lab) {
      const target = await lab.server(server, { idleTimeoutS: 90, tls, http2 });
      const { random } = lab;
      const workers = Array.from({ length: 16 }, (_, index) => ({
        startMs: random.between(0, 3500),
        requests: [
          0,
          random.between(0.1, 0.85) * idleS * 1000,
          random.between(0.3, 0.97) * idleS * 1000,
          (index % 5 < 3 ? random.between(1.03, 1.3) : random.between(0.2, 0.9)) * idleS * 1000,
        ].map((gap) => request(gap)),
      }));
      await runWorkers(
        lab,
        client,
        target,
        [...workers, ...busyWorkers(random, { count: 5, paths: ['/ok'] })],
        { timeoutMs },
      );
    },
  };
}

export const scenarios = VARIANTS.map((variant) => scenario(vary(variant, { idleS: [-1, 0, 1, 2, 3] })));
