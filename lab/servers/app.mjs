/**
 * The lab's Node.js server: plain node:http(s), with pages that misbehave on demand. One JSON argument:
 * {address, port, tls, cert, key, idleTimeoutS, headersTimeoutS, requestTimeoutS, socketTimeoutS, closeAfterRequests,
 * closeAfterAgeS, keepAliveProbeS, bigBytes}.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';

const options = JSON.parse(process.argv[2]);
const bigBytes = options.bigBytes ?? 3_000_000;
const text = 'The lab serves this page. '.repeat(4000);

const pages = {
  '/ok': (_, response) => send(response, text.slice(0, 320)),
  '/page': (_, response) => send(response, text.slice(0, 20_000)),
  '/big': (_, response) => sendSlowly(response, bigBytes, 0),
  /** A download at a human pace: 16 kB every 20 ms. */
  '/stream': (_, response) => sendSlowly(response, bigBytes, 20),
  '/slow': (_, response, query) =>
    setTimeout(() => send(response, text.slice(0, 320)), Number(query.get('s')) * 1000),
  '/destroy': (request) => request.socket.destroy(),
  '/reset': (request) => request.socket.resetAndDestroy(),
  '/exit': () => process.exit(1),
  '/empty': (_, response) => response.writeHead(204).end(),
  '/events': (request, response) => events(request, response),
  /** The first part of a response, then the end of the connection: as a crash in a handler. */
  '/abort': (_, response, query) => {
    if (query.has('chunked')) response.writeHead(200);
    else response.writeHead(200, { 'content-length': 90_000 });
    response.write(text.slice(0, 30_000));
    setTimeout(() => response.socket?.destroy(), 60);
  },
  /** Answers before the body is read, and closes: no lingering close. */
  '/reject': (request, response) => {
    response.writeHead(413, { connection: 'close', 'content-type': 'text/plain' });
    response.end('too large\n', () => request.socket.destroy());
  },
  '/upload': (request, response) => request.resume().on('end', () => send(response, 'thanks\n')),
};

function send(response, body) {
  response.writeHead(200, { 'content-type': 'text/plain', 'content-length': body.length });
  response.end(body);
}

function sendSlowly(response, bytes, everyMs) {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes });
  let left = bytes;
  const step = () => {
    while (left > 0 && !response.destroyed) {
      const size = Math.min(left, 16_384);
      left -= size;
      const goOn = response.write(text.slice(0, size));
      if (left === 0) return response.end();
      if (everyMs > 0) return setTimeout(step, everyMs);
      if (!goOn) return response.once('drain', step);
    }
  };
  step();
}

/** Server-sent events: an event, long silences between. */
function events(request, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('data: hello\n\n');
  const timer = setInterval(() => response.write('data: tick\n\n'), 4000);
  request.on('close', () => clearInterval(timer));
}

function handle(request, response) {
  const url = new URL(request.url, 'http://lab');
  const page = pages[url.pathname];
  if (page === undefined) return send(response, 'nothing here\n');
  if (
    options.readsBody !== false &&
    request.method === 'POST' &&
    url.pathname !== '/upload' &&
    url.pathname !== '/reject'
  )
    request.resume();
  page(request, response, url.searchParams);
  response.once('finish', () => limitRequests(request.socket));
}

/** A server that ends connections after a number of responses without having said so. */
function limitRequests(socket) {
  socket.served = (socket.served ?? 0) + 1;
  if (options.closeAfterRequests === socket.served)
    setTimeout(() => socket.destroy(), options.closeDelayMs ?? 30);
}

const { tls } = options;
const settings = {
  keepAliveTimeout: (options.idleTimeoutS ?? 60) * 1000,
  headersTimeout: (options.headersTimeoutS ?? 60) * 1000,
  requestTimeout: (options.requestTimeoutS ?? 120) * 1000,
  connectionsCheckingInterval: 500,
  ...(tls && {
    cert: readFileSync(options.cert),
    key: readFileSync(options.key),
    minVersion: tls === '1.3' || options.only13 ? 'TLSv1.3' : 'TLSv1.2',
    maxVersion: `TLSv${tls}`,
  }),
};
const server = (tls ? https : http).createServer(settings, handle);
if (options.socketTimeoutS) server.timeout = options.socketTimeoutS * 1000;
server.maxRequestsPerSocket = options.requestLimit ?? 0;
server.on('connection', (socket) => {
  if (options.closeAfterAgeS) setTimeout(() => socket.destroy(), options.closeAfterAgeS * 1000);
  if (options.keepAliveProbeS) socket.setKeepAlive(true, options.keepAliveProbeS * 1000);
});
server.on('upgrade', ({ headers }, socket) => {
  // RFC 6455 section 4.2.2; proxies check it.
  const accept = createHash('sha1')
    .update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
  );
  socket.on('data', (data) => socket.write(data));
  socket.on('error', () => {});
});
server.on('clientError', (error, socket) => {
  console.error(new Date().toISOString(), error.code);
  if (socket.writable)
    socket.end(
      error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n'
        : 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n',
    );
  else socket.destroy();
});
server.on('tlsClientError', (error) => console.error(new Date().toISOString(), error.code));
process.on('SIGTERM', () => process.exit(0));
server.listen(options.port, options.address, options.backlog ?? 511);
