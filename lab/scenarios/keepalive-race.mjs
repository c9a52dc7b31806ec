/** Requests that cross the server's FIN: pools keep connections about as long as the server does. */
import { idleRace } from '../judges.mjs';
import { busyWorkers, idleWorkers } from '../plan.mjs';

/** name, server program, its idle timeout, client, TLS, IP; `extraS`: what the program adds to its timeout by itself. */
const VARIANTS = [
  { name: 'ka-race-nginx-undici', server: 'nginx', idleTimeoutS: 5, client: 'undici', count: 28 },
];

function scenario({
  name,
  server,
  idleTimeoutS,
  client,
  tls,
  ip,
  count = 24,
  extraS = 0,
  slackS = 0,
  serverOptions = {},
  hosts,
}) {
  const closesAfterS = idleTimeoutS + extraS;
  return {
    name,
    ip,
    hosts,
    about: `${server} closes idle connections after ${closesAfterS} s; clients reuse pooled connections after about that idle time`,
    inferred: { 'keepalive-race': { trueIdleTimeoutS: closesAfterS, timerSlackS: 0.3 + slackS } },
    expect: { 'keepalive-race': 2 },
    judge: idleRace(),
    vantages: { client: '', server: 'server' },
    async run(lab) {
      const target = await lab.server(server, { idleTimeoutS, tls, ...serverOptions });
      const { random } = lab;
      const workers = idleWorkers(random, {
        count,
        timeoutS: closesAfterS,
        rttMs: lab.rttMs(),
        slackMs: slackS * 1000,
      });
      await Promise.all([
        lab.client(client, target, {
          workers: [...workers, ...busyWorkers(random, { count: 4 })],
          timeoutMs: 20_000,
        }),
      ]);
    },
  };
}

export const scenarios = VARIANTS.map(scenario);
