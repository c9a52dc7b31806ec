/** A peer that is there and does not read, or is gone without a word: closed windows and unanswered probes. */
import { boxed, unlucky } from '../judges.mjs';
import { asConnections, busyWorkers, request, runWorkers, workersThatMeet } from '../plan.mjs';

/** A receiver that does not read. */
const STALLED = [
  {
    name: 'zerowin-nginx-send',
    server: 'nginx',
    options: { sendTimeoutS: 4, extra: 'reset_timedout_connection on;' },
    path: '/big',
    stallS: 9,
  },
  {
    name: 'zerowin-lighttpd-stall-v6',
    server: 'lighttpd',
    ip: 6,
    options: { writeTimeoutS: 5 },
    path: '/big',
    stallS: 12,
  },
  { name: 'zerowin-node-clientend', server: 'node', options: {}, path: '/big', stallS: 7, endedBy: 'client' },
];

function zeroWindow({ name, server, options, ip, path, stallS, endedBy }) {
  return {
    name,
    ip,
    about: `the client stops reading, its window stays closed until ${endedBy === 'client' ? 'the client' : server} gives up`,
    expect: { 'zero-window': 4 },
    judge: unlucky('zero-window', {
      when: (c) => c.records.some((r) => r.step === 'stall'),
      harm: 'response-truncated',
      // A server that closes with its buffer full cannot be seen to: its FIN waits behind the data.
      acceptable: endedBy === 'client' ? ['client-abort'] : ['response-aborted', 'client-abort'],
    }),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      const target = await lab.server(server, { idleTimeoutS: 60, ...options });
      const connections = Array.from({ length: 5 }, () => ({
        startMs: random.between(0, 3000),
        options: { receiveBuffer: 20_000 },
        steps: [
          ['get', '/ok'],
          ['send', `GET ${path} HTTP/1.1\r\nHost: service.lab\r\n\r\n`],
          ['stall', stallS],
          ['reset'],
        ],
      }));
      await Promise.all([
        lab.client('raw', target, { connections }),
        runWorkers(lab, 'raw', target, busyWorkers(random, { count: 6, paths: ['/ok'] })),
      ]);
    },
  };
}

/** The server stops reading an upload. */
const hung = {
  name: 'zerowin-server-hung-requests',
  about: 'the server accepts an upload and never reads it: its window closes, the client gives up',
  expect: { 'zero-window': 4 },
  judge: unlucky('zero-window', {
    when: (c) => c.exchanges.some((e) => e.requestBytes > 20_000),
    harm: 'request-lost',
    acceptable: ['client-timeout'],
  }),
  vantages: { client: '', server: 'server' },
  async run(lab) {
    const { random } = lab;
    const target = await lab.server('raw', { mode: 'hang' });
    const met = asConnections(
      workersThatMeet(random, {
        count: 6,
        before: [1, 2],
        bad: () => request(random.between(60, 500), '/ok', { bodyBytes: 900_000 }),
      }),
    );
    await Promise.all([
      lab.client('raw', target, { connections: met, timeoutMs: 7000 }),
      runWorkers(lab, 'raw', target, busyWorkers(random, { count: 5, paths: ['/ok'] })),
    ]);
  },
};

/** TCP keep-alive finds out that the path is gone. */
const PROBES = [
  { name: 'kafail-node-server', server: 'node', by: 'server', options: { keepAliveProbeS: 2 } },
  { name: 'kafail-raw-client-v6', server: 'nginx', by: 'client', ip: 6 },
  { name: 'kafail-raw-client-tls13', server: 'caddy', by: 'client', tls: '1.3' },
];

function keepAliveFailed({ name, server, by, options = {}, ip, tls }) {
  return {
    name,
    ip,
    hosts: {
      client: {},
      server: { sysctls: { 'net/ipv4/tcp_keepalive_intvl': 2, 'net/ipv4/tcp_keepalive_probes': 3 } },
    },
    rules: [{ rule: 'lose', enabled: false, port: tls ? 8443 : 8080 }],
    about: `the path black-holes idle connections; the ${by} has TCP keep-alive on and resets after its probes`,
    expect: { 'tcp-keepalive-failed': 4 },
    judge: boxed('lose', 'tcp-keepalive-failed', {
      when: (c) =>
        (by === 'server' ? c.atServer : c.atClient)?.segments.some(
          (s) => s.flags & 4 && s.fromClient === (by === 'client'),
        ),
      origin: 'endpoint',
      harm: 'none',
      at: { [by === 'server' ? 'client' : 'server']: null },
    }),
    vantages: { [by]: '' },
    async run(lab) {
      const { random } = lab;
      const target = await lab.server(server, {
        idleTimeoutS: 120,
        tls,
        port: tls ? 8443 : 8080,
        ...options,
      });
      const other = await lab.server('go', { label: 'other' });
      const keepAlive = by === 'client' ? [['keepalive', 2, 2, 3]] : [];
      const connections = Array.from({ length: 6 }, () => ({
        startMs: random.between(0, 2500),
        steps: [
          ...keepAlive,
          ['get', '/ok'],
          ['sleep', random.between(0.2, 0.6)],
          ['get', '/ok'],
          ['wait', 18],
        ],
      }));
      await Promise.all([
        lab.client('raw', target, { connections }),
        runWorkers(lab, 'raw', other, busyWorkers(random, { count: 5, paths: ['/ok'] })),
        lab.underWay(3.8).then(() => lab.tell('lose enable')),
      ]);
    },
  };
}

export const scenarios = [...STALLED.map(zeroWindow), hung, ...PROBES.map(keepAliveFailed)];
