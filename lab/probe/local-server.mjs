/** A server program of the lab on this machine's loopback interface, without namespaces. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sleep } from '../process.mjs';
import { servers } from '../servers/index.mjs';

const START_LIMIT_MS = 60_000;
const address = '127.0.0.1';

/** Starts it on a free port; resolves once it listens. */
export async function startLocalServer(program, options) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'whyreset-server-'));
  const { argv, files = {}, env } = servers[program]({ address, ...options, port }, folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const log = openSync(join(folder, 'output.log'), 'a');
  const child = spawn(argv[0], argv.slice(1), {
    cwd: folder,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let failed = '';
  child.once('error', (error) => {
    failed = error.message;
  });
  const stop = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const endMs = Date.now() + START_LIMIT_MS;
  while (!(await accepts(port))) {
    if (failed === '' && child.exitCode === null && Date.now() < endMs) {
      await sleep(50);
      continue;
    }
    const said = readFileSync(join(folder, 'output.log'), 'utf8').slice(-2000);
    stop();
    throw new Error(`${program} does not listen: ${failed || said}`);
  }
  return { port, stop };
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, address, resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, address);
    socket.once('connect', () => resolve(socket.destroy() !== undefined));
    socket.once('error', () => resolve(false));
  });
}
