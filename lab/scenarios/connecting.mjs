/** Connections that fail before the first request is answered. */
import { firstOf, unlucky } from '../judges.mjs';
import { busyWorkers, request, runWorkers } from '../plan.mjs';

const once = (random, count, path = '/ok') =>
  Array.from({ length: count }, () => ({ startMs: random.between(0, 4000), requests: [request(0, path)] }));
const wellAt = (lab, client, target, count = 6) =>
  runWorkers(
    lab,
    client,
    target,
    client === 'curl' ? once(lab.random, count) : busyWorkers(lab.random, { count, paths: ['/ok'] }),
  );

/** A service that is not there, beside one that is. */
const REFUSED = [
  { name: 'refused-nothing-go-v6', client: 'go', ip: 6, port: 9001 },
  { name: 'refused-nothing-requests', client: 'requests', port: 5001 },
  { name: 'refused-firewall-undici', client: 'undici', port: 8085, reject: { ttl: 62 } },
  { name: 'refused-firewall-curl', client: 'curl', port: 444, reject: { ttl: 255 } },
];

function refused({ name, client, ip, port, reject }) {
  return {
    name,
    ip,
    about: reject
      ? `a firewall REJECTs connections to port ${port} with RST`
      : `nothing listens on port ${port}`,
    rules: reject ? [{ rule: 'block-syn', port, action: 'reject', ...reject }] : [],
    expect: { 'connection-refused': 6 },
    judge: unlucky('connection-refused', {
      serverLabel: 'server',
      when: (c) => c.server.endsWith(`:${port}`),
      harm: 'connect-failed',
      ...(reject && { origin: 'middlebox', originAcceptable: ['endpoint', 'unknown'] }),
    }),
    vantages: reject ? { client: '' } : { client: '', server: 'server' },
    async run(lab) {
      const well = await lab.server('nginx', { label: 'other' });
      const target = lab.nothingAt('server', port);
      await Promise.all([runWorkers(lab, client, target, once(lab.random, 9)), wellAt(lab, client, well)]);
    },
  };
}

/** SYNs that are never answered. */
const UNANSWERED = [
  { name: 'ctimeout-firewall-jnet', client: 'jnet', port: 9010 },
  { name: 'ctimeout-firewall-go-v6', client: 'go', ip: 6, port: 8099 },
  { name: 'ctimeout-firewall-curl', client: 'curl', port: 3306, timeoutMs: 5000 },
];

function unanswered({ name, client, ip, port, timeoutMs = 12_000 }) {
  return {
    name,
    ip,
    about: 'a firewall router DROPs SYNs',
    rules: [{ rule: 'block-syn', port, action: 'drop' }],
    expect: { 'connect-timeout': 6 },
    judge: unlucky('connect-timeout', {
      when: (c) => c.server.endsWith(`:${port}`),
      harm: 'connect-failed',
      origin: 'unknown',
      originAcceptable: ['unknown', 'middlebox', 'endpoint'],
    }),
    async run(lab) {
      const well = await lab.server('caddy', { label: 'other' });
      const target = lab.nothingAt('server', port);
      await Promise.all([
        runWorkers(lab, client, target, once(lab.random, 8), { timeoutMs }),
        wellAt(lab, client, well),
      ]);
    },
  };
}

/** A listener out of room: handshakes complete, and RST follows. */
const OVERFLOW = [
  { name: 'overflow-lb-raw', client: 'raw', server: 'nginx', rules: [{ rule: 'overflow', max: 9, ttl: 61 }] },
  {
    name: 'overflow-lb-requests-v6',
    client: 'requests',
    ip: 6,
    server: 'caddy',
    rules: [{ rule: 'overflow', max: 7, ttl: 64, flags: 'RA' }],
  },
  { name: 'overflow-accept-raw', client: 'raw', server: 'raw', options: { mode: 'abort-accept', every: 3 } },
  {
    name: 'overflow-kernel-requests',
    client: 'requests',
    server: 'raw',
    options: { mode: 'no-accept', backlog: 2, acceptEveryS: 0.5 },
    sysctls: { 'net/ipv4/tcp_abort_on_overflow': 1 },
  },
];

function overflow({ name, client, ip, server, options = {}, rules = [], sysctls }) {
  const byBox = rules.length > 0;
  const hit = (c) =>
    byBox
      ? c.boxEvent('overflow')
      : c.ending.ending === 'reset' &&
        c.ending.endedBy === 'server' &&
        c.exchanges.every((e) => e.responseAt === null);
  return {
    name,
    ip,
    rules,
    hosts: { client: {}, server: { sysctls } },
    about: byBox
      ? 'the load balancer refuses connections above its limit with RST right after the handshake'
      : 'the server cannot take more connections: RST right after the handshake',
    // Neither refused nor answered: the kernel drops what a full queue cannot take, and the run ends first.
    ignore: (c) => c.lost && c.ending.endedBy === 'none' && c.ending.ending !== 'unanswered',
    expect: { 'accept-overflow': 4 },
    judge: firstOf(
      // A full accept queue also drops SYNs.
      unlucky('connect-timeout', {
        when: (c) => c.ending.ending === 'unanswered',
        harm: 'connect-failed',
        origin: 'unknown',
        originAcceptable: ['endpoint', 'middlebox'],
        acceptable: ['accept-overflow'],
      }),
      unlucky('accept-overflow', {
        when: hit,
        acceptable: byBox ? [] : ['no-response-close'],
        origin: byBox ? 'middlebox' : 'endpoint',
        harm: (c) => (c.last === undefined ? 'connect-failed' : 'request-lost'),
        harmAcceptable: ['connect-failed', 'request-lost', 'unknown'],
      }),
    ),
    async run(lab) {
      const target = await lab.server(server, { idleTimeoutS: 60, ...options });
      const { random } = lab;
      const workers = Array.from({ length: 26 }, () => ({
        startMs: random.between(0, 3000),
        requests: [0, 400, 700, 900].map((gap) => request(gap)),
      }));
      await runWorkers(lab, client, target, workers, { timeoutMs: 6000 });
    },
  };
}

/** The TLS handshake is turned down. */
const TLS = [
  {
    name: 'tlsrej-nginx-name-go',
    client: 'go',
    server: 'nginx',
    tls: '1.3',
    options: { name: 'service.lab' },
    rejectUnknown: true,
  },
  {
    name: 'tlsrej-haproxy-mtls-requests',
    client: 'requests',
    server: 'haproxy',
    tls: '1.2',
    options: { bindExtra: 'verify required ca-file ca.pem' },
  },
  { name: 'tlsrej-node-version-raw', client: 'raw', server: 'node', tls: '1.3', offer: '1.2' },
  { name: 'tlsrej-nginx-version-agent', client: 'agent', server: 'nginx', tls: '1.3', offer: '1.2' },
  {
    name: 'tlsrej-caddy-name-curl-v6',
    client: 'curl',
    ip: 6,
    server: 'caddy',
    tls: '1.3',
    options: { name: 'service.lab' },
  },
];

function tlsRejected({ name, client, ip, server, tls, offer, options = {}, rejectUnknown }) {
  return {
    name,
    ip,
    about: `${server} turns the TLS handshake down (${offer ? `it speaks only TLS ${tls}, the client ${offer}` : rejectUnknown || options.name ? 'an unknown server name' : 'no client certificate'})`,
    expect: { 'tls-rejected': 5 },
    judge: unlucky('tls-rejected', {
      serverLabel: 'server',
      when: (c) => c.handshakeDone,
      harm: 'connect-failed',
    }),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const bindExtra = options.bindExtra?.replace('ca.pem', `${lab.buildFolder}/ca.pem`);
      const extraServer = rejectUnknown
        ? (port, address) =>
            `server { listen ${address}:${port} ssl default_server; ssl_reject_handshake on; }`
        : undefined;
      const target = await lab.server(server, {
        tls,
        ...options,
        bindExtra,
        ...(extraServer && { port: 8443, extraServer: extraServer(8443, lab.host.server.address) }),
      });
      const well = await lab.server('go', { label: 'other', tls: '1.3' });
      const asked = { ...target, tls: offer ?? tls, name: options.name ? 'unknown.lab' : undefined };
      await Promise.all([
        runWorkers(lab, client, asked, once(lab.random, 8)),
        wellAt(lab, client, { ...well, name: undefined }),
      ]);
    },
  };
}

/** Two protocols meet. */
const MISMATCH = [
  { name: 'mismatch-node-http2tls-undici', client: 'undici', server: 'node', tls: '1.3', speak: 'plain' },
  { name: 'mismatch-go-tls2http-requests', client: 'requests', server: 'go', speak: 'tls' },
  { name: 'mismatch-apache-tls2http-jnet-v6', client: 'jnet', ip: 6, server: 'apache', speak: 'tls' },
  { name: 'mismatch-puma-h2-curl', client: 'curl', server: 'puma', speak: 'h2' },
  { name: 'mismatch-gunicorn-h2-curl', client: 'curl', server: 'gunicorn', speak: 'h2' },
  { name: 'mismatch-haproxy-http2tls-raw', client: 'raw', server: 'haproxy', tls: '1.2', speak: 'plain' },
];

function mismatch({ name, client, ip, server, tls, speak }) {
  const what = {
    plain: 'plain HTTP sent to a TLS port',
    tls: 'TLS spoken to a plaintext port',
    h2: 'HTTP/2 preface (prior knowledge) to an HTTP/1-only server',
  }[speak];
  return {
    name,
    ip,
    about: what,
    expect: { 'protocol-mismatch': 5 },
    judge: unlucky('protocol-mismatch', {
      serverLabel: 'server',
      when: (c) => c.handshakeDone,
      harm: speak === 'plain' ? 'request-lost' : 'connect-failed',
      harmAcceptable: ['connect-failed', 'request-lost', 'unknown'],
    }),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const target = await lab.server(server, { tls, idleTimeoutS: 20 });
      const well = await lab.server('nginx', { label: 'other' });
      const asked = { ...target, tls: speak === 'tls' ? '1.2' : undefined };
      await Promise.all([
        runWorkers(
          lab,
          client,
          asked,
          once(lab.random, 8),
          speak === 'h2' ? { arguments: ['--http2-prior-knowledge'], timeoutMs: 8000 } : { timeoutMs: 8000 },
        ),
        wellAt(lab, client, well),
      ]);
    },
  };
}

export const scenarios = [
  ...REFUSED.map(refused),
  ...UNANSWERED.map(unanswered),
  ...OVERFLOW.map(overflow),
  ...TLS.map(tlsRejected),
  ...MISMATCH.map(mismatch),
];
