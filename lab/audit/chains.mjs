/**
 * The chains on which the audit is proved. Each has one fault with short timers: `hops` as they stand in chain.yaml, and
 * programs of the lab that run exactly that. A hop with `file` is audited from the configuration file it runs with, the
 * others from the values they are started with.
 */

const slowPath = { client: { delayMs: 1 }, proxy: { delayMs: 1 }, server: { delayMs: 120 } };

/** nginx keeps upstream connections for a minute: longer than every server below. */
const nginx = {
  program: 'nginx',
  product: 'nginx',
  version: '1.22',
  file: 'nginx.conf',
  wishes: { upstreamIdleTimeoutS: 60 },
};
/** Shared connections from the first request on, which is what makes HAProxy reuse them here at all. */
const haproxy = {
  program: 'haproxy',
  product: 'haproxy',
  version: '2.6',
  file: 'haproxy.cfg',
  wishes: { serverExtra: 'pool-purge-delay 60s', backendExtra: 'http-reuse always' },
};

export const chains = [
  {
    name: 'nginx-node',
    hosts: slowPath,
    finding: 'idle-order',
    hops: [nginx, { program: 'node', product: 'node', version: '20', idleTimeoutS: 2 }],
  },
  {
    name: 'nginx-gunicorn',
    hosts: slowPath,
    finding: 'idle-order',
    hops: [nginx, { program: 'gunicorn', product: 'gunicorn', idleTimeoutS: 2 }],
  },
  {
    name: 'nginx-uvicorn',
    hosts: slowPath,
    finding: 'idle-order',
    hops: [nginx, { program: 'uvicorn', product: 'uvicorn', idleTimeoutS: 2 }],
  },
  {
    name: 'nginx-apache',
    hosts: slowPath,
    finding: 'idle-order',
    hops: [
      nginx,
      {
        program: 'apache',
        product: 'apache-httpd',
        file: 'httpd.conf',
        idleTimeoutS: 2,
        // With fewer threads than connections Apache closes idle ones early, to have threads for new ones.
        wishes: { extra: 'ThreadLimit 200\nThreadsPerChild 200\nMaxRequestWorkers 400' },
      },
    ],
  },
  {
    name: 'nginx-tomcat',
    hosts: slowPath,
    finding: 'idle-order',
    hops: [nginx, { program: 'tomcat', product: 'tomcat', version: '10.1', idleTimeoutS: 2 }],
  },
  {
    name: 'haproxy-nginx',
    hosts: slowPath,
    finding: 'idle-order',
    hops: [haproxy, { program: 'nginx', product: 'nginx', file: 'nginx.conf', idleTimeoutS: 2 }],
  },
  {
    name: 'nginx-haproxy',
    hosts: slowPath,
    finding: 'idle-order',
    hops: [nginx, { program: 'haproxy', product: 'haproxy', file: 'haproxy.cfg', idleTimeoutS: 2 }],
  },
  {
    name: 'nginx-nat-node',
    hosts: slowPath,
    finding: 'middlebox-idle',
    box: { port: 3000, idleS: 2 },
    hops: [nginx, { program: 'node', product: 'node', version: '20', idleTimeoutS: 75, port: 3000 }],
  },
];
