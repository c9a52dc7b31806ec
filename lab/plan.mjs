/**
 * What clients do, as data. A plan is {base, tls, name, timeoutMs, workers}; a worker is {startMs, requests}, one
 * request {gapMs, path, method, bodyBytes, abortMs}. A worker has a connection pool of its own with one place, and
 * sends its requests one after the other: `gapMs` after the last response, so that gaps are idle times.
 */

export function request(gapMs, path = '/ok', more = {}) {
  return { gapMs, path, method: more.bodyBytes ? 'POST' : 'GET', bodyBytes: 0, ...more };
}

/**
 * Workers that reuse their connection around an idle timeout. `early`: gaps that are safe; `race`: within one round
 * trip before the peer's FIN arrives; `late`: after it. Shares in `mix`, the rest is early.
 */
export function idleWorkers(
  random,
  {
    count,
    timeoutS,
    rttMs,
    rounds = 2,
    mix = { race: 0.5, late: 0.1 },
    path = '/ok',
    startSpreadMs = 4000,
    slackMs = 0,
  },
) {
  const gap = () => {
    const dice = random.next();
    if (dice < mix.race)
      return timeoutS * 1000 - random.between(0.06, 0.97) * rttMs + random.between(0, slackMs);
    if (dice < mix.race + mix.late) return timeoutS * 1000 + slackMs + random.between(30, 900);
    return timeoutS * 1000 * random.between(0.2, 0.93);
  };
  return Array.from({ length: count }, () => ({
    startMs: random.between(0, startSpreadMs),
    requests: [
      request(0, path),
      ...Array.from({ length: random.integer(0, 2) }, () => request(random.between(50, 400), path)),
      ...Array.from({ length: rounds }, () => request(gap(), path)),
    ],
  }));
}

/** Workers that all is well with: short gaps. */
export function busyWorkers(
  random,
  { count, requests = 8, gapMs = [80, 600], paths = ['/ok', '/ok', '/page'], startSpreadMs = 3000 },
) {
  return Array.from({ length: count }, () => ({
    startMs: random.between(0, startSpreadMs),
    requests: Array.from({ length: random.integer(Math.ceil(requests / 2), requests) }, (_, index) =>
      request(index === 0 ? 0 : random.between(...gapMs), random.pick(paths)),
    ),
  }));
}

/** Workers of which each sends a few good requests and then `bad` ones (made by the function given). */
export function workersThatMeet(random, { count, bad, before = [0, 2], startSpreadMs = 4000 }) {
  return Array.from({ length: count }, (_, index) => ({
    startMs: random.between(0, startSpreadMs),
    requests: [
      ...Array.from({ length: random.integer(...before) }, () => request(random.between(60, 400))),
      bad(index),
    ],
  }));
}

/** The same plan for the raw client: every worker a connection. */
export function asConnections(workers) {
  return workers.map(({ startMs, requests }) => ({
    startMs,
    steps: requests.flatMap(({ gapMs, path, bodyBytes }) => [
      ['sleep', gapMs / 1000],
      bodyBytes > 0 ? ['post', path, bodyBytes] : ['get', path],
    ]),
  }));
}

/** Runs pooled workers with any client program. */
export function runWorkers(lab, client, target, workers, more = {}) {
  return lab.client(client, target, {
    ...more,
    ...(client === 'raw' ? { connections: asConnections(workers) } : { workers }),
  });
}
