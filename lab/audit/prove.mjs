/**
 * One chain, twice: as it is (the audit names the fault, and requests are lost by it), and after `whyreset audit --fix`
 * has edited the very files that the programs run with (no finding, and 1,000 reuses without a loss).
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LAB } from '../build.mjs';
import { exchangesOf } from '../exchanges.mjs';
import { until } from '../process.mjs';
import { servers } from '../servers/index.mjs';
import { readConnections } from '../wire.mjs';

/** nginx of the lab keeps 64 idle upstream connections. */
const BURST = 50;
/**
 * `fine` and `coarse`: with the fault; more where the server's clock is coarse, since fewer of them meet the moment.
 * After the edit `edge` bursts come as close to the idle timeout as they may, `quick` ones are reuses in any case.
 */
const manyBursts = { fine: 10, coarse: 20, edge: 10, quick: 24 };
const fewBursts = { fine: 5, coarse: 10, edge: 2, quick: 8 };

/** As a scenario of the lab: `proof` is filled in while it runs. */
export function scenarioOf(chain, proof, short) {
  return {
    name: `audit-${chain.name}`,
    about: 'proves what the audit says of a chain',
    hosts: chain.hosts,
    rules: chain.box === undefined ? [] : [{ rule: 'forget', action: 'reset', ...chain.box }],
    run: (lab) => prove(lab, chain, { proof, bursts: short ? fewBursts : manyBursts }),
  };
}

async function prove(lab, chain, { proof, bursts }) {
  const [front, back] = await start(lab, chain);
  const file = writeChainFile(lab, chain, [front, back]);
  const before = audit(file);
  proof.found = before.findings.map(({ rule, severity }) => `${severity} ${rule}`);
  const closes = await closeTimes(lab, chain, back);
  proof.faulty = await phase(
    lab,
    front,
    gapsAround(lab, closes, isCoarse(lab, closes) ? bursts.coarse : bursts.fine),
  );
  whyreset('--fix', file);
  const after = audit(file);
  proof.left = after.findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule);
  await restart(lab, [back, front]);
  const idleS = after.hops[0].asClient.idleTimeoutS.value;
  proof.fixedIdleS = idleS;
  proof.changedAt = Date.now() / 1000;
  proof.fixed = await phase(lab, front, reusingGaps(lab, idleS, { closes, bursts }));
}

/** Servers first: a proxy may ask for its upstream at once. */
async function start(lab, { hops }) {
  const [frontHop, backHop] = hops;
  const { idleTimeoutS, port } = backHop;
  const own = { idleTimeoutS, ...(port && { port }) };
  const back = await lab.server(backHop.program, { on: 'server', ...own, ...backHop.wishes });
  const front = await lab.server(frontHop.program, {
    on: 'proxy',
    upstream: back.endPoint,
    ...frontHop.wishes,
  });
  return [front, back];
}

function writeChainFile(lab, { hops, box }, running) {
  const lines = hops.map(({ product, version, file, idleTimeoutS }, index) => [
    `  - name: ${index === 0 ? 'front' : 'back'}`,
    `    product: ${product}`,
    ...(version === undefined ? [] : [`    version: "${version}"`]),
    file === undefined
      ? `    asServer: { idleTimeoutS: ${idleTimeoutS} }`
      : `    config: ${relative(lab.dir, join(running[index].folder, file))}`,
  ]);
  const between =
    box === undefined ? [] : [['  - name: nat', `    values: { flowIdleTimeoutS: ${box.idleS} }`]];
  const path = join(lab.dir, 'chain.yaml');
  writeFileSync(path, `${['hops:', lines[0], between, lines[1]].flat(3).join('\n')}\n`);
  return path;
}

function whyreset(...args) {
  return execFileSync(process.execPath, [join(LAB, '../dist/whyreset.js'), 'audit', '--quiet', ...args], {
    encoding: 'utf8',
  });
}

function audit(file) {
  return JSON.parse(whyreset('--json', file));
}

/** What a box forgets nobody sees closing: it is known. */
async function closeTimes(lab, { box }, { address, port }) {
  if (box !== undefined) return { lowS: box.idleS, highS: box.idleS + 0.3 };
  return runNode(lab, 'proxy', 'close-time.mjs', { host: address, port, count: 8 });
}

function isCoarse(lab, { lowS, highS }) {
  return highS - lowS > lab.rttMs('proxy', 'server') / 1000;
}

/**
 * Requests that leave the proxy while the server's FIN is on its way, or has not yet been sent for a moment. A coarse clock
 * that looks more often when there is much to do closes early: half of them aim there.
 */
function gapsAround(lab, { lowS, highS }, count) {
  const fromS = lowS - lab.rttMs('proxy', 'server') / 1000;
  return Array.from({ length: count }, (_, index) =>
    Math.round(1000 * lab.random.between(fromS, index % 2 === 0 ? lowS + 0.04 : highS)),
  );
}

/**
 * Where the client's side was shortened, up to the edge of its own idle timeout; where the server's was raised, the same
 * gaps as before.
 */
function reusingGaps(lab, idleS, { closes, bursts }) {
  if (idleS > closes.highS) return [...gapsAround(lab, closes, bursts.edge), ...shortGaps(lab, bursts.quick)];
  const edge = Array.from(
    { length: bursts.edge },
    () => 1000 * lab.random.between(idleS - 0.35, idleS - 0.1),
  );
  const beyond = Array.from({ length: 4 }, () => 1000 * lab.random.between(idleS - 0.1, idleS + 0.2));
  return [...edge, ...beyond, ...shortGaps(lab, bursts.quick)];
}

function shortGaps(lab, count) {
  return Array.from({ length: count }, () => lab.random.between(50, 300));
}

function phase(lab, { address, port }, gapsMs) {
  return runNode(lab, 'client', 'bursts.mjs', { host: address, port, size: BURST, gapsMs });
}

async function runNode(lab, host, script, options) {
  const argv = [process.execPath, join(LAB, 'audit', script), JSON.stringify(options)];
  const child = lab.processes.start(lab.host[host].namespace, argv);
  let text = '';
  child.stdout.on('data', (piece) => {
    text += piece;
  });
  await once(child, 'close');
  return JSON.parse(text);
}

/** The files as they now are: a start by the lab would write them anew. */
async function restart(lab, running) {
  for (const server of running) await server.stop();
  for (const { program, options, folder, host, port, log } of running) {
    const { argv, env } = servers[program](options, folder);
    const child = lab.processes.start(lab.host[host].namespace, argv, { cwd: folder, env, log });
    await until(() => listens(child.pid, port), 25_000, `${program} once more`);
  }
}

/** A JVM listens on IPv4 through a socket of IPv6. */
function listens(pid, port) {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return ['tcp', 'tcp6'].some((table) => {
    const rows = readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
    return rows.some((row) => row[3] === '0A' && row[1].endsWith(suffix));
  });
}

/** Read off the capture at the proxy: reuses, and requests on them that were never answered, before and after the edit. */
export function count(lab, proof) {
  const [back] = lab.servers;
  const { connections } = readConnections(lab.captures.proxy.file, new Set([back.endPoint]));
  const own = connections.filter(
    ({ server, client }) => server === back.endPoint && client.startsWith(`${lab.host.proxy.address}:`),
  );
  const [before, after] = [
    own.filter(({ start }) => start < proof.changedAt),
    own.filter(({ start }) => start >= proof.changedAt),
  ];
  return { faulty: tally(before), fixed: tally(after) };
}

function tally(connections) {
  let reuses = 0;
  let lost = 0;
  for (const connection of connections) {
    const exchanges = exchangesOf(connection);
    reuses += Math.max(0, exchanges.length - 1);
    const last = exchanges.at(-1);
    // Answered by a reset, or (Apache reads on for a while after its close) only by the end of the connection.
    if (exchanges.length > 1 && last.responseAt === null) lost += 1;
  }
  return { reuses, lost };
}
