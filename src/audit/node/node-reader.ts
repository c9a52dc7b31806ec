/**
 * Node.js sources, looked at without running them: what is assigned to a server's timeouts or passed as an option to
 * a server, an http.Agent or an undici dispatcher.
 */
import { readEnvFile } from '../containers/env-file.ts';
import { type Surroundings, staticNumber } from '../formats/static-number.ts';
import {
  apply,
  type HopDraft,
  hopDraft,
  type SettingRows,
  settingOf,
  type Written,
  warn,
  writtenNumber,
} from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { count, milliseconds } from '../notation.ts';
import { type ConfigFile, fileName, type ReadContext, type Reader, type Reading } from '../reader.ts';
import {
  type Call,
  callAround,
  constantsIn,
  expressionAt,
  lineCounter,
  withoutComments,
  withoutStrings,
} from './javascript.ts';

export const nodeReader: Reader = { product: 'node', recognises, read };

const unlimitedAtZero = { notation: milliseconds, special: { 0: 'unlimited' } } as const;

/** Of http.Server, and of the frameworks that hand the names on to it. */
const serverRows: SettingRows = {
  keepAliveTimeout: { side: 'asServer', setting: 'idleTimeoutS', ...unlimitedAtZero },
  headersTimeout: { side: 'asServer', setting: 'headerTimeoutS', ...unlimitedAtZero },
  requestTimeout: { side: 'asServer', setting: 'bodyTimeoutS', ...unlimitedAtZero },
  timeout: { side: 'asServer', setting: 'responseTimeoutS', ...unlimitedAtZero },
  connectionTimeout: { side: 'asServer', setting: 'responseTimeoutS', ...unlimitedAtZero },
  maxRequestsPerSocket: {
    side: 'asServer',
    setting: 'requestLimit',
    notation: count,
    special: { 0: 'unlimited' },
  },
};

/** http.Agent: a free socket that times out is destroyed. */
const agentRows: SettingRows = {
  timeout: { side: 'asClient', setting: 'idleTimeoutS', notation: milliseconds },
  keepAliveMsecs: { side: 'asClient', setting: 'tcpKeepAliveS', notation: milliseconds },
};

/** agentkeepalive tells free sockets from those at work. */
const keepaliveRows: SettingRows = {
  ...agentRows,
  timeout: { side: 'asClient', setting: 'responseTimeoutS', ...unlimitedAtZero },
  freeSocketTimeout: { side: 'asClient', setting: 'idleTimeoutS', ...unlimitedAtZero },
  socketActiveTTL: { side: 'asClient', setting: 'maxAgeS', ...unlimitedAtZero },
};

const undiciRows: SettingRows = {
  keepAliveTimeout: { side: 'asClient', setting: 'idleTimeoutS', notation: milliseconds },
  headersTimeout: { side: 'asClient', setting: 'responseTimeoutS', ...unlimitedAtZero },
  connectTimeout: { side: 'asClient', setting: 'connectTimeoutS', ...unlimitedAtZero },
  clientTtl: { side: 'asClient', setting: 'maxAgeS', notation: milliseconds },
  maxRequestsPerClient: { side: 'asClient', setting: 'requestLimit', notation: count },
};

const axiosRows: SettingRows = {
  timeout: { side: 'asClient', setting: 'responseTimeoutS', ...unlimitedAtZero },
};

const telling =
  /\b(?:keepAliveTimeout|headersTimeout|requestTimeout|maxRequestsPerSocket|freeSocketTimeout|maxRequestsPerClient)\b|\bnew\s+(?:https?\.|undici\.)?(?:Https?)?Agent\s*\(|\bserver\.(?:[Ss]etTimeout|timeout)\b/;

function recognises({ path, text }: ConfigFile): boolean {
  return (
    /\.[cm]?[jt]s$/.test(path) &&
    !/\.d\.[cm]?ts$|\.min\.js$|\.(?:test|spec)\.|(?:^|\/)node_modules\//.test(path) &&
    telling.test(text)
  );
}

/** A `.env` beside a source is what dotenv would load there. */
function read(files: readonly ConfigFile[], { set }: ReadContext): Reading {
  const warnings: AuditWarning[] = [];
  const claims: string[] = [];
  const hops = files.flatMap((file) => {
    const [envFile] = set.include('.env', file.path);
    if (envFile !== undefined) claims.push(envFile.path);
    const variables = envFile && new Map([...readEnvFile(envFile)].map(([name, { text }]) => [name, text]));
    return nodeFile(file, warnings, variables) ?? [];
  });
  return { hops, warnings, claims };
}

/** What the file says of a server, a client or both; undefined where it says nothing. */
export function nodeFile(
  file: ConfigFile,
  warnings: AuditWarning[],
  variables?: ReadonlyMap<string, string>,
): HopDraft | undefined {
  const code = withoutComments(file.text);
  const constants = constantsIn(code);
  const surroundings: Surroundings = variables === undefined ? { constants } : { constants, variables };
  const bare = withoutStrings(code);
  const found = [...assignments(bare), ...options(bare, code)];
  const hop = hopDraft(fileName(file.path), productOf(code, found), { file: file.path, line: 1 });
  const lineOf = lineCounter(code);
  for (const { kind, name, offset } of found) {
    const text = expressionAt(code, offset);
    const written: Written = { name, text, place: { file: file.path, line: lineOf(offset) } };
    if (kind === 'agent' && name === 'freeSocketTimeout') {
      warn(
        written,
        'http.Agent does not know it: it has no effect (agentkeepalive has it, http.Agent has timeout)',
        warnings,
      );
    } else if (name === 'keepAlive') hop.asClient.keepAlive = settingOf(written, text === 'true');
    else apply(hop, rowsOf[kind], writtenNumber(written, surroundings, warnings), warnings);
  }
  hop.listens.push(...listens(bare, code, surroundings));
  return found.length === 0 && hop.listens.length === 0 ? undefined : hop;
}

type Kind = 'server' | 'agent' | 'keepalive' | 'undici' | 'axios';

const rowsOf: Readonly<Record<Kind, SettingRows>> = {
  server: serverRows,
  agent: agentRows,
  keepalive: keepaliveRows,
  undici: undiciRows,
  axios: axiosRows,
};

interface Found {
  kind: Kind;
  name: string;
  /** Of the value. */
  offset: number;
}

/** `server.keepAliveTimeout = ...`, `server.setTimeout(...)` */
function assignments(code: string): Found[] {
  const names = /\.(keepAliveTimeout|headersTimeout|requestTimeout|maxRequestsPerSocket)\s*=(?![=>])\s*/g;
  const timeout = /\bserver\.(?:timeout\s*=(?![=>])\s*|[Ss]etTimeout\(\s*)/g;
  return [
    ...[...code.matchAll(names)].map((match) => found('server', match[1] ?? '', match)),
    ...[...code.matchAll(timeout)].map((match) => found('server', 'timeout', match)),
  ];
}

function found(kind: Kind, name: string, { index, 0: whole }: RegExpMatchArray): Found {
  return { kind, name, offset: (index ?? 0) + whole.length };
}

/** More than anybody writes: a bundle is not searched for ever. */
const maxOptions = 300;

/** `createServer({ keepAliveTimeout: ... })`, `new Agent({ keepAlive: true })` */
function options(bare: string, code: string): Found[] {
  const names = [...new Set(Object.values(rowsOf).flatMap((rows) => Object.keys(rows)))];
  const pattern = new RegExp(`(?<![.\\w$])(${[...names, 'keepAlive'].join('|')})\\s*:\\s*`, 'g');
  return [...bare.matchAll(pattern)].slice(0, maxOptions).flatMap((match) => {
    const call = callAround(bare, match.index);
    const kind = call === undefined ? undefined : kindOf(call.callee, code);
    const name = nameIn(call, match[1] ?? '', kind);
    return kind === undefined || name === undefined ? [] : [found(kind, name, match)];
  });
}

/** The option as the tables have it; objects inside of the argument have meanings of their own. */
function nameIn(call: Call | undefined, name: string, kind: Kind | undefined): string | undefined {
  if (kind === undefined) return undefined;
  if (call?.within === 'connect')
    return kind === 'undici' && name === 'timeout' ? 'connectTimeout' : undefined;
  if (call?.within !== undefined && call.within !== 'http') return undefined;
  const isAgent = kind === 'agent' || kind === 'keepalive';
  if (name === 'keepAlive' || name === 'freeSocketTimeout') return isAgent ? name : undefined;
  return Object.hasOwn(rowsOf[kind], name) ? name : undefined;
}

function kindOf(callee: string, code: string): Kind | undefined {
  if (/(?:^|\.)(?:createServer|createSecureServer|fastify|Fastify|Server)$/.test(callee)) return 'server';
  if (/^axios\.create$/.test(callee)) return 'axios';
  if (/(?:^|\.)(?:Pool|Client|BalancedPool|RoundRobinPool|ProxyAgent|EnvHttpProxyAgent)$/.test(callee)) {
    return /\bundici\b/.test(code) ? 'undici' : undefined;
  }
  if (!/(?:Agent|AgentKeepAlive|agentkeepalive)$/.test(callee)) return undefined;
  if (isUndiciAgent(callee, code)) return 'undici';
  return /\bagentkeepalive\b/.test(code) && !/^https?\./.test(callee) ? 'keepalive' : 'agent';
}

/** http.Agent and undici's have the same name. */
function isUndiciAgent(callee: string, code: string): boolean {
  return (
    /^undici\./.test(callee) ||
    (callee === 'Agent' && /\bAgent\b[^;'"]{0,200}\bundici\b|\bAgent\b[^;]{0,200}['"]undici['"]/.test(code))
  );
}

function productOf(code: string, all: readonly Found[]): string {
  const has = (kind: Kind): boolean => all.some((one) => one.kind === kind);
  if (/\bfrom\s+['"]fastify['"]|require\(['"]fastify['"]\)/.test(code)) return 'fastify';
  if (has('server') || /\.listen\(/.test(code)) return 'node';
  if (has('undici')) return 'undici';
  if (has('keepalive')) return 'agentkeepalive';
  if (has('agent')) return 'node-http-agent';
  return has('axios') ? 'axios' : 'node';
}

/** `server.listen(3000)`, `app.listen({ port: PORT })` */
function listens(bare: string, code: string, surroundings: Surroundings): { port: number }[] {
  const calls = [...bare.matchAll(/\.listen\(\s*(?:\{[^}]{0,200}?\bport\s*:\s*)?/g)];
  const ports = calls.map(
    (match) => staticNumber(expressionAt(code, match.index + match[0].length), surroundings)?.value,
  );
  return [...new Set(ports)].flatMap((port) =>
    port !== undefined && Number.isInteger(port) && port > 0 ? [{ port }] : [],
  );
}
