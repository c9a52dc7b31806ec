/**
 * nginx towards the next hop: where a location passes requests to, and whether and how long it keeps the connections.
 * Before 1.29.7 they are kept only where the upstream block says `keepalive`, the version is 1.1 and the request does not
 * say `Connection: close`, which is what nginx sends unless told otherwise.
 */
import type { AuditWarning, Endpoint, Place, Setting, Settings } from '../model.ts';
import { compareVersions } from '../version.ts';
import {
  allInScope,
  countIn,
  durationIn,
  inScope,
  type Lookup,
  named,
  type Scope,
  settingOf,
} from './nginx-scope.ts';
import type { Directive } from './nginx-tree.ts';

const passes = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass'] as const;

export interface Pass {
  directive: Directive;
  /** "proxy", "fastcgi" ...: how its settings begin. */
  module: string;
  /** Host and port, or the name of an upstream block. */
  target: string;
  secure: boolean;
}

export function passIn(block: readonly Directive[], scope: Scope): Pass | undefined {
  const directive = block.findLast(({ name }) => (passes as readonly string[]).includes(name));
  if (directive === undefined) return undefined;
  const url = resolved(directive.args[0] ?? '', scope);
  const unix = /^(?:\w+:\/\/)?(unix:[^:]*)/.exec(url)?.[1];
  const target = unix ?? url.replace(/^\w+:\/\//, '').split('/')[0] ?? '';
  return {
    directive,
    module: directive.name.replace(/_pass$/, ''),
    target,
    secure: /^(?:https|grpcs):/.test(url),
  };
}

/** `set $backend http://app:8080;` and `proxy_pass $backend;` is how people make nginx look names up late. */
function resolved(text: string, scope: Scope): string {
  return text.replace(/\$(\w+)|\$\{(\w+)\}/g, (variable, bare, braced) => {
    for (const block of scope.toReversed()) {
      const set = named(block, 'set').findLast(({ args }) => args[0] === `$${bare ?? braced}`);
      if (set !== undefined) return set.args[1] ?? '';
    }
    return variable;
  });
}

export interface Upstream {
  block: readonly Directive[];
  place: Place;
  endLine?: number;
}

export function endpointsOf({ target, secure }: Pass, upstream: Upstream | undefined): Endpoint[] {
  const port = secure ? 443 : 80;
  if (upstream === undefined) return [endpoint(target, port)];
  return upstream.block
    .filter(({ name, args }) => name === 'server' && !args.includes('down'))
    .map(({ args }) => endpoint(args[0] ?? '', port));
}

export function endpoint(text: string, usualPort = 80): Endpoint {
  if (text.startsWith('unix:')) return { host: text };
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(text);
  return { host: match?.[1] ?? text, port: Number(match?.[2] ?? usualPort) };
}

interface Towards {
  lookup: Lookup;
  pass: Pass;
  upstream: Upstream | undefined;
  /** Blocks of http, where `map` stands. */
  http: readonly Directive[];
  version: string;
}

export function clientSettings(towards: Towards): Settings {
  const { lookup, pass, upstream, version } = towards;
  const { module } = pass;
  const settings: Settings = {
    ...given('connectTimeoutS', durationIn(lookup, `${module}_connect_timeout`)),
    ...given('responseTimeoutS', durationIn(lookup, `${module}_read_timeout`)),
    ...given('bodyTimeoutS', durationIn(lookup, `${module}_send_timeout`)),
    ...given('retryNonIdempotent', retry(lookup, module)),
    ...given('tcpKeepAliveS', tcpKeepAlive(lookup, module)),
  };
  const kept = keepAlive(towards);
  if (kept !== undefined) settings.keepAlive = kept;
  if (kept?.value === false || upstream === undefined) return settings;
  const inside: Lookup = { scope: [upstream.block], warnings: lookup.warnings };
  return {
    ...settings,
    ...(compareVersions(version, '1.15.3') >= 0 &&
      given('idleTimeoutS', durationIn(inside, 'keepalive_timeout'))),
    ...given('requestLimit', countIn(inside, 'keepalive_requests')),
    ...given('maxAgeS', durationIn(inside, 'keepalive_time')),
  };
}

function given<Name extends keyof Settings>(name: Name, setting: Setting | undefined): Settings {
  return setting === undefined ? {} : { [name]: setting };
}

function retry({ scope }: Lookup, module: string): Setting | undefined {
  const directive = inScope(scope, `${module}_next_upstream`);
  if (directive === undefined) return undefined;
  const unsafe = directive.args.indexOf('non_idempotent');
  if (unsafe < 0) return settingOf(directive, false, 'word');
  return { ...settingOf(directive, true, 'word'), text: 'non_idempotent' };
}

/** The times are those of the operating system. */
const linuxTcpKeepAliveS = 7200;

function tcpKeepAlive({ scope }: Lookup, module: string): Setting | undefined {
  const directive = inScope(scope, `${module}_socket_keepalive`);
  return directive?.args[0] === 'on' ? settingOf(directive, linuxTcpKeepAliveS, 'word') : undefined;
}

/** `false` with the line that is responsible; undefined where the product's default decides. */
function keepAlive(towards: Towards): Setting | undefined {
  const { lookup, pass, upstream, version } = towards;
  const modern = compareVersions(version, '1.29.7') >= 0;
  const keepalive = upstream?.block.findLast(({ name }) => name === 'keepalive');
  if (keepalive?.args[0] === '0') return settingOf(keepalive, false, 'count');
  if (keepalive === undefined && !modern)
    return { value: false, from: 'default', name: 'upstream { keepalive }' };
  const refusal =
    pass.module === 'proxy' ? refusedByHeader(towards, modern) : refusedByModule(lookup, pass.module);
  if (refusal !== undefined) return refusal;
  return keepalive === undefined ? undefined : settingOf(keepalive, true, 'count');
}

/** FastCGI and its like close after each response unless asked not to; gRPC is HTTP/2 and always keeps. */
function refusedByModule({ scope }: Lookup, module: string): Setting | undefined {
  if (module === 'grpc') return undefined;
  const name = `${module}_keep_conn`;
  const directive = inScope(scope, name);
  if (directive?.args[0] === 'on') return undefined;
  return directive === undefined
    ? { value: false, from: 'default', name }
    : settingOf(directive, false, 'word');
}

function refusedByHeader({ lookup, http }: Towards, modern: boolean): Setting | undefined {
  const version = inScope(lookup.scope, 'proxy_http_version');
  if (version === undefined && !modern) return { value: false, from: 'default', name: 'proxy_http_version' };
  if (version?.args[0] === '1.0') return settingOf(version, false, 'word');
  const header = allInScope(lookup.scope, 'proxy_set_header').findLast(
    ({ args }) => args[0]?.toLowerCase() === 'connection',
  );
  if (header === undefined)
    return modern ? undefined : { value: false, from: 'default', name: 'proxy_set_header Connection' };
  return saysClose(header.args[1] ?? '', http) ? settingOf(header, false, 'word') : undefined;
}

/** The usual WebSocket map answers "close" for a request that is no upgrade. */
function saysClose(value: string, http: readonly Directive[]): boolean {
  if (!value.startsWith('$')) return value.toLowerCase() === 'close';
  const map = named(http, 'map').findLast(({ args }) => args[1] === value);
  if (map?.block === undefined) return false;
  const row = map.block.find(({ name }) => name === '') ?? map.block.find(({ name }) => name === 'default');
  return row?.args[0]?.toLowerCase() === 'close';
}

/** "80", "10.0.0.1:80", "*:80", "[::]:80": no host where it is every one. */
export function listenAddress(text: string): Endpoint {
  if (/^\d{1,5}$/.test(text)) return { port: Number(text) };
  const { host, port } = endpoint(text);
  const every = host === undefined || /^(?:\*|0\.0\.0\.0|\[::\]|)$/.test(host);
  return { ...(!every && { host }), ...(port !== undefined && { port }) };
}

/** Where the audit could not see the servers of a target that is a variable. */
export function unknownTarget({ target, directive }: Pass): AuditWarning | undefined {
  if (!target.includes('$')) return undefined;
  return {
    ...directive.place,
    message: `${directive.name} ${directive.args[0] ?? ''}: which server this is cannot be told from the file`,
  };
}
