/** Programs under test: started in a directory of their own, ended as a group, skipped where they are not installed. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from './scope.ts';

/** True where every program is on the path and every file (absolute) exists. */
export function isInstalled(needs: readonly string[]): boolean {
  return needs.every((need) => (need.startsWith('/') ? existsSync(need) : onPath(need)));
}

function onPath(program: string): boolean {
  const directories = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`.split(':');
  return directories.some((directory) => existsSync(join(directory, program)));
}

/** True where Debian's own Python has the module. */
export function hasPythonModule(name: string): boolean {
  return (
    isInstalled(['/usr/bin/python3']) && spawnSync('/usr/bin/python3', ['-c', `import ${name}`]).status === 0
  );
}

/** A directory with these files, gone when the test ends. */
export function directoryWith(files: Record<string, string>): string {
  const directory = mkdtempSync(join(tmpdir(), 'whyreset-recipe-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
  atEnd(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export interface Running {
  child: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
}

/** Started with a shell where `command` is a string. Ends with the test, workers included. */
export function start(
  command: string | readonly string[],
  directory: string,
  env: Record<string, string> = {},
): Running {
  const [program = '', ...argv] = typeof command === 'string' ? ['sh', '-c', command] : command;
  const path = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;
  const child = spawn(program, argv, {
    cwd: directory,
    detached: true,
    env: { ...process.env, PATH: path, HOME: directory, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.once('error', (error) => (output += error.message));
  atEnd(() => endGroup(child));
  return { child, output: () => output, ended };
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Waits until something listens there. */
export async function listening(port: number, running: Running, limitMs = 60_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await accepts(port))) {
    if (Date.now() > end || running.child.exitCode !== null)
      throw new Error(`nothing listens: ${running.output()}`);
    await sleep(50);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket.destroy() !== undefined));
    socket.once('error', () => resolve(false));
  });
}

/** The keep-alive timers that the kernel runs for sockets matching an ss filter, in seconds. */
export function keepAliveTimersS(filter: string): number[] {
  const { stdout } = spawnSync('ss', ['-tnoH', 'state', 'established', filter], { encoding: 'utf8' });
  const timers = stdout.matchAll(/timer:\(keepalive,(?:(\d+)min)?([\d.]+(?=sec))?/g);
  return [...timers].map(([, minutes, seconds]) => Number(minutes ?? 0) * 60 + Number(seconds ?? 0));
}

/** How many connections to this port are up, as the side that opened them sees it. */
export function establishedTo(port: number): number {
  const { stdout } = spawnSync('ss', ['-tnH', 'state', 'established', `dport = :${port}`], {
    encoding: 'utf8',
  });
  return stdout.split('\n').filter((line) => line !== '').length;
}
