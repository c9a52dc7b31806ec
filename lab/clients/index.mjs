/** How each client program is started: {software, argv(planFile)}, with the plan in the form it reads. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD, CLASS_PATHS, LAB } from '../build.mjs';

const node = (file) => (plan) => [process.execPath, join(LAB, 'clients', file), plan];
const python = (file) => (plan) => ['/usr/bin/python3', join(LAB, 'clients', file), plan];
const java = (kind) => (plan) => [
  'java',
  '-Xmx128m',
  '-XX:TieredStopAtLevel=1',
  '-cp',
  CLASS_PATHS.clients,
  'JavaClient',
  kind,
  plan,
];

export const clients = {
  undici: { software: 'Node undici 6.29', argv: node('undici.mjs') },
  h2: { software: `Node ${process.versions.node} http2`, argv: node('h2.mjs') },
  agent: { software: `Node ${process.versions.node} http.Agent`, argv: node('agent.mjs') },
  go: { software: 'Go net/http', argv: (plan) => [join(BUILD, 'go-client'), plan] },
  requests: { software: 'Python requests/urllib3', argv: python('requests_client.py') },
  raw: { software: 'Python over its own sockets', argv: python('raw.py') },
  jnet: { software: 'Java 17 java.net.http', argv: java('jnet'), write: writeLines },
  huc: { software: 'Java 17 HttpURLConnection', argv: java('huc'), write: writeLines },
  ahc: { software: 'Apache HttpClient 4.5 (no stale check)', argv: java('ahc'), write: writeLines },
  curl: { software: 'curl 7.88', argv: (plan) => [process.execPath, join(LAB, 'clients/curl.mjs'), plan] },
};

/** Writes the plan for a program; JSON unless it has a form of its own. */
export function writePlan(program, plan, file) {
  const { write = (value, path) => writeFileSync(path, JSON.stringify(value)) } = clients[program];
  write(plan, file);
  return clients[program].argv(file);
}

/** Java has no JSON reader in its standard library. */
function writeLines({ base, tls, timeoutMs, workers }, file) {
  const lines = [`base ${base}`, `tls ${tls || ''}`.trim(), `timeout ${timeoutMs ?? 0}`];
  for (const { startMs, requests } of workers) {
    lines.push(`worker ${Math.round(startMs)}`);
    for (const r of requests) lines.push(`${Math.round(r.gapMs)} ${r.method} ${r.bodyBytes} ${r.path}`);
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
}

export function firstLine(argv) {
  const { stdout, stderr } = spawnSync(argv[0], argv.slice(1), { encoding: 'utf8' });
  return `${stdout}${stderr}`.split('\n')[0].trim();
}
