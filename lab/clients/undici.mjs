/** The lab's undici client: one connection a worker. One argument: a plan (see ../plan.mjs). */
import { buildConnector, Client } from 'undici';
import { runPlan } from './run-plan.mjs';

await runPlan((plan) => {
  let port;
  const connector = buildConnector({
    rejectUnauthorized: false,
    timeout: 9000,
    servername: plan.name,
    maxVersion: plan.tls === '1.2' ? 'TLSv1.2' : undefined,
  });
  const connect = (options, callback) =>
    connector(options, (error, socket) => {
      port = socket?.localPort;
      callback(error, socket);
    });
  const client = new Client(plan.base, {
    connect,
    keepAliveTimeout: 90_000,
    keepAliveMaxTimeout: 90_000,
    headersTimeout: plan.timeoutMs || 60_000,
  });
  return {
    port: () => port,
    async call({ path, method, bodyBytes, abortMs }) {
      const controller = new AbortController();
      const body = bodyBytes > 0 ? Buffer.alloc(bodyBytes) : undefined;
      const response = await client.request({ path, method, body, signal: controller.signal });
      if (abortMs > 0) setTimeout(() => controller.abort(), abortMs);
      return { status: response.statusCode, done: response.body.arrayBuffer() };
    },
  };
});
