/**
 * nginx: a hop for each way through it, that is each server block with each target that its locations pass requests to.
 * Locations of a server with the same target and the same settings are one hop.
 */
import { assumedVersion } from '../assumed-versions.ts';
import { endpointText } from '../links.ts';
import type { AuditWarning, Endpoint, Hop, Setting, Settings, Side } from '../model.ts';
import {
  beginning,
  type ConfigFile,
  fileName,
  type ReadContext,
  type Reader,
  type Reading,
} from '../reader.ts';
import { type NginxConfig, nginxConfigs } from './nginx-files.ts';
import {
  countIn,
  durationIn,
  durationSetting,
  inScope,
  type Lookup,
  named,
  type Scope,
  settingOf,
} from './nginx-scope.ts';
import { streamHop } from './nginx-stream.ts';
import type { Directive } from './nginx-tree.ts';
import {
  clientSettings,
  endpointsOf,
  listenAddress,
  type Pass,
  passIn,
  type Upstream,
  unknownTarget,
} from './nginx-upstream.ts';

export const nginxReader: Reader = { product: 'nginx', recognises, read };

const nameFits = /\.conf$|\.conf\.|\.vhost$|nginx|sites-(?:available|enabled)\//i;
/** A program that holds nginx's configuration in a string is no configuration. */
const otherLanguage = /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|ya?ml|json|toml|sh|tf|xml|md|vim|lua|php)$/i;
const opensBlock = /^[ \t]*(?:(?:http|server|events|stream)|upstream\s+\S+|location\s[^{;\n]+)\s*\{/m;

function recognises(file: ConfigFile): boolean {
  const text = beginning(file);
  if (/^# configuration file \S.*:\r?$/m.test(text)) return true;
  return nameFits.test(file.path) && !otherLanguage.test(file.path) && opensBlock.test(text);
}

function read(files: readonly ConfigFile[], { set, version }: ReadContext): Reading {
  const { configs, warnings } = nginxConfigs(files, set);
  const hops = configs.flatMap((config) =>
    hopsOf(config, { version: version ?? assumedVersion('nginx'), warnings }),
  );
  return { hops, warnings };
}

interface Notes {
  version: string;
  warnings: AuditWarning[];
}

function hopsOf({ root, directives }: NginxConfig, notes: Notes): Hop[] {
  const stream = blocksOf(directives, 'stream').flatMap(({ block = [] }) => block);
  const hasHttp = blocksOf(directives, 'http').length > 0;
  // A file of conf.d alone is what stands inside http.
  const http =
    hasHttp || stream.length > 0
      ? blocksOf(directives, 'http').flatMap(({ block = [] }) => block)
      : directives;
  const upstreams = upstreamsIn(http);
  const servers = blocksOf(http, 'server');
  // So is a file of locations, which a server includes.
  if (servers.length === 0 && blocksOf(http, 'location').length > 0) {
    const server = {
      name: 'server',
      args: [],
      argLines: [],
      place: { file: root.path, line: 1 },
      block: [...http],
    };
    return serverHops(server, { main: [], http: [], upstreams, ...notes });
  }
  const around = { main: directives, http, upstreams, ...notes };
  return [...servers.flatMap((server) => serverHops(server, around)), ...streamHops(stream, notes)];
}

function streamHops(stream: readonly Directive[], { warnings }: Notes): Hop[] {
  const upstreams = upstreamsIn(stream);
  return blocksOf(stream, 'server').flatMap((server) => {
    const scope = [stream, server.block ?? []];
    return streamHop({ server, scope, upstreams, warnings, name: serverName(server) }) ?? [];
  });
}

function blocksOf(directives: readonly Directive[], wanted: string): Directive[] {
  return directives.filter(({ name, block }) => name === wanted && block !== undefined);
}

function upstreamsIn(http: readonly Directive[]): Map<string, Upstream> {
  return new Map(
    blocksOf(http, 'upstream').map(({ args, block = [], place, endLine }) => [
      args[0] ?? '',
      { block, place, ...(endLine !== undefined && { endLine }) },
    ]),
  );
}

interface Around extends Notes {
  main: readonly Directive[];
  http: readonly Directive[];
  upstreams: ReadonlyMap<string, Upstream>;
}

function serverHops(server: Directive, around: Around): Hop[] {
  const routes = routesIn(server.block ?? [], [around.http]);
  const hops = routes.map(({ scope, pass, path }) => ({
    hop: routeHop(server, { scope, pass, around }),
    path,
  }));
  if (hops.length === 0)
    hops.push({ hop: routeHop(server, { scope: [around.http, server.block ?? []], around }), path: '' });
  const distinct = new Map<string, { hop: Hop; path: string }>();
  for (const entry of hops) {
    const key = JSON.stringify([entry.hop.upstreams, entry.hop.asServer, entry.hop.asClient]);
    if (!distinct.has(key)) distinct.set(key, entry);
  }
  return [...distinct.values()].map(({ hop, path }) =>
    distinct.size > 1 && path !== '' ? { ...hop, name: `${hop.name} ${path}` } : hop,
  );
}

interface Route {
  scope: Scope;
  pass: Pass;
  /** "/api/", as the location has it. */
  path: string;
}

/** Locations that pass requests on, nested ones and those in `if` among them. */
function routesIn(block: readonly Directive[], outer: Scope, path = ''): Route[] {
  const scope = [...outer, block];
  const pass = passIn(block, scope);
  const inner = block.flatMap((directive) => {
    if (directive.block === undefined || !/^(?:location|if|limit_except)$/.test(directive.name)) return [];
    return routesIn(
      directive.block,
      scope,
      directive.name === 'location' ? (directive.args.at(-1) ?? '') : path,
    );
  });
  return pass === undefined ? inner : [{ scope, pass, path }, ...inner];
}

interface RouteIn {
  scope: Scope;
  pass?: Pass;
  around: Around;
}

function routeHop(server: Directive, { scope, pass, around }: RouteIn): Hop {
  const { main, http, upstreams, warnings, version } = around;
  const lookup: Lookup = { scope, warnings };
  const upstream = pass && upstreams.get(pass.target);
  const unknown = pass && unknownTarget(pass);
  if (unknown !== undefined) warnings.push(unknown);
  return {
    name: serverName(server),
    product: 'nginx',
    place: server.place,
    listens: listens(server),
    upstreams: pass === undefined ? [] : endpointsOf(pass, upstream),
    asServer: serverSettings(server, { lookup, main }),
    asClient: pass === undefined ? {} : clientSettings({ lookup, pass, upstream, http, version }),
    insert: {
      ...insertionAfter(
        'asServer',
        server.block?.find(({ name }) => name === 'server_name' || name === 'listen'),
      ),
      ...insertionAfter(
        'asClient',
        upstream?.block.findLast(({ name }) => name === 'keepalive'),
      ),
    },
  };
}

/** In an upstream block it must stand behind `keepalive`, so that this one is the anchor. */
function insertionAfter(side: Side, anchor: Directive | undefined): Hop['insert'] {
  if (anchor === undefined) return {};
  const after = { ...anchor.place, line: anchor.argLines.at(-1) ?? anchor.place.line };
  return { [side]: { idleTimeoutS: { after, line: 'keepalive_timeout {};', unit: 'suffix' } } };
}

/** The first name that is one: "_" and regular expressions are not. */
function serverName({ block = [], place }: Directive): string {
  const names = block.filter(({ name }) => name === 'server_name').flatMap(({ args }) => args);
  const usable = names.find((name) => /^[\w*.-]*[a-z0-9][\w*.-]*$/i.test(name) && name !== 'localhost');
  return usable ?? fileName(place.file).replace(/\.conf.*$/, '');
}

/** Its addresses, and its names at each of their ports. */
function listens({ block = [] }: Directive): Endpoint[] {
  const written = block
    .filter(({ name }) => name === 'listen')
    .map(({ args }) => listenAddress(args[0] ?? ''));
  const addresses = written.length > 0 ? written : [{ port: 80 }];
  const names = block
    .filter(({ name }) => name === 'server_name')
    .flatMap(({ args }) => args)
    .filter((name) => name !== '_');
  const ports = [...new Set(addresses.flatMap(({ port }) => port ?? []))];
  const all = [...addresses, ...ports.flatMap((port) => names.map((host) => ({ host, port })))];
  return [...new Map(all.map((one) => [endpointText(one), one])).values()];
}

function serverSettings(
  server: Directive,
  { lookup, main }: { lookup: Lookup; main: readonly Directive[] },
): Settings {
  const settings: [keyof Settings, Setting | undefined][] = [
    ['idleTimeoutS', durationIn(lookup, 'keepalive_timeout')],
    ['headerTimeoutS', durationIn(lookup, 'client_header_timeout')],
    ['bodyTimeoutS', durationIn(lookup, 'client_body_timeout')],
    ['requestLimit', countIn(lookup, 'keepalive_requests')],
    ['maxAgeS', durationIn(lookup, 'keepalive_time')],
    ['shutdownDrainS', shutdown(main, lookup)],
    ['tcpKeepAliveS', tcpKeepAlive(server)],
    ['keepAlive', disabled(lookup)],
  ];
  return Object.fromEntries(settings.filter(([, setting]) => setting !== undefined));
}

/** A first parameter of 0 turns keep-alive off; the second one only goes into the header. */
function disabled({ scope }: Lookup): Setting | undefined {
  const directive = inScope(scope, 'keepalive_timeout');
  return directive !== undefined && /^0+(?:ms|s|m)?$/.test(directive.args[0] ?? '')
    ? settingOf(directive, false, 'suffix')
    : undefined;
}

function shutdown(main: readonly Directive[], { warnings }: Lookup): Setting | undefined {
  const directive = named(main, 'worker_shutdown_timeout').at(-1);
  return directive === undefined ? undefined : durationSetting(directive, warnings);
}

/** `so_keepalive=30m::10`: the idle time before the first probe comes first. */
function tcpKeepAlive({ block = [] }: Directive): Setting | undefined {
  for (const listen of block.filter(({ name }) => name === 'listen')) {
    const index = listen.args.findIndex((arg) => /^so_keepalive=\d/.test(arg));
    const [idle = ''] = listen.args[index]?.slice('so_keepalive='.length).split(':') ?? [];
    if (idle === '') continue;
    const written = {
      ...listen,
      name: 'listen so_keepalive',
      args: [idle],
      argLines: [listen.argLines[index] ?? listen.place.line],
    };
    return durationSetting(written, []);
  }
  return undefined;
}
