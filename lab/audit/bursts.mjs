/**
 * Requests in bursts, each on a connection of its own, so that a proxy needs as many upstream connections as a burst has
 * requests, and the next burst meets all of them after the same idle time.
 * One JSON argument: {host, port, size, gapsMs}. One JSON line: {sent, failed, statuses}.
 */
import http from 'node:http';

const { host, port, size, gapsMs } = JSON.parse(process.argv[2]);
const statuses = {};
let failed = 0;

for (const gapMs of [0, ...gapsMs]) {
  await new Promise((resolve) => setTimeout(resolve, gapMs));
  for (const status of await Promise.all(Array.from({ length: size }, ask))) {
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status !== 200) failed += 1;
  }
}
console.log(JSON.stringify({ sent: size * (gapsMs.length + 1), failed, statuses }));

/** The status, or the code of the error. */
function ask() {
  return new Promise((resolve) => {
    const request = http.get({ host, port, path: '/ok', agent: false, timeout: 20_000 }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
      response.on('error', (error) => resolve(error.code));
    });
    request.on('error', (error) => resolve(error.code));
    request.on('timeout', () => request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
  });
}
