/** Starts server programs on the hosts of a run. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endPoint, pickPort } from '../addresses.mjs';
import { until } from '../process.mjs';
import { softwareOf } from '../software.mjs';
import { servers } from './index.mjs';

const START_LIMIT_MS = 25_000;

/** Starts a program on a host, waits until it listens, and adds it to the run's servers. `label` names it in the truth. */
export async function startServer(lab, program, { on = 'server', label = on, ...wishes } = {}) {
  const taken = new Set(lab.servers.map((server) => server.port));
  const address = wishes.address ?? lab.host[on].address;
  const port = wishes.port ?? pickPort(lab.random, wishes.tls, taken);
  const folder = join(lab.dir, `${label}-${program}-${lab.servers.length}`);
  mkdirSync(folder, { recursive: true });
  const { tls, name } = wishes;
  const server = {
    program,
    label,
    host: on,
    address,
    port,
    tls,
    name,
    folder,
    log: join(folder, 'output.log'),
  };
  server.options = { ...wishes, address, port };
  server.endPoint = endPoint(address, port);
  server.start = () => launch(lab, server);
  server.signal = (signal) => lab.processes.signal(server.child, signal);
  server.stop = (signal, graceMs) => lab.processes.stop(server.child, signal, graceMs);
  await server.start();
  lab.servers.push(server);
  lab.software[label] = softwareOf(program);
  if (label === 'server') lab.software.tls = tls ?? 'no';
  return server;
}

async function launch(lab, server) {
  const { program, folder, port, log } = server;
  const { argv, files = {}, env } = servers[program](server.options, folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  server.child = lab.processes.start(lab.host[server.host].namespace, argv, { cwd: folder, env, log });
  await until(
    () => isListening(server.child.pid, port),
    START_LIMIT_MS,
    `${program} on port ${port} (${log})`,
  );
}

/** True when something listens on the port in the network namespace of the process. */
function isListening(pid, port) {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return ['tcp', 'tcp6'].some((table) => listeners(pid, table).some((local) => local.endsWith(suffix)));
}

/** Local addresses of the sockets in LISTEN (state 0A) of /proc/PID/net/TABLE. */
function listeners(pid, table) {
  try {
    const rows = readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
    return rows.filter((row) => row[3] === '0A').map((row) => row[1]);
  } catch {
    return []; // The process has just begun, or has failed: the caller's time limit decides.
  }
}
