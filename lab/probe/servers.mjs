/**
 * The real servers that `whyreset probe` is measured against, and what they are configured to do. `lateS` is how much
 * later than configured the server may close by its own design (a timer that ticks, a buffer); `why` says where that is
 * written. Short timeouts, so that a whole round takes seconds.
 */

/** @typedef {{ name: string, program: string, options: object, upstream?: string, page?: string, lateS?: number,
 *   why?: string, idleTimeoutS: number, requestLimit?: number, headerTimeoutS?: number, bodyTimeoutS?: number,
 *   http2?: boolean, stallLateS?: number }} Probed */

/** @type {Probed[]} */
const plain = [
  {
    name: 'nginx',
    program: 'nginx',
    options: { requestLimit: 100, headersTimeoutS: 2, bodyTimeoutS: 3 },
    upstream: 'node',
    idleTimeoutS: 3,
    requestLimit: 100,
    headerTimeoutS: 2,
    bodyTimeoutS: 3,
  },
  {
    name: 'HAProxy',
    program: 'haproxy',
    options: { headersTimeoutS: 2, clientTimeoutS: 10 },
    idleTimeoutS: 3,
    headerTimeoutS: 2,
  },
  {
    name: 'Apache httpd',
    program: 'apache',
    options: { headersTimeoutS: 2, bodyTimeoutS: 3, requestLimit: 100 },
    idleTimeoutS: 3,
    // MaxKeepAliveRequests counts the requests after the first.
    requestLimit: 101,
    headerTimeoutS: 2,
    bodyTimeoutS: 3,
  },
  {
    name: 'Node.js',
    program: 'node',
    options: { headersTimeoutS: 2, requestTimeoutS: 3, requestLimit: 50 },
    page: '/upload',
    idleTimeoutS: 2,
    lateS: 1,
    why: 'keepAliveTimeoutBuffer adds 1 s',
    requestLimit: 50,
    headerTimeoutS: 2,
    bodyTimeoutS: 3,
    // It looks every 0.5 s here (connectionsCheckingInterval).
    stallLateS: 0.5,
  },
  {
    name: 'gunicorn',
    program: 'gunicorn',
    options: {},
    idleTimeoutS: 2,
    lateS: 1,
    why: 'a gthread worker looks once a second',
  },
  { name: 'uvicorn', program: 'uvicorn', options: {}, idleTimeoutS: 3 },
  {
    name: 'Tomcat',
    program: 'tomcat',
    options: { headersTimeoutS: 2, requestLimit: 100 },
    idleTimeoutS: 3,
    lateS: 2,
    why: 'the poller looks once a second, and not while it is busy',
    requestLimit: 100,
    headerTimeoutS: 2,
    stallLateS: 2,
  },
  { name: 'Caddy', program: 'caddy', options: { headersTimeoutS: 2 }, idleTimeoutS: 3, headerTimeoutS: 2 },
  {
    name: 'Puma',
    program: 'puma',
    options: { headersTimeoutS: 2 },
    idleTimeoutS: 3,
    lateS: 0.2,
    why: 'a thread waits 0.2 s before the timer starts',
    headerTimeoutS: 2,
    bodyTimeoutS: 2,
  },
  {
    name: 'lighttpd',
    program: 'lighttpd',
    options: { requestLimit: 100, headersTimeoutS: 2 },
    idleTimeoutS: 3,
    lateS: 2,
    why: 'it looks once a second, at whole seconds',
    // server.max-keep-alive-requests counts the requests after the first.
    requestLimit: 101,
    headerTimeoutS: 2,
    stallLateS: 2,
  },
  { name: 'Varnish', program: 'varnish', options: {}, upstream: 'node', idleTimeoutS: 3 },
];

/** The same over TLS, with HTTP/2 where the server has it. */
const secured = plain
  .filter(({ program }) =>
    ['nginx', 'haproxy', 'apache', 'node', 'caddy', 'uvicorn', 'tomcat'].includes(program),
  )
  .map((server, i) => {
    const http2 = ['nginx', 'haproxy', 'apache', 'caddy'].includes(server.program);
    const tls = i % 2 === 0 ? '1.3' : '1.2';
    return {
      ...server,
      name: `${server.name}, TLS ${tls}`,
      options: { ...server.options, tls, http2 },
      http2,
    };
  });

export const probedServers = [...plain, ...secured];
