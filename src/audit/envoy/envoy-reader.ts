/**
 * Envoy: bootstraps and lists of xDS resources, in YAML or JSON. A hop for each way from a listener's HTTP connection
 * manager through its routes to a cluster.
 */
import { itemsAt, type MapTree, mapsIn, type Tree, textAt } from '../formats/tree.ts';
import { readYaml } from '../formats/yaml.ts';
import { type HopDraft, hopDraft } from '../hop-draft.ts';
import type { AuditWarning, Endpoint } from '../model.ts';
import { type ConfigFile, fileName, type Reader, type Reading } from '../reader.ts';
import { applyCluster, applyConnectionManager, applyRoute, applyTcpProxy, node } from './envoy-settings.ts';

export const envoyReader: Reader = { product: 'envoy', recognises, read };

function recognises({ path, text }: ConfigFile): boolean {
  if (!/\.(?:ya?ml|json)$/i.test(path)) return false;
  return /\b(?:static_resources|staticResources|filter_chains|filterChains|load_assignment|loadAssignment)\b|type\.googleapis\.com\/envoy\./.test(
    text,
  );
}

/** A tree with the file that it is in. */
interface Part {
  tree: MapTree;
  file: string;
}

function read(files: readonly ConfigFile[]): Reading {
  const warnings: AuditWarning[] = [];
  const maps = files.flatMap((file) => mapsOf(file, warnings));
  const clusters = new Map(maps.filter(isCluster).map((part) => [textAt(part.tree, 'name') ?? '', part]));
  const routeTables = maps.filter(({ tree }) => node(tree, 'virtual_hosts') !== undefined);
  const context: Context = { clusters, routeTables, warnings };
  const hops = maps.filter(isListener).flatMap((listener) => listenerHops(listener, context));
  if (hops.length > 0) return { hops, warnings };
  // A list of clusters alone says what goes on towards the upstreams.
  return { hops: [...clusters.values()].map((part) => clusterHop(part, context)), warnings };
}

function mapsOf(file: ConfigFile, warnings: AuditWarning[]): Part[] {
  const { documents, errors } = readYaml(file.text);
  warnings.push(...errors.map((error) => ({ file: file.path, ...error })));
  return documents.flatMap((tree) => [...mapsIn(tree)].map((map) => ({ tree: map, file: file.path })));
}

function isListener({ tree }: Part): boolean {
  return node(tree, 'filter_chains') !== undefined;
}

function isCluster({ tree }: Part): boolean {
  const type = textAt(tree, '@type') ?? '';
  return (
    /\.Cluster$/.test(type) ||
    (tree.entries.has('name') &&
      ['load_assignment', 'connect_timeout', 'lb_policy', 'type'].some(
        (key) => node(tree, key) !== undefined,
      ) &&
      !isListener({ tree, file: '' }) &&
      node(tree, 'typed_config') === undefined)
  );
}

interface Context {
  clusters: ReadonlyMap<string, Part>;
  routeTables: readonly Part[];
  warnings: AuditWarning[];
}

function listenerHops(listener: Part, context: Context): HopDraft[] {
  const filters = itemsAt(node(listener.tree, 'filter_chains')).flatMap((chain) =>
    itemsAt(node(chain, 'filters')),
  );
  const hops = filters.flatMap((filter) => filterHops(filter, listener, context));
  const distinct = new Map(
    hops.map((hop) => [JSON.stringify([hop.upstreams, hop.asServer, hop.asClient]), hop]),
  );
  return [...distinct.values()];
}

function filterHops(filter: Tree, listener: Part, context: Context): HopDraft[] {
  const config = node(filter, 'typed_config') ?? node(filter, 'config');
  const name = `${textAt(filter, 'name') ?? ''} ${textAt(config, '@type') ?? ''}`;
  if (/tcp_?proxy/i.test(name)) return [tcpHop(config, listener, context)];
  if (!/http_connection_manager|HttpConnectionManager/.test(name)) return [];
  const routes = routesOf(config, context);
  return (routes.length > 0 ? routes : [undefined]).map((route) => {
    const hop = listenerHop(listener);
    applyConnectionManager(hop, config, { file: listener.file, warnings: context.warnings });
    if (route === undefined) return hop;
    toCluster(hop, route, context);
    return { ...hop, name: routes.length > 1 ? `${hop.name} ${route.cluster}` : hop.name };
  });
}

function listenerHop({ tree, file }: Part): HopDraft {
  const port = Number(textAt(node(tree, 'address', 'socket_address', 'port_value')));
  const hop = hopDraft(textAt(tree, 'name') ?? fileName(file).replace(/\.\w+$/, ''), 'envoy', {
    file,
    line: tree.line,
  });
  if (Number.isInteger(port) && port > 0) hop.listens.push({ port });
  return hop;
}

function tcpHop(config: Tree | undefined, listener: Part, { clusters, warnings }: Context): HopDraft {
  const hop = listenerHop(listener);
  applyTcpProxy(hop, config, { file: listener.file, warnings });
  const part = clusters.get(textAt(config, 'cluster') ?? '');
  if (part !== undefined) hop.upstreams.push(...endpointsOf(part.tree));
  return hop;
}

interface Route {
  cluster: string;
  action: Tree | undefined;
  file: string;
}

/** Inline, or by the name of a table that RDS delivers. */
function routesOf(config: Tree | undefined, { routeTables }: Context): Route[] {
  const inline = node(config, 'route_config');
  const name = textAt(node(config, 'rds', 'route_config_name'));
  const table =
    inline ?? routeTables.find(({ tree }) => name !== undefined && textAt(tree, 'name') === name)?.tree;
  const file = routeTables.find(({ tree }) => tree === table)?.file ?? '';
  const routes = itemsAt(node(table, 'virtual_hosts')).flatMap((host) => itemsAt(node(host, 'routes')));
  return routes.flatMap((route) => {
    const action = node(route, 'route');
    const weighted = itemsAt(node(action, 'weighted_clusters', 'clusters')).map((item) =>
      textAt(item, 'name'),
    );
    return [textAt(action, 'cluster'), ...weighted].flatMap((cluster) =>
      cluster === undefined ? [] : [{ cluster, action, file }],
    );
  });
}

function toCluster(hop: HopDraft, { cluster, action, file }: Route, { clusters, warnings }: Context): void {
  applyRoute(hop, action, { file, warnings });
  const part = clusters.get(cluster);
  if (part === undefined) return;
  applyCluster(hop, part.tree, { file: part.file, warnings });
  hop.upstreams.push(...endpointsOf(part.tree));
}

function clusterHop(part: Part, { warnings }: Context): HopDraft {
  const hop = hopDraft(textAt(part.tree, 'name') ?? 'envoy', 'envoy', {
    file: part.file,
    line: part.tree.line,
  });
  applyCluster(hop, part.tree, { file: part.file, warnings });
  hop.upstreams.push(...endpointsOf(part.tree));
  return hop;
}

function endpointsOf(cluster: Tree): Endpoint[] {
  const current = itemsAt(node(cluster, 'load_assignment', 'endpoints')).flatMap((group) =>
    itemsAt(node(group, 'lb_endpoints')),
  );
  const addresses = [
    ...current.map((one) => node(one, 'endpoint', 'address', 'socket_address')),
    ...itemsAt(node(cluster, 'hosts')).map((host) => node(host, 'socket_address')),
  ];
  return addresses.flatMap((address) => {
    const host = textAt(address, 'address');
    const port = Number(textAt(node(address, 'port_value')));
    return host === undefined || !Number.isInteger(port) ? [] : [{ host, port }];
  });
}
