/** Nothing is wrong here, however it looks: idle closes, closes with RST, health checks, keep-alive probes, odd HTTP. */
import { healthCheck, idleClosed } from '../judges.mjs';
import { asConnections, busyWorkers, idleWorkers, request, runWorkers } from '../plan.mjs';

/** Connections nobody uses any more are closed by the server. */
// Node announces its timeout, and Node's own clients would close first: it gets the raw client.
const IDLE = [
  'nginx:3',
  'apache:4',
  'go:3',
  'haproxy:4',
  'node:2:raw',
  'caddy:4',
  'lighttpd:3',
  'gunicorn:3',
  'uvicorn:3',
  'puma:4',
  'tomcat:3',
  'jetty:3',
].map((item, index) => {
  const [server, seconds, program] = item.split(':');
  return {
    server,
    idleTimeoutS: Number(seconds),
    tls: [undefined, '1.2', '1.3'][index % 3],
    ip: index % 4 === 3 ? 6 : 4,
    client: program ?? ['undici', 'raw', 'agent', 'raw'][index % 4],
  };
});

function idleClose({ server, idleTimeoutS, tls, ip, client }) {
  return {
    name: `quiet-idle-${server}-${client}${tls ? `-tls${tls.replace('.', '')}` : ''}`,
    ip,
    about: `idle connections closed by the server after ${idleTimeoutS} s, nobody using them`,
    observes: { timer: 'keep-alive idle', configuredS: idleTimeoutS },
    expect: { 'idle-close': 4 },
    judge: idleClosed,
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      const target = await lab.server(server, { idleTimeoutS, tls });
      const lasting = Array.from({ length: 10 }, () => ({
        startMs: random.between(0, 2000),
        requests: [request(0), request(random.between(100, 900))],
      }));
      // The raw client keeps its sockets open until it sees the end; others are held by one late request elsewhere.
      if (client === 'raw') {
        await lab.client('raw', target, {
          connections: asConnections(lasting).map((c) => ({
            ...c,
            steps: [...c.steps, ['wait', idleTimeoutS + 6]],
          })),
        });
      } else {
        const other = await lab.server('go', { label: 'other', idleTimeoutS: 60, tls });
        const held = { startMs: 0, requests: [request(0), request((idleTimeoutS + 5) * 1000)] };
        await Promise.all([
          lab.client(client, target, {
            workers: [...lasting, { startMs: 0, requests: [request(0), request((idleTimeoutS + 4) * 1000)] }],
          }),
          lab.client(client, other, { workers: [held] }),
        ]);
      }
    },
  };
}

/** Every response is the last of its connection; the client's close_notify crosses the server's end. */
const LATE = [
  { name: 'quiet-late-apache-curl-tls13-v6', server: 'apache', tls: '1.3', ip: 6 },
  { name: 'quiet-late-nginx-curl-tls12', server: 'nginx', tls: '1.2' },
  { name: 'quiet-late-haproxy-curl-tls13', server: 'haproxy', tls: '1.3' },
];

function lateData({ name, server, tls, ip }) {
  return {
    name,
    ip,
    about: 'each response is the last of its connection; close_notify crosses the end and meets RST',
    judge: (c) =>
      c.ending.ending === 'reset' && !c.lost
        ? { cause: 'late-data', harm: 'none', acceptable: ['abortive-close', 'idle-close'] }
        : null,
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      const target = await lab.server(server, { idleTimeoutS: 30, tls });
      const once = Array.from({ length: 20 }, () => ({
        startMs: random.between(0, 6000),
        requests: [request(0)],
      }));
      await Promise.all([
        lab.client('curl', target, { workers: once, arguments: ['-H', 'Connection: close'] }),
        lab.client('go', target, { workers: once.slice(0, 8) }),
      ]);
    },
  };
}

export const scenarios = [
  ...IDLE.map(idleClose),
  {
    name: 'quiet-checks-haproxy',
    hosts: { client: {}, server: {}, other: {} },
    about: 'HAProxy TCP and HTTP health checks, some of which end in RST, beside healthy requests',
    expect: { 'abortive-close': 10 },
    judge: (c) => (c.label === 'app' || c.label === 'app2' ? healthCheck(c) : null),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const app = await lab.server('go', { label: 'app', idleTimeoutS: 60 });
      const app2 = await lab.server('nginx', { label: 'app2', idleTimeoutS: 60 });
      const proxies = [
        [app, '3100'],
        [app2, '3101'],
      ];
      for (const [upstream, port] of proxies)
        await lab.server('haproxy', {
          on: 'client',
          label: `proxy${port}`,
          port: Number(port),
          upstream: upstream.endPoint,
          serverExtra: 'check inter 600',
        });
      await Promise.all([
        lab.sleep(10),
        runWorkers(lab, 'undici', app, busyWorkers(lab.random, { count: 6, paths: ['/ok'] })),
        runWorkers(lab, 'requests', app2, busyWorkers(lab.random, { count: 6, paths: ['/ok'] })),
      ]);
    },
  },
  {
    name: 'quiet-abortive-raw',
    about:
      'clients close with RST after the last whole response (SO_LINGER 0), and health checks reset before any byte',
    expect: { 'abortive-close': 8 },
    judge: (c) =>
      healthCheck(c) ??
      (c.ending.ending === 'reset' && c.ending.endedBy === 'client' && !c.lost
        ? { cause: 'abortive-close', harm: 'none' }
        : null),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      const target = await lab.server('nginx', { idleTimeoutS: 30 });
      const connections = [
        ...Array.from({ length: 10 }, () => ({
          startMs: random.between(0, 4000),
          steps: [
            ['get', '/ok'],
            ['sleep', random.between(0.1, 2)],
            ['get', '/page'],
            ['sleep', random.between(0, 1.5)],
            ['reset'],
          ],
        })),
        ...Array.from({ length: 6 }, (_, i) => ({ startMs: i * 1000, steps: [['reset']] })),
      ];
      await Promise.all([
        lab.client('raw', target, { connections }),
        runWorkers(lab, 'agent', target, busyWorkers(random, { count: 6, paths: ['/ok'] })),
      ]);
    },
  },
  ...LATE.map(lateData),
  {
    name: 'quiet-keepalive-probes-save',
    about:
      'a middlebox forgets flows idle for 6 s, but the client sends TCP keep-alive probes: no sick connection',
    rules: [{ rule: 'forget', idleS: 6, action: 'reset' }],
    async run(lab) {
      const target = await lab.server('go', { idleTimeoutS: 60 });
      const workers = Array.from({ length: 8 }, () => ({
        startMs: lab.random.between(0, 2000),
        requests: [request(0), request(7500), request(9000)],
      }));
      await lab.client('agent', target, { workers });
    },
  },
  {
    name: 'quiet-odd-http',
    about:
      'no sick connection: pipelining, 100-continue, HEAD, 204, WebSocket, server-sent events, long polls',
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      const node = await lab.server('node', { idleTimeoutS: 30 });
      const nginx = await lab.server('nginx', { label: 'other', idleTimeoutS: 30 });
      const upgrade =
        'GET /socket HTTP/1.1\r\nHost: service.lab\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';
      const kinds = [
        [['pipeline', '/ok', 4], ['sleep', 1], ['pipeline', '/ok', 2], ['close']],
        [['expect', '/upload', 3000], ['sleep', 0.5], ['get', '/ok'], ['close']],
        [['head', '/page'], ['sleep', 0.3], ['head', '/ok'], ['close']],
        [['get', '/empty'], ['get', '/ok'], ['get', '/empty'], ['close']],
        [['get', '/slow?s=6'], ['get', '/slow?s=3'], ['close']],
        [
          ['send', upgrade],
          ['sleep', 1],
          ['send', 'hello there'],
          ['sleep', 5],
          ['send', 'bye'],
          ['sleep', 0.4],
          ['fin'],
          ['sleep', 0.4],
          ['close'],
        ],
      ];
      const connections = Array.from({ length: 24 }, (_, i) => ({
        startMs: random.between(0, 3000),
        steps: kinds[i % kinds.length],
      }));
      const onNginx = Array.from({ length: 8 }, (_, i) => ({
        startMs: random.between(0, 3000),
        steps: kinds[[0, 2][i % 2]],
      }));
      await Promise.all([
        lab.client('raw', node, { connections }),
        lab.client('raw', nginx, { connections: onNginx }),
      ]);
    },
  },
  {
    name: 'healthy-lossy-reorder',
    hosts: { client: { jitterMs: 9, loss: 0.01 }, server: { jitterMs: 5 }, other: { loss: 0.02 } },
    about: 'no sick connection: a path with jitter that reorders packets and loses 1 to 2 % of them',
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      const a = await lab.server('nginx', { idleTimeoutS: 60 });
      const b = await lab.server('caddy', { on: 'other', label: 'other', idleTimeoutS: 60, tls: '1.3' });
      await Promise.all([
        runWorkers(lab, 'go', a, busyWorkers(random, { count: 16, requests: 10 })),
        runWorkers(lab, 'undici', b, busyWorkers(random, { count: 12, requests: 8 })),
      ]);
    },
  },
  {
    name: 'healthy-reuse-below-timeout-tls',
    about: 'no sick connection: long idle times below the server timeout, over TLS',
    async run(lab) {
      const { random } = lab;
      const a = await lab.server('haproxy', { idleTimeoutS: 9, tls: '1.2' });
      const b = await lab.server('jetty', { label: 'other', idleTimeoutS: 8, tls: '1.3' });
      const mix = { race: 0, late: 0 };
      await Promise.all([
        runWorkers(lab, 'agent', a, idleWorkers(random, { count: 14, timeoutS: 7, rttMs: 40, mix })),
        runWorkers(lab, 'raw', b, idleWorkers(random, { count: 10, timeoutS: 6, rttMs: 40, mix })),
      ]);
    },
  },
];
