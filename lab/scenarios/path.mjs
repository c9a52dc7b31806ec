/** The path does harm: packets vanish, are too large, or come from somebody else. */
import { boxed } from '../judges.mjs';
import { busyWorkers, request, runWorkers, workersThatMeet } from '../plan.mjs';

const page = (path) => (random) => request(random.between(60, 500), path);
const upload = (path, bodyBytes) => (random) => request(random.between(60, 500), path, { bodyBytes });

/** Packets of some flows vanish in mid-exchange. */
const LOSS = [
  {
    name: 'loss-response-nginx-curl',
    server: 'nginx',
    client: 'curl',
    bad: page('/big'),
    rule: { pattern: '/big', afterBytes: 120_000, toward: 'client' },
    timeoutMs: 6000,
  },
  {
    name: 'loss-both-node-agent',
    server: 'node',
    client: 'agent',
    bad: page('/stream'),
    rule: { pattern: '/stream', afterBytes: 90_000, toward: 'both' },
    timeoutMs: 9000,
  },
  {
    name: 'loss-upload-go-requests-v6',
    server: 'go',
    client: 'requests',
    ip: 6,
    bad: upload('/upload', 900_000),
    rule: { pattern: '/upload', toward: 'server' },
    timeoutMs: 20_000,
  },
  {
    name: 'loss-answer-caddy-undici',
    server: 'caddy',
    client: 'undici',
    bad: page('/page'),
    rule: { pattern: '/page', toward: 'client' },
    timeoutMs: 8000,
  },
];

function loss({ name, server, client, ip, bad, rule, timeoutMs }) {
  const isUpload = name.includes('upload');
  const harm = (c) => (c.last.responseBytes > 0 ? 'response-truncated' : 'request-lost');
  return {
    name,
    ip,
    rules: [{ rule: 'lose', ...rule }],
    about: `the path drops packets ${rule.toward === 'client' ? 'to the client' : rule.toward === 'server' ? 'to the server' : 'both ways'} of some flows in mid-exchange`,
    expect: { 'network-loss': 4 },
    judge: boxed('lose', 'network-loss', {
      harm,
      origin: (c) => (c.ending.endedBy === 'none' ? 'unknown' : 'endpoint'),
      originAcceptable: ['endpoint', 'unknown'],
      // The header passed and the body did not: that looks like a size limit of the path, too.
      acceptable: isUpload ? ['client-timeout', 'mtu-blackhole'] : ['client-abort', 'client-timeout'],
      at: {
        server: {
          acceptable: isUpload ? ['request-timeout', 'client-timeout', 'none', 'unexplained'] : [],
          originAcceptable: ['endpoint', 'unknown'],
        },
      },
    }),
    vantages: { client: '', server: 'server' },
    run: (lab) => someMeet(lab, { server, client, bad, timeoutMs }),
  };
}

/** Some workers meet the bad page, others do not. */
async function someMeet(lab, { server, client, bad, timeoutMs, tls, count = 7, options = {}, name }) {
  const { random } = lab;
  const target = await lab.server(server, { idleTimeoutS: 60, tls, ...options });
  const met = workersThatMeet(random, {
    count,
    before: client === 'curl' ? [0, 0] : [0, 2],
    bad: () => bad(random),
  });
  const well =
    client === 'curl'
      ? Array.from({ length: 8 }, () => ({ startMs: random.between(0, 4000), requests: [request(0)] }))
      : busyWorkers(random, { count: 6, paths: ['/ok'] });
  await runWorkers(lab, client, { ...target, name }, [...met, ...well], { timeoutMs });
}

/** Only segments above a size are lost. */
const MTU = [
  {
    name: 'mtu-download-nginx-undici',
    server: 'nginx',
    client: 'undici',
    bytes: 1400,
    toward: 'client',
    bad: page('/page'),
  },
  {
    name: 'mtu-upload-node-requests',
    server: 'node',
    client: 'requests',
    bytes: 1300,
    toward: 'server',
    bad: upload('/upload', 60_000),
  },
  {
    name: 'mtu-handshake-caddy-go-tls13',
    server: 'caddy',
    client: 'go',
    tls: '1.3',
    bytes: 1350,
    toward: 'client',
    bad: page('/ok'),
  },
  {
    name: 'mtu-download-apache-raw-v6',
    server: 'apache',
    client: 'raw',
    ip: 6,
    bytes: 1420,
    toward: 'client',
    bad: page('/page'),
  },
];

function mtu({ name, server, client, tls, ip, bytes, toward, bad }) {
  return {
    name,
    ip,
    rules: [{ rule: 'drop-large', bytes, toward }],
    about: `a hop with a smaller MTU drops packets above ${bytes} bytes to the ${toward} and its ICMP is filtered`,
    expect: { 'mtu-blackhole': 4 },
    judge: boxed('too-large', 'mtu-blackhole', {
      origin: (c) => (c.ending.endedBy === 'none' ? 'unknown' : 'endpoint'),
      originAcceptable: ['endpoint', 'unknown'],
      harm: tls ? 'connect-failed' : 'request-lost',
      harmAcceptable: ['connect-failed', 'request-lost', 'response-truncated'],
      acceptable: toward === 'client' ? ['client-timeout', 'network-loss'] : ['network-loss'],
      at: {
        server:
          toward === 'client'
            ? { acceptable: ['network-loss'] }
            : { acceptable: ['request-timeout', 'client-timeout', 'network-loss', 'none', 'unexplained'] },
      },
    }),
    vantages: { client: '', server: 'server' },
    run: (lab) => someMeet(lab, { server, client, bad, tls, timeoutMs: 9000 }),
  };
}

/** Somebody on the path sends RST in the name of the peers. */
const INJECTED = [
  {
    name: 'inject-both-nginx-requests',
    server: 'nginx',
    client: 'requests',
    rule: { pattern: 'denied', to: 'both', ttl: 57, block: true },
  },
  {
    name: 'inject-noack-node-go-v6',
    server: 'node',
    client: 'go',
    ip: 6,
    rule: { pattern: 'denied', to: 'client', ttl: 40 },
  },
  {
    name: 'inject-steps-apache-curl',
    server: 'apache',
    client: 'curl',
    rule: { pattern: 'denied', to: 'client', ttl: 105, count: 3, step: 1460, randomIpId: true },
  },
  {
    name: 'inject-sni-caddy-raw-tls13',
    server: 'caddy',
    client: 'raw',
    tls: '1.3',
    sni: true,
    rule: { pattern: 'denied.lab', to: 'both', ttl: 55, block: true },
  },
  {
    name: 'inject-sni-go-undici-tls12',
    server: 'go',
    client: 'undici',
    tls: '1.2',
    sni: true,
    rule: { pattern: 'denied.lab', to: 'both', ttl: 128, flags: 'RA' },
  },
  {
    name: 'inject-ra-node-agent',
    server: 'node',
    client: 'agent',
    rule: { pattern: 'denied', to: 'both', ttl: 200, flags: 'RA', window: 8192 },
  },
];

function injected({ name, server, client, tls, ip, sni, rule }) {
  return {
    name,
    ip,
    rules: [{ rule: 'inject', ...rule }],
    about: `a policy box resets ${rule.to === 'both' ? 'both sides' : 'the client only'} on ${sni ? 'the SNI in the ClientHello' : 'a word in the request'}`,
    expect: { 'injected-reset': 4 },
    judge: boxed('injected', 'injected-reset', {
      harm: sni ? 'connect-failed' : 'request-lost',
      acceptable: sni ? ['tls-rejected'] : [],
      at: {
        server: {
          acceptable: sni
            ? ['client-abort', 'tls-rejected']
            : rule.to === 'client'
              ? ['client-abort', 'client-timeout', 'abortive-close', 'no-response-close', 'network-loss']
              : [],
        },
      },
    }),
    vantages: rule.to === 'both' ? { client: '', server: 'server' } : { client: '' },
    async run(lab) {
      const { random } = lab;
      const target = await lab.server(server, { idleTimeoutS: 60, tls });
      const singles = (path) =>
        Array.from({ length: 8 }, () => ({ startMs: random.between(0, 4000), requests: [request(0, path)] }));
      const met =
        sni || client === 'curl'
          ? singles(sni ? '/ok' : '/denied')
          : workersThatMeet(random, { count: 8, bad: () => page('/denied')(random) });
      await Promise.all([
        runWorkers(lab, client, { ...target, name: sni ? 'denied.lab' : undefined }, met, {
          timeoutMs: 9000,
        }),
        runWorkers(
          lab,
          client,
          { ...target, name: sni ? 'allowed.lab' : undefined },
          client === 'curl' ? singles('/ok') : busyWorkers(random, { count: 6, paths: ['/ok'] }),
          { timeoutMs: 9000 },
        ),
      ]);
    },
  };
}

export const scenarios = [...LOSS.map(loss), ...MTU.map(mtu), ...INJECTED.map(injected)];
