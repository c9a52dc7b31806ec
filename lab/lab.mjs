/** One run of one scenario: the network comes up, programs start, the story happens, everything is taken down again. */
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { endPoint, pickPort, placeHosts } from './addresses.mjs';
import { BUILD, LAB } from './build.mjs';
import { clients, writePlan } from './clients/index.mjs';
import { createNetwork, removeNetwork } from './network.mjs';
import { createProcesses, sleep } from './process.mjs';
import { createRandom } from './random.mjs';
import { servers } from './servers/index.mjs';
import { softwareOf } from './software.mjs';

const RUNS = join(tmpdir(), 'whyreset-lab', 'runs');
const SCENARIO_LIMIT_MS = 120_000;
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
    lab.box = createNetwork(id, hosts);
    await lab.startBox(seed);
    await lab.startCaptures();
    await withLimit(scenario.run(lab), SCENARIO_LIMIT_MS, scenario.name);
    await sleep(600);
    await lab.stopCaptures();
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

function createLab(scenario, { id, dir, hosts, random }) {
  const processes = createProcesses();
  const host = Object.fromEntries(hosts.map((item) => [item.name, item]));
  const captures = {};
  const state = { servers: [], records: [], boxEvents: [], software: {} };
  let boxProcess;
  let serial = 0;

  async function startBox(seed) {
    const config = join(dir, 'box.json');
    const rules = typeof scenario.rules === 'function' ? scenario.rules(lab) : (scenario.rules ?? []);
    lab.boxRules = rules;
    writeFileSync(config, JSON.stringify({ ports: lab.box.ports, rules, seed }));
    boxProcess = processes.start(
      `${id}-box`,
      ['/usr/bin/python3', join(LAB, 'middlebox/middlebox.py'), config],
      { stdin: 'pipe' },
    );
    await new Promise((resolve, reject) => {
      createInterface({ input: boxProcess.stdout }).on('line', (line) => {
        const event = JSON.parse(line);
        if (event.event === 'ready') resolve();
        else state.boxEvents.push(event);
      });
      boxProcess.once('exit', () => reject(new Error('the middlebox ended')));
    });
  }

  async function startCaptures() {
    for (const { name, namespace } of hosts) {
      const file = join(dir, `${name}.pcap`);
      const any = scenario.captureAny ? ['-i', 'any', '-y', 'LINUX_SLL2'] : ['-i', 'eth0'];
      const child = processes.start(
        namespace,
        [
          'tcpdump',
          '-Z',
          'root',
          '-n',
          '-U',
          '--immediate-mode',
          '-B',
          '16384',
          ...any,
          '-w',
          file,
          'tcp or icmp or icmp6',
        ],
        { log: join(dir, `${name}.tcpdump.log`) },
      );
      captures[name] = { file, child };
    }
    for (const { file } of Object.values(captures))
      await until(() => existsSync(file) && readFileSync(file).length >= 24, 5000, `capture ${file}`);
  }

  async function stopCaptures() {
    await Promise.all(Object.values(captures).map(({ child }) => processes.stop(child, 'SIGINT')));
  }

  /** Starts a server program on a host and waits until it listens. */
  async function server(program, { on = 'server', label = on, quiet = false, ...wishes } = {}) {
    const taken = new Set(state.servers.map((item) => item.port));
    const place = host[on];
    const address = wishes.address ?? place.address;
    const port = wishes.port ?? pickPort(random, wishes.tls, taken);
    serial += 1;
    const folder = join(dir, `${label}-${program}-${serial}`);
    mkdirSync(folder, { recursive: true });
    const options = { ...wishes, address, port };
    const item = {
      program,
      label,
      host: on,
      address,
      port,
      tls: wishes.tls,
      name: wishes.name,
      folder,
      options,
      endPoint: endPoint(address, port),
      log: join(folder, 'output.log'),
    };
    Object.assign(item, {
      start: async () => {
        const { argv, files = {}, env } = servers[program](options, folder);
        for (const [name, content] of Object.entries(files)) {
          mkdirSync(dirname(join(folder, name)), { recursive: true });
          writeFileSync(join(folder, name), content);
        }
        item.child = processes.start(place.namespace, argv, { cwd: folder, env, log: item.log });
        await until(
          () => isListening(item.child.pid, port),
          25_000,
          `${program} on port ${port} (${item.log})`,
        );
      },
      signal: (name) => processes.signal(item.child, name),
      stop: (name, graceMs) => processes.stop(item.child, name, graceMs),
    });
    await item.start();
    if (!quiet) {
      state.servers.push(item);
      state.software[label] = softwareOf(program);
      if (label === 'server') state.software.tls = wishes.tls ?? 'no';
    }
    return item;
  }

  /** Runs a client program to its end; its records are kept (and returned). */
  async function client(
    program,
    target,
    {
      on = 'client',
      label = 'client',
      workers = [],
      timeoutMs,
      name = target.name,
      arguments: extra,
      ...rest
    },
  ) {
    serial += 1;
    const file = join(dir, `client-${serial}.plan`);
    const base = `${target.tls || target.scheme === 'https' ? 'https' : 'http'}://${target.endPoint}`;
    const argv = writePlan(
      program,
      {
        base,
        address: target.address,
        port: target.port,
        tls: target.tls,
        name,
        timeoutMs,
        workers: workers.map((worker) => ({ arguments: extra, ...worker })),
        ...rest,
      },
      file,
    );
    state.software[label] ??= clients[program].software;
    const child = processes.start(host[on].namespace, argv, { stdin: 'ignore' });
    lab.running.push(child);
    const records = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      const record = {
        ...JSON.parse(line),
        address: host[on].address,
        server: target.endPoint,
        client: program,
      };
      records.push(record);
      state.records.push(record);
    });
    await once(child, 'close');
    return records;
  }

  const lab = {
    scenario,
    id,
    dir,
    hosts,
    host,
    random,
    processes,
    captures,
    ...state,
    running: [],
    buildFolder: BUILD,
    startBox,
    startCaptures,
    stopCaptures,
    server,
    client,
    sleep: (seconds) => sleep(seconds * 1000),
    /** A command for a rule of the middlebox. */
    tell: (line) => boxProcess.stdin.write(`${line}\n`),
    /** A server that nothing runs: a host and port to talk to. */
    nothingAt: (on, port, more = {}) => {
      const item = {
        program: 'none',
        label: on,
        host: on,
        address: host[on].address,
        port,
        endPoint: endPoint(host[on].address, port),
        ...more,
      };
      state.servers.push(item);
      state.software[on] ??= 'Linux kernel';
      return item;
    },
    rttMs: (a = 'client', b = 'server') => 2 * (host[a].delayMs + host[b].delayMs),
  };
  return lab;
}

async function until(condition, ms, what) {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not ready: ${what}`);
    await sleep(25);
  }
}

/** True when something listens on the port in the network namespace of the process. */
function isListening(pid, port) {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const table of ['tcp', 'tcp6']) {
    try {
      const lines = readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n');
      if (lines.some((line) => line.split(/\s+/)[2]?.endsWith(suffix) && line.split(/\s+/)[4] === '0A'))
        return true;
    } catch {
      // The process has just begun, or has failed: the caller's time limit decides.
    }
  }
  return false;
}
