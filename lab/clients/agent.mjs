/** The lab's node:http client with a keep-alive Agent, one socket a worker. One argument: a plan (see ../plan.mjs). */
import http from 'node:http';
import https from 'node:https';
import { runPlan } from './run-plan.mjs';

await runPlan((plan) => {
  let port;
  const { Agent, request: send } = plan.tls ? https : http;
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 1,
    rejectUnauthorized: false,
    servername: plan.name,
    ...(plan.tls === '1.2' && { maxVersion: 'TLSv1.2' }),
  });
  const call = ({ path, method, bodyBytes, abortMs }) =>
    new Promise((resolve, reject) => {
      const request = send(
        plan.base + path,
        { method, agent, headers: plan.name ? { host: plan.name } : {} },
        (response) => {
          const done = new Promise((finish, fail) => {
            response
              .on('end', () => (response.complete ? finish() : fail(new Error('aborted'))))
              .on('error', fail);
            response.resume();
          });
          if (abortMs > 0) setTimeout(() => request.destroy(), abortMs);
          resolve({ status: response.statusCode, done });
        },
      );
      request.on('socket', (socket) => {
        if (socket.connecting)
          socket.once('connect', () => {
            port = socket.localPort;
          });
        else port = socket.localPort;
      });
      request.on('error', reject);
      if (plan.timeoutMs) request.setTimeout(plan.timeoutMs, () => request.destroy(new Error('timeout')));
      request.end(bodyBytes > 0 ? Buffer.alloc(bodyBytes) : undefined);
    });
  return { call, port: () => port };
});
