/** Apache httpd: a hop for each virtual host with each target that it passes requests to. */
import { type HopDraft, hopDraft } from '../hop-draft.ts';
import type { AuditWarning, Endpoint } from '../model.ts';
import {
  beginning,
  type ConfigFile,
  fileName,
  type ReadContext,
  type Reader,
  type Reading,
} from '../reader.ts';
import {
  clientSettings,
  type HttpdScope,
  parametersIn,
  serverSettings,
  type Worker,
} from './httpd-settings.ts';
import { type HttpdDirective, httpdTree } from './httpd-tree.ts';

export const httpdReader: Reader = { product: 'apache-httpd', recognises, read };

const telling =
  /^[ \t]*(?:<(?:VirtualHost|IfModule|Directory|Location|Proxy)\b|(?:ServerRoot|KeepAlive(?:Timeout)?|MaxKeepAliveRequests|ProxyPass(?:Match)?|ProxyTimeout|LoadModule|DocumentRoot|ServerName|RequestReadTimeout)[ \t])/im;

function recognises(file: ConfigFile): boolean {
  return (
    /\.(?:conf|load|vhost)$|httpd|apache/i.test(file.path) &&
    !/\.(?:md|txt|html?|json|ya?ml|sh|py|tf)$/i.test(file.path) &&
    telling.test(beginning(file))
  );
}

function read(files: readonly ConfigFile[], { set }: ReadContext): Reading {
  const warnings: AuditWarning[] = [];
  const trees = files
    .map((file) => ({ file, notes: [] as AuditWarning[] }))
    .map(({ file, notes }) => ({ file, notes, ...httpdTree(file, set, notes) }));
  const included = new Set(trees.flatMap((tree) => [...tree.included]));
  // Files that only include each other are read from the first of them.
  const roots = trees.filter(({ file }) => !included.has(file.path));
  const hops = (roots.length > 0 ? roots : trees.slice(0, 1)).flatMap(({ file, notes, directives }) => {
    warnings.push(...notes);
    return serverHops(file, directives, warnings);
  });
  return { hops, warnings };
}

function serverHops(file: ConfigFile, main: readonly HttpdDirective[], warnings: AuditWarning[]): HopDraft[] {
  const hosts = sections(main, 'virtualhost');
  const around = { file, main, warnings };
  const own = passesIn(main, [main]).length > 0 || hosts.length === 0;
  return [...(own ? hostHops(undefined, around) : []), ...hosts.flatMap((host) => hostHops(host, around))];
}

function sections(directives: readonly HttpdDirective[], name: string): HttpdDirective[] {
  return directives.filter((directive) => directive.name === name && directive.inside !== undefined);
}

interface Around {
  file: ConfigFile;
  main: readonly HttpdDirective[];
  warnings: AuditWarning[];
}

function hostHops(host: HttpdDirective | undefined, { file, main, warnings }: Around): HopDraft[] {
  const scope: HttpdScope = host?.inside === undefined ? [main] : [main, host.inside];
  const ways = passesIn(host?.inside ?? main, scope).flatMap((pass) => {
    const groups = alike(workersOf(pass, main));
    return groups.map((workers) => ({
      pass,
      workers,
      path: groups.length > 1 ? `${pass.path} ${workers[0]?.url}` : pass.path,
    }));
  });
  const distinct = new Map<string, { hop: HopDraft; path: string }>();
  for (const way of ways.length > 0 ? ways : [undefined]) {
    const hop = hopDraft(
      hostName(host, scope, file),
      'apache-httpd',
      host?.place ?? { file: file.path, line: 1 },
    );
    hop.listens.push(...listens(host, main, scope));
    serverSettings(hop, scope, warnings);
    if (way !== undefined) clientSettings(hop, { scope: way.pass.scope, workers: way.workers }, warnings);
    const key = JSON.stringify([hop.upstreams, hop.asClient]);
    if (!distinct.has(key)) distinct.set(key, { hop, path: way?.path ?? '' });
  }
  return [...distinct.values()].map(({ hop, path }) =>
    distinct.size > 1 && path !== '' ? { ...hop, name: `${hop.name} ${path}` } : hop,
  );
}

function hostName(host: HttpdDirective | undefined, scope: HttpdScope, { path }: ConfigFile): string {
  const name = scope.at(-1)?.find((directive) => directive.name === 'servername')?.args[0];
  return (
    name?.replace(/:\d+$/, '') ??
    (host === undefined ? fileName(path).replace(/\.\w+$/, '') : (host.args[0] ?? ''))
  );
}

function listens(
  host: HttpdDirective | undefined,
  main: readonly HttpdDirective[],
  scope: HttpdScope,
): Endpoint[] {
  const addresses =
    host === undefined
      ? main.filter(({ name }) => name === 'listen').map(({ args }) => args[0] ?? '')
      : host.args;
  const ports = [
    ...new Set(addresses.map((address) => Number(/(?:^|:)(\d{1,5})$/.exec(address)?.[1] ?? 80))),
  ];
  const names = (scope.at(-1) ?? [])
    .filter(({ name }) => /^server(?:name|alias)$/.test(name))
    .flatMap(({ args }) => args);
  return [
    ...ports.map((port) => ({ port })),
    ...ports.flatMap((port) => names.map((name) => ({ host: name.replace(/:\d+$/, ''), port }))),
  ];
}

interface Pass {
  directive: HttpdDirective;
  scope: HttpdScope;
  path: string;
  url: string;
}

/** `ProxyPass /path url ...`, and inside of a Location without the path. */
function passesIn(directives: readonly HttpdDirective[], scope: HttpdScope, path = ''): Pass[] {
  return directives.flatMap((directive) => {
    if (directive.inside !== undefined && /^location(?:match)?$/.test(directive.name)) {
      return passesIn(directive.inside, [...scope, directive.inside], directive.args.at(-1) ?? '');
    }
    if (!/^proxypass(?:match)?$/.test(directive.name)) return [];
    const url = directive.args.find((arg) => /^(?:https?|h2c?|balancer|wss?):\/\//.test(arg));
    return url === undefined
      ? []
      : [{ directive, scope, url, path: path === '' ? (directive.args[0] ?? '') : path }];
  });
}

/** The worker itself, or the members of the balancer; `<Proxy>` sections and ProxySet add their parameters. */
function workersOf({ directive, scope, url }: Pass, main: readonly HttpdDirective[]): Worker[] {
  const proxies = [
    ...sections(main, 'proxy'),
    ...scope.flatMap((directives) => sections(directives, 'proxy')),
  ].filter(
    ({ args }) => args[0] !== undefined && (url === args[0] || url.startsWith(args[0].replace(/\/$/, ''))),
  );
  const inside = [...new Set(proxies)].flatMap((proxy) => proxy.inside ?? []);
  const shared = [
    ...inside.filter(({ name }) => name === 'proxyset').flatMap(parametersIn),
    ...parametersIn(directive),
  ];
  if (!url.startsWith('balancer:')) return [{ url, parameters: shared }];
  const members = inside.filter(({ name }) => name === 'balancermember');
  return members.map((member) => ({
    url: member.args[0] ?? '',
    parameters: [...shared, ...parametersIn(member)],
  }));
}

/** Members of a balancer whose parameters differ are ways of their own. */
function alike(workers: readonly Worker[]): Worker[][] {
  const groups = new Map<string, Worker[]>();
  for (const worker of workers) {
    const timers = worker.parameters.filter(({ name }) =>
      /^(?:timeout|ttl|connectiontimeout|disablereuse|enablereuse)$/.test(name),
    );
    const key = timers.map(({ name, text }) => `${name}=${text}`).join();
    groups.set(key, [...(groups.get(key) ?? []), worker]);
  }
  return [...groups.values()];
}
