/**
 * Docker Compose: each service that speaks HTTP is a hop. `depends_on`, `links` and URLs among the variables say who asks
 * whom; a configuration file that is mounted belongs to the service (see `Deployment`).
 */

import { expand, shellWords, type Word } from '../formats/shell-words.ts';
import { at, entriesAt, itemsAt, type MapTree, scalarAt, type Tree, textAt } from '../formats/tree.ts';
import { readYaml } from '../formats/yaml.ts';
import { applyRow, type HopDraft, type SettingRow, type Written } from '../hop-draft.ts';
import type { AuditWarning, Endpoint } from '../model.ts';
import { goDuration } from '../notation.ts';
import {
  beginning,
  type ConfigFile,
  type Deployment,
  type FileSet,
  fileName,
  type ReadContext,
  type Reader,
  type Reading,
} from '../reader.ts';
import { readDockerfile } from './dockerfile.ts';
import { readEnvFile } from './env-file.ts';
import { serviceHop } from './service.ts';

export const composeReader: Reader = { product: 'compose', recognises, read };

function recognises(file: ConfigFile): boolean {
  if (!/\.ya?ml$/i.test(file.path)) return false;
  if (/^(?:docker-)?compose[\w.-]*\.ya?ml$/.test(fileName(file.path))) return true;
  const text = beginning(file);
  return /^services:\s*$/m.test(text) && /^\s+(?:image|build):/m.test(text);
}

/** Services that speak no HTTP are no hops. */
const otherProtocols =
  /(?:^|[/-])(?:postgres|postgresql|mysql|mariadb|mongo|mongodb|redis|valkey|memcached|rabbitmq|kafka|zookeeper|nats|cassandra|mailhog|postfix|certbot|watchtower|busybox)(?:$|[:@-])/;

const grace: SettingRow = { side: 'asServer', setting: 'terminationGraceS', notation: goDuration };

interface Notes {
  set: FileSet;
  warnings: AuditWarning[];
  claims: string[];
  deployments: Deployment[];
}

function read(files: readonly ConfigFile[], { set }: ReadContext): Reading {
  const notes: Notes = { set, warnings: [], claims: [], deployments: [] };
  const paths = new Set(files.map(({ path }) => path));
  const hops = files.flatMap((file) => {
    if (!isOverride(file, paths)) return composeHops(file, notes);
    const message = 'changes another file: not read; audit the output of docker compose config';
    notes.warnings.push({ file: file.path, message });
    return [];
  });
  return { hops, ...notes };
}

/** `docker-compose.override.yml` beside `docker-compose.yml`: its services are no services of their own. */
function isOverride({ path }: ConfigFile, paths: ReadonlySet<string>): boolean {
  return /\.override\.ya?ml$/.test(path) && paths.has(path.replace('.override.', '.'));
}

function composeHops(file: ConfigFile, notes: Notes): HopDraft[] {
  const { documents, errors } = readYaml(file.text);
  notes.warnings.push(...errors.map((error) => ({ file: file.path, ...error })));
  const envFiles = notes.set.include('.env', file.path);
  notes.claims.push(...envFiles.map(({ path }) => path));
  const variables = variablesOf(envFiles);
  const services = documents.flatMap((tree) => entriesAt(tree, 'services'));
  return services.flatMap(([name, tree]) => {
    if (tree.kind !== 'map') return [];
    return composeService({ name, tree, file, variables }, notes) ?? [];
  });
}

function variablesOf(files: readonly ConfigFile[]): Map<string, string> {
  return new Map(
    files.flatMap((file) => [...readEnvFile(file)].map(([name, { text }]) => [name, text] as const)),
  );
}

interface ComposeService {
  name: string;
  tree: MapTree;
  file: ConfigFile;
  variables: ReadonlyMap<string, string>;
}

function composeService(service: ComposeService, notes: Notes): HopDraft | undefined {
  const { name, tree, file, variables } = service;
  const image = expand(textAt(tree, 'image') ?? '', variables);
  if (otherProtocols.test(image)) return undefined;
  const dockerfile = dockerfileOf(service, notes);
  const built = dockerfile && readDockerfile(dockerfile);
  if (dockerfile !== undefined) notes.claims.push(dockerfile.path);
  const environment = new Map([...(built?.environment ?? []), ...environmentOf(service, notes)]);
  const place = { file: file.path, line: lineOf(tree) };
  const entrypoint = wordsAt(service, 'entrypoint') ?? built?.entrypoint ?? [];
  const own = wordsAt(service, 'command');
  const words = own === undefined ? (built?.words ?? entrypoint) : [...entrypoint, ...own];
  const base = built?.file ?? file.path;
  // Words of a Dockerfile stand there, words of `command:` here.
  const wordsFile = own === undefined && built !== undefined ? built.file : file.path;
  const { hop } = serviceHop(
    {
      name,
      place: { ...place, file: wordsFile },
      image: image === '' ? (built?.baseImage ?? '') : image,
      words,
      environment,
      exposed: ports(tree, own === undefined ? built?.exposed : []),
      base,
    },
    notes,
  );
  const hosts = hostsOf(name, tree);
  hop.listens.push(...withHosts(hop.listens, hosts));
  const written = writtenAt(tree, 'stop_grace_period', file.path);
  if (written !== undefined) applyRow(hop, grace, written, notes.warnings);
  hop.upstreams.push(...dependencies(tree));
  const mounted = mountedConfigs(service, notes.set);
  notes.deployments.push(
    ...mounted.map((path) =>
      deploymentOf(
        path,
        hop,
        hosts.map((host) => ({ host })),
      ),
    ),
  );
  const silent = hop.product === 'unknown' && hop.listens.length === 0;
  return silent || mounted.length > 0 ? undefined : { ...hop, place };
}

function lineOf(tree: MapTree): number {
  return Math.max(1, tree.line - 1);
}

function dockerfileOf({ tree, file }: ComposeService, { set }: Notes): ConfigFile | undefined {
  const build = at(tree, 'build');
  if (build === undefined) return undefined;
  const context = (build.kind === 'scalar' ? build.text : (textAt(build, 'context') ?? '.')).replace(
    /^\.\/?|\/$/g,
    '',
  );
  const name = textAt(build, 'dockerfile') ?? 'Dockerfile';
  const path = `${context === '' ? '' : `${context}/`}${name}`;
  return /[*?[]/.test(path) ? undefined : set.include(path, file.path)[0];
}

/** A string is split as a shell would; a list is taken as it is. */
function wordsAt({ tree, variables }: ComposeService, key: string): Word[] | undefined {
  const node = at(tree, key);
  if (node?.kind === 'scalar') return shellWords(node.text, node.line, variables);
  if (node?.kind !== 'list') return undefined;
  return node.items.flatMap((item) =>
    item.kind === 'scalar' ? [{ text: expand(item.text, variables), line: item.line }] : [],
  );
}

/** `env_file`, overridden by `environment`, which is a map or a list of NAME=value. */
function environmentOf(
  { tree, file, variables }: ComposeService,
  { set, claims }: Notes,
): Map<string, Written> {
  const found = new Map<string, Written>();
  const named = at(tree, 'env_file');
  for (const path of named?.kind === 'scalar'
    ? [named.text]
    : itemsAt(named).map((item) => textAt(item) ?? textAt(item, 'path') ?? '')) {
    if (path === '' || /[*?[]/.test(path)) continue;
    for (const envFile of set.include(path.replace(/^\.\//, ''), file.path)) {
      claims.push(envFile.path);
      for (const [name, written] of readEnvFile(envFile)) found.set(name, written);
    }
  }
  for (const [name, node] of entriesAt(tree, 'environment')) {
    const value = scalarAt(node);
    if (value !== undefined)
      found.set(name, {
        name,
        text: expand(value.text, variables),
        place: { file: file.path, line: value.line },
      });
  }
  for (const item of itemsAt(tree, 'environment')) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(textAt(item) ?? '') ?? [];
    if (name !== undefined && value !== undefined)
      found.set(name, { name, text: expand(value, variables), place: { file: file.path, line: item.line } });
  }
  return found;
}

function writtenAt(tree: Tree, key: string, file: string): Written | undefined {
  const scalar = scalarAt(tree, key);
  return scalar && { name: key, text: scalar.text, place: { file, line: scalar.line } };
}

/** Container ports: the last part of "8080:80", "127.0.0.1:8080:80/tcp" and `target`; then `expose`, then EXPOSE. */
function ports(tree: MapTree, exposed: readonly number[] = []): number[] {
  const published = itemsAt(tree, 'ports').map(
    (item) => textAt(item, 'target') ?? /(\d+)(?:\/tcp)?$/.exec(textAt(item) ?? '')?.[1],
  );
  const own = itemsAt(tree, 'expose').map((item) => textAt(item));
  const all = [...published, ...own].map(Number).filter((port) => Number.isInteger(port) && port > 0);
  return [...new Set(all.length > 0 ? all : exposed)];
}

function hostsOf(name: string, tree: MapTree): string[] {
  const aliases = entriesAt(tree, 'networks').flatMap(([, network]) =>
    itemsAt(network, 'aliases').flatMap((item) => textAt(item) ?? []),
  );
  return [...new Set([name, textAt(tree, 'container_name'), textAt(tree, 'hostname'), ...aliases])].filter(
    (host) => host !== undefined,
  );
}

function withHosts(listens: readonly Endpoint[], hosts: readonly string[]): Endpoint[] {
  const numbered = listens.flatMap(({ host, port }) =>
    host === undefined && port !== undefined ? [port] : [],
  );
  return hosts.flatMap((host) => numbered.map((port) => ({ host, port })));
}

function dependencies(tree: MapTree): Endpoint[] {
  const named = [...itemsAt(tree, 'depends_on'), ...itemsAt(tree, 'links')].flatMap(
    (item) => textAt(item)?.split(':')[0] ?? [],
  );
  const mapped = entriesAt(tree, 'depends_on').map(([host]) => host);
  return [...new Set([...named, ...mapped])].map((host) => ({ host }));
}

/** Configuration that a reader of its own reads, mounted where the product looks for it. */
const configTargets = /nginx|haproxy|envoy|traefik|[Cc]addy|httpd|apache/;

function mountedConfigs({ tree, file }: ComposeService, set: FileSet): string[] {
  const sources = itemsAt(tree, 'volumes').flatMap((item) => {
    const [source, target = ''] =
      item.kind === 'map'
        ? [textAt(item, 'source'), textAt(item, 'target')]
        : (textAt(item)?.split(':') ?? []);
    return source?.startsWith('.') && configTargets.test(target)
      ? [source.replace(/^\.\//, '').replace(/\/$/, '')]
      : [];
  });
  return sources.flatMap((source) => {
    if (/[*?[]/.test(source)) return [];
    return [...set.include(source, file.path), ...set.include(`${source}/*`, file.path)].map(
      ({ path }) => path,
    );
  });
}

function deploymentOf(
  file: string,
  { name, version, asServer }: HopDraft,
  hosts: readonly Endpoint[],
): Deployment {
  return { file, name, hosts, asServer, ...(version !== undefined && { version }) };
}
