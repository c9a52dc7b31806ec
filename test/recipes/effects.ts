/** What each purpose must be seen to do, for a server and for a client. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Recipe } from '../../src/catalog/recipe.ts';
import { type ClientProgram, makeRequests, type Step } from './clients.ts';
import { printOfClient, printOfServer } from './printing.ts';
import { establishedTo, keepAliveTimersS } from './programs.ts';
import { recordingServer } from './recording-server.ts';
import { provoke } from './server-probe.ts';
import { type ServerProgram, serve } from './servers.ts';

/** Seconds asked for: unlike every default, and longer than a start-up hiccup. */
const idleS = 2;
/** gunicorn's default is 2. */
const serverIdleS = (product: string): number => (product === 'gunicorn' ? 4 : idleS);
/** Timers may be looked at once a second, and Node.js adds one. */
const lateS = 2.4;

type Effect<Program> = (recipe: Recipe, program: Program) => Promise<void>;

export const serverEffects: Partial<Record<string, Effect<ServerProgram>>> = {
  'idle-timeout-server': async (recipe, program) => {
    const value = serverIdleS(recipe.product);
    const { port } = await serve(program, recipe.snippet(value));
    const { closedAfterS } = await provoke(port, { waitS: value + lateS });
    expect(closedAfterS).not.toBeNull();
    expect(closedAfterS).toBeGreaterThan(value - 0.1);
  },
  'disable-keepalive': async (recipe, program) => {
    const { port } = await serve(program, recipe.snippet(0));
    const { answered, closedAfterS } = await provoke(port, { requests: 3, waitS: 1.5 });
    expect(answered).toBe(1);
    expect(closedAfterS).not.toBeNull();
  },
  'request-limit': async (recipe, program) => {
    const { port } = await serve(program, recipe.snippet(3));
    const { answered } = await provoke(port, { requests: 9, waitS: 0.5 });
    expect(answered).toBe(3);
  },
  'tcp-keepalive': async (recipe, program) => {
    const { port } = await serve(program, recipe.snippet(60));
    const probing = provoke(port, { waitS: 1 });
    await sleep(500);
    expectProbes(recipe, keepAliveTimersS(`sport = :${port}`));
    await probing;
  },
  'print-current': printOfServer,
};

export const proxyEffects: Partial<Record<string, Effect<ServerProgram>>> = {
  'idle-timeout-client': async (recipe, program) => {
    const backend = await recordingServer();
    const { port } = await serve(program, recipe.snippet(idleS), backend.port);
    if (program.product === 'haproxy') return expectPoolPurged(port, backend.port);
    await provoke(port, { requests: 3, waitS: 0, pausesMs: [500, (idleS + 1.5) * 1000] });
    expect(backend.seen.map(({ connection }) => connection)).toEqual([1, 1, 2]);
  },
  'disable-keepalive': async (recipe, program) => {
    const backend = await recordingServer();
    const { port } = await serve(program, recipe.snippet(0), backend.port);
    await provoke(port, { requests: 3, waitS: 0, pausesMs: [200, 200] });
    expect(backend.seen.map(({ connection }) => connection)).toEqual([1, 2, 3]);
  },
  'request-limit': async (recipe, program) => {
    const backend = await recordingServer();
    const { port } = await serve(program, recipe.snippet(3), backend.port);
    await provoke(port, { requests: 5, waitS: 0 });
    expect(backend.seen.map(({ connection }) => connection)).toEqual([1, 1, 1, 1, 2]);
  },
  retry: async (recipe, program) => {
    const backend = await recordingServer((_, nth) => (nth === 2 ? 'reset' : 'answer'));
    const { port } = await serve(program, recipe.snippet(0), backend.port);
    expect(await askAt(port, [0, 300])).toEqual([1, 1]);
    expect(backend.seen.length).toBeGreaterThanOrEqual(2);
  },
  'tcp-keepalive': async (recipe, program) => {
    const backend = await recordingServer();
    const { port } = await serve(program, recipe.snippet(60), backend.port);
    await askAt(port, [0]);
    expectProbes(recipe, keepAliveTimersS(`dport = :${backend.port}`));
  },
  'response-timeout': async (recipe, program) => {
    const backend = await recordingServer(() => 'silent');
    const { port } = await serve(program, recipe.snippet(idleS), backend.port);
    const started = performance.now();
    await provoke(port, { waitS: 0 });
    expect((performance.now() - started) / 1000).toBeGreaterThan(idleS - 0.1);
    expect((performance.now() - started) / 1000).toBeLessThan(idleS + lateS);
  },
};

export const clientEffects: Partial<Record<string, Effect<ClientProgram>>> = {
  'idle-timeout-client': async (recipe, program) => {
    const wait = (idleS + 1.5) * 1000;
    const { connections, lines } = await record(recipe, program, idleS, [get(0), get(500), get(wait)]);
    expect(lines).toEqual(['200', '200', '200']);
    expect(connections).toEqual([1, 1, 2]);
  },
  'disable-keepalive': async (recipe, program) => {
    const { connections, lines } = await record(recipe, program, 0, [get(0), get(200), get(200)]);
    expect(lines).toEqual(['200', '200', '200']);
    expect(connections).toEqual([1, 2, 3]);
  },
  'tcp-keepalive': async (recipe, program) => {
    const server = await recordingServer(() => 'silent');
    const task = { url: urlOf(server.port), steps: [get(0)], tail: 0, purpose: recipe.purpose };
    makeRequests(program, recipe.snippet(60), task);
    while (server.seen.length === 0) await sleep(50);
    await sleep(300);
    expectProbes(recipe, keepAliveTimersS(`dport = :${server.port}`));
  },
  'response-timeout': async (recipe, program) => {
    const server = await recordingServer(() => 'silent');
    const task = { url: urlOf(server.port), steps: [get(0)], tail: 0, purpose: recipe.purpose };
    const running = makeRequests(program, recipe.snippet(idleS), task);
    while (server.seen.length === 0) await sleep(20);
    const started = performance.now();
    while (!running.output().includes('error')) await sleep(20);
    expect((performance.now() - started) / 1000).toBeGreaterThan(idleS - 0.6);
    expect((performance.now() - started) / 1000).toBeLessThan(idleS + lateS);
  },
  retry: async (recipe, program) => {
    const again = await record(recipe, program, 0, [get(0), get(200)], (_, nth) =>
      nth === 2 ? 'reset' : 'answer',
    );
    expect(again.lines).toEqual(['200', '200']);
    if (program.getOnly) return;
    const once = await record(recipe, program, 0, [get(0), { method: 'POST', wait: 200 }], (_, nth) =>
      nth === 2 ? 'reset' : 'answer',
    );
    expect(once.seen.filter(({ method }) => method === 'POST').length).toBe(
      program.product === 'go-http-client' ? 2 : 1,
    );
  },
  'print-current': printOfClient,
};

const get = (wait: number): Step => ({ method: 'GET', wait });
const urlOf = (port: number): string => `http://127.0.0.1:${port}/`;

async function record(
  recipe: Recipe,
  program: ClientProgram,
  value: number,
  steps: readonly Step[],
  behave?: Parameters<typeof recordingServer>[0],
): Promise<{ connections: number[]; lines: string[]; seen: { method: string }[] }> {
  const server = await recordingServer(behave);
  const running = makeRequests(program, recipe.snippet(value), {
    url: urlOf(server.port),
    steps,
    tail: 0,
    purpose: recipe.purpose,
  });
  await running.ended;
  const lines = running
    .output()
    .split('\n')
    .filter((line) => /^(\d{3}$|error)/.test(line));
  if (lines.length === 0) throw new Error(running.output());
  return { connections: server.seen.map(({ connection }) => connection), lines, seen: server.seen };
}

/** A client connection of its own for each request; says how many were answered each time. */
async function askAt(port: number, timesMs: readonly number[]): Promise<number[]> {
  const start = performance.now();
  const answered: number[] = [];
  for (const time of timesMs) {
    await sleep(Math.max(0, time - (performance.now() - start)));
    answered.push((await provoke(port, { waitS: 0 })).answered);
  }
  return answered;
}

/** With a time of its own the first probe comes within the 60 s asked for; else when the operating system says. */
function expectProbes(recipe: Recipe, timersS: number[]): void {
  expect(timersS.length).toBeGreaterThan(0);
  if (recipe.snippet(60) !== recipe.snippet(120)) expect(Math.max(...timersS)).toBeLessThanOrEqual(60);
}

/** HAProxy halves its pool again and again instead: the last connection goes within a few times the delay. */
async function expectPoolPurged(port: number, backend: number): Promise<void> {
  await provoke(port, { waitS: 0 });
  await sleep(300);
  expect(establishedTo(backend)).toBe(1);
  await sleep(3 * idleS * 1000);
  expect(establishedTo(backend)).toBe(0);
}
