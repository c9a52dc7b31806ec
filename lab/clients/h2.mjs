/**
 * The lab's HTTP/2 client: one session a worker, many streams on it where a request says `parallel`. A session that is
 * over, or has been told to go away, is replaced. One argument: a plan (see ../plan.mjs).
 */
import http2 from 'node:http2';
import { runPlan } from './run-plan.mjs';

await runPlan((plan) => {
  let session;
  let port;
  const connected = async () => {
    if (session && !session.closed && !session.destroyed) return session;
    session = http2.connect(plan.base, {
      rejectUnauthorized: false,
      servername: plan.name,
      ...(plan.tls && { maxVersion: `TLSv${plan.tls}` }),
    });
    session.on('error', () => {}); // each of its streams fails by itself
    await new Promise((resolve, reject) => {
      session.once('connect', resolve);
      session.once('error', reject);
    });
    port = session.socket.localPort;
    return session;
  };
  return {
    port: () => port,
    call: (request) => callOn(connected, plan, request),
  };
});

/** What was never sent, because GOAWAY had just come, is sent on another session. */
async function callOn(connected, plan, request) {
  const session = await connected();
  const calls = Array.from({ length: request.parallel ?? 1 }, () => exchange(session, plan, request));
  try {
    const [first] = await Promise.all(calls);
    return { status: first.status, done: Promise.all(calls.map(async (call) => (await call).done)) };
  } catch (error) {
    if (!error.unsent) throw error;
    session.close();
    return callOn(connected, plan, request);
  }
}

/** Settles with the response's head; its `done` settles when the stream is over, whole or not. */
function exchange(session, { timeoutMs }, { path, method, bodyBytes, abortMs }) {
  return new Promise((resolve, reject) => {
    // Long enough that no record of a request looks like HTTP/2's own housekeeping.
    const padding = Array.from({ length: 16 }, () => Math.random().toString(36).slice(2, 12)).join('');
    const stream = session.request({ ':path': path, ':method': method, 'x-lab': padding });
    const done = new Promise((finish, fail) => {
      stream.on('close', () =>
        stream.rstCode === 0 && stream.readableEnded
          ? finish()
          : fail(new Error(`stream ended with ${stream.rstCode}`)),
      );
    });
    done.catch(() => {}); // told through `resolve`, or too late to matter
    const fail = (error) => reject(Object.assign(error, { unsent: stream.id === undefined }));
    stream.on('error', fail).on('close', () => fail(new Error('closed before a response')));
    stream.on('response', (headers) => {
      stream.resume();
      if (abortMs > 0) setTimeout(() => stream.close(http2.constants.NGHTTP2_CANCEL), abortMs);
      resolve({ status: headers[':status'], done });
    });
    if (timeoutMs) stream.setTimeout(timeoutMs, () => stream.close(http2.constants.NGHTTP2_CANCEL));
    stream.end(bodyBytes > 0 ? Buffer.alloc(bodyBytes) : undefined);
  });
}
