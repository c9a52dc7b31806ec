/** Long silences that are no idleness: long polls, event streams, WebSockets; and proxies that end them by a timer. */
import { unlucky } from '../judges.mjs';
import { busyWorkers, request, runWorkers } from '../plan.mjs';
import { vary } from '../vary.mjs';

const APP = { label: 'app', address: '127.0.0.1', port: 3001, idleTimeoutS: 90 };
const UPSTREAM = '127.0.0.1:3001';
const UPGRADE =
  'GET /socket HTTP/1.1\r\nHost: service.lab\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';
const PASS_UPGRADE = {
  extra: `location /socket { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; proxy_read_timeout 30s; }`,
};

/** An event stream falls silent (Node's first event comes at once, the next after 4 s) and a proxy cuts it. */
const CUT = [
  { name: 'sse-cut-nginx-raw', proxy: 'nginx', waitS: 3, options: { responseTimeoutS: 3 } },
  { name: 'sse-cut-haproxy-raw-v6', proxy: 'haproxy', waitS: 2, options: { serverTimeoutS: 2 }, ip: 6 },
  { name: 'sse-cut-nginx-raw-tls13', proxy: 'nginx', waitS: 2, options: { responseTimeoutS: 2 }, tls: '1.3' },
];

function cut({ name, proxy, waitS, options, tls, ip }) {
  return {
    name,
    ip,
    about: `${proxy} waits ${waitS} s for the next event of an event stream, and ends it in mid-response`,
    expect: { 'response-aborted': 4 },
    judge: unlucky('response-aborted', {
      serverLabel: 'server',
      when: (c) => c.records.some(({ step }) => step === 'wait') && c.ending.endedBy === 'server',
      harm: 'response-truncated',
      // Inside TLS a stream that ends is not told from a response that was complete.
      acceptable: tls ? ['response-timeout', 'idle-close', 'abortive-close', 'none'] : ['response-timeout'],
      ...(tls && { harmAcceptable: ['none', 'unknown'] }),
    }),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      await lab.server('node', { ...APP });
      const target = await lab.server(proxy, { idleTimeoutS: 60, tls, upstream: UPSTREAM, ...options });
      const connections = Array.from({ length: 7 }, () => ({
        startMs: random.between(0, 2500),
        steps: [
          ['get', '/ok'],
          ['sleep', random.between(0.1, 0.8)],
          [
            'send',
            'GET /events HTTP/1.1\r\nHost: service.lab\r\nUser-Agent: lab-raw/1\r\nX-Lab: the head is long enough to be a message\r\n\r\n',
          ],
          ['wait', waitS + 8],
        ],
      }));
      await Promise.all([
        lab.client('raw', target, { connections }),
        runWorkers(lab, 'raw', target, busyWorkers(random, { count: 5, paths: ['/ok'] })),
      ]);
    },
  };
}

/** Answers that take longer than the server's idle timeout: it does not run while a request is open. */
const POLLS = [
  { name: 'quiet-longpoll-go-requests', server: 'go', client: 'requests' },
  { name: 'quiet-longpoll-uvicorn-jnet-tls12', server: 'uvicorn', client: 'jnet', tls: '1.2' },
  { name: 'quiet-longpoll-tomcat-huc-v6', server: 'tomcat', client: 'huc', ip: 6 },
  { name: 'quiet-longpoll-node-agent-tls13', server: 'node', client: 'agent', tls: '1.3' },
];

function poll({ name, server, client, tls, ip }) {
  return {
    name,
    ip,
    about: 'no sick connection: long polls, each longer than the idle timeout of the server',
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      const target = await lab.server(server, { idleTimeoutS: 3, tls });
      const workers = Array.from({ length: 10 }, () => ({
        startMs: random.between(0, 2500),
        requests: Array.from({ length: 3 }, (_, index) =>
          request(index === 0 ? 0 : random.between(20, 900), `/slow?s=${random.between(3.2, 4.8)}`),
        ),
      }));
      await runWorkers(lab, client, target, workers, { timeoutMs: 20_000 });
    },
  };
}

/** WebSockets through a proxy: messages, then seconds of silence, then an end by either side. */
const SOCKETS = [
  { name: 'quiet-websocket-nginx-tls12', proxy: 'nginx', tls: '1.2', options: PASS_UPGRADE },
  { name: 'quiet-websocket-haproxy-v6', proxy: 'haproxy', ip: 6, options: { extra: 'timeout tunnel 4s' } },
];

function sockets({ name, proxy, tls, ip, options }) {
  return {
    name,
    ip,
    about:
      'no sick connection: WebSockets with long silences, ended by the client, or by the proxy after a silence',
    judge: (c) =>
      c.label === 'server' && c.ending.endedBy === 'server'
        ? { cause: 'idle-close', harm: 'none', acceptable: ['abortive-close', 'late-data', 'none'] }
        : null,
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const { random } = lab;
      await lab.server('node', { ...APP });
      const target = await lab.server(proxy, { idleTimeoutS: 60, tls, upstream: UPSTREAM, ...options });
      const connections = Array.from({ length: 10 }, (_, index) => ({
        startMs: random.between(0, 2500),
        steps: [
          ['send', UPGRADE],
          ['sleep', 0.5],
          ['send', 'a message of some length that is echoed by the server'],
          ...(index % 2 === 0
            ? [
                ['sleep', random.between(2, 3.5)],
                ['send', 'and another one'],
                ['sleep', 0.5],
                ['fin'],
                ['sleep', 0.3],
                ['close'],
              ]
            : [['wait', 8]]),
        ],
      }));
      await lab.client('raw', target, { connections });
    },
  };
}

export const scenarios = [
  ...CUT.map((variant) => cut(vary(variant, { waitS: [-1, 0] }))),
  ...POLLS.map(poll),
  ...SOCKETS.map(sockets),
];
