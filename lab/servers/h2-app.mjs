/**
 * The lab's HTTP/2 server (Node.js), over TLS or in plaintext (h2c), with streams that misbehave on demand. One JSON
 * argument: {address, port, tls, cert, key, idleTimeoutS, requestLimit}.
 */
import { readFileSync } from 'node:fs';
import http2 from 'node:http2';

const options = JSON.parse(process.argv[2]);
const text = 'The lab serves this page. '.repeat(4000);
const { NGHTTP2_INTERNAL_ERROR } = http2.constants;

const pages = {
  '/ok': (stream) => send(stream, text.slice(0, 320)),
  '/page': (stream) => send(stream, text.slice(0, 20_000)),
  '/slow': (stream, query) =>
    setTimeout(() => send(stream, text.slice(0, 320)), Number(query.get('s')) * 1000),
  /** A call that streams, as gRPC does: `n` messages, one every `s` seconds, then trailers. */
  '/calls': (stream, query) => call(stream, Number(query.get('n')), Number(query.get('s')) * 1000),
  '/rst': (stream) => stream.close(NGHTTP2_INTERNAL_ERROR),
  /** A part of a response, then the end of the connection. */
  '/abort': (stream) => {
    stream.respond({ ':status': 200, 'content-length': 90_000 });
    stream.write(text.slice(0, 30_000));
    setTimeout(() => socketOf(stream)?.destroy(), 60);
  },
  '/destroy': (stream) => socketOf(stream)?.destroy(),
  '/exit': () => process.exit(1),
};

/** The TCP socket itself: a session does not let its own be destroyed. */
const sockets = new Map();
function socketOf(stream) {
  return sockets.get(stream.session?.socket.remotePort);
}

function send(stream, body) {
  if (stream.destroyed) return;
  stream.respond({ ':status': 200, 'content-type': 'text/plain', 'content-length': body.length });
  stream.end(body);
}

function call(stream, messages, everyMs) {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  let sent = 0;
  const next = () => {
    if (stream.destroyed) return;
    stream.write(text.slice(0, 200));
    sent += 1;
    if (sent === messages) stream.end();
    else setTimeout(next, everyMs);
  };
  next();
}

const { tls } = options;
const server = tls
  ? http2.createSecureServer({
      cert: readFileSync(options.cert),
      key: readFileSync(options.key),
      minVersion: `TLSv${tls}`,
      maxVersion: `TLSv${tls}`,
    })
  : http2.createServer();

server.on('connection', (socket) => sockets.set(socket.remotePort, socket));
server.on('session', (session) => {
  // close() is GOAWAY, then the end once no stream is open.
  if (options.idleTimeoutS) session.setTimeout(options.idleTimeoutS * 1000, () => session.close());
  session.on('error', () => {});
});
server.on('stream', (stream, headers) => {
  const url = new URL(headers[':path'], 'http://lab');
  stream.on('error', () => {});
  stream.resume();
  const { session } = stream;
  (pages[url.pathname] ?? pages['/ok'])(stream, url.searchParams);
  session.served = (session.served ?? 0) + 1;
  if (session.served === options.requestLimit) session.close();
});
server.on('sessionError', () => {});
process.on('SIGTERM', () => process.exit(0));
server.listen(options.port, options.address);
