/** One run of one scenario: the network comes up, programs start, the story happens, everything is taken down again. */
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endPoint, placeHosts } from './addresses.mjs';
import { startBox } from './box.mjs';
import { BUILD } from './build.mjs';
import { startCaptures, stopCaptures } from './capture.mjs';
import { runClient } from './clients/start.mjs';
import { createNetwork, removeNetwork } from './network.mjs';
import { createProcesses, sleep, until } from './process.mjs';
import { createRandom } from './random.mjs';
import { startServer } from './servers/start.mjs';

const RUNS = join(tmpdir(), 'whyreset-lab', 'runs');
const SCENARIO_LIMIT_MS = 120_000;
const CLIENT_LIMIT_MS = 40_000;
/** The last segments are still on their way, and tcpdump behind them. */
const SETTLE_MS = 600;
let runs = 0;

/** Runs the scenario and returns the lab as it was left: hosts, servers, client records, box events, capture files. */
export async function runScenario(scenario, seed) {
  const random = createRandom(`${scenario.name} ${seed}`);
  runs += 1;
  const id = `wl${process.pid}-${runs}`;
  const dir = join(RUNS, id);
  mkdirSync(dir, { recursive: true });
  const hosts = placeHosts(id, scenario.hosts ?? { client: {}, server: {} }, scenario.ip ?? 4, random);
  const lab = createLab(scenario, { id, dir, hosts, random });
  try {
    lab.box = await startBox(lab, createNetwork(id, hosts), seed);
    lab.captures = await startCaptures(lab);
    await withLimit(scenario.run(lab), SCENARIO_LIMIT_MS, scenario.name);
    await sleep(SETTLE_MS);
    await stopCaptures(lab);
  } finally {
    await lab.processes.stopAll();
    removeNetwork([`${id}-box`, ...hosts.map((host) => host.namespace)]);
  }
  return lab;
}

export function removeRun(lab) {
  rmSync(lab.dir, { recursive: true, force: true });
}

async function withLimit(promise, ms, name) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} took longer than ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a scenario's `run` and `judge` work with. */
function createLab(scenario, { id, dir, hosts, random }) {
  const host = Object.fromEntries(hosts.map((item) => [item.name, item]));
  const lab = {
    scenario,
    id,
    dir,
    hosts,
    host,
    random,
    processes: createProcesses(),
    buildFolder: BUILD,
    servers: [],
    records: [],
    boxEvents: [],
    software: {},
    captures: {},
    plans: 0,
    server: (program, wishes) => startServer(lab, program, wishes),
    client: (program, target, options) => runClient(lab, program, target, options),
    sleep: (seconds) => sleep(seconds * 1000),
    underWay: (seconds) => underWay(lab, seconds),
    /** A command for a rule of the middlebox. */
    tell: (line) => lab.box.tell(line),
    /** A server that nothing runs: a host and port to talk to. */
    nothingAt: (on, port) => nothingAt(lab, on, port),
    rttMs: (a = 'client', b = 'server') => 2 * (host[a].delayMs + host[b].delayMs),
  };
  const { rules = [] } = scenario;
  lab.boxRules = typeof rules === 'function' ? rules(lab) : rules;
  return lab;
}

/** So many seconds after the first client has begun: on a busy machine programs take seconds to start. */
async function underWay(lab, seconds) {
  await until(() => lab.records.length > 0, CLIENT_LIMIT_MS, 'a client that says something');
  await sleep(seconds * 1000);
}

function nothingAt(lab, on, port) {
  const { address } = lab.host[on];
  const server = { program: 'none', label: on, host: on, address, port, endPoint: endPoint(address, port) };
  lab.servers.push(server);
  lab.software[on] ??= 'Linux kernel';
  return server;
}
