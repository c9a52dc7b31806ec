/** Caddy's JSON: `apps.http.servers`, each with its routes, however deep the handlers are. */
import {
  at,
  entriesAt,
  itemsAt,
  type MapTree,
  mapsIn,
  scalarAt,
  type Tree,
  textAt,
} from '../formats/tree.ts';
import { urlEndpoint } from '../formats/url-endpoint.ts';
import { readYaml } from '../formats/yaml.ts';
import { applyRow, type HopDraft, hopDraft, type SettingRow, settingOf, type Written } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { caddyJsonDuration } from '../notation.ts';
import type { ConfigFile } from '../reader.ts';

const off = { 0: 'unlimited' } as const;
const server = (setting: SettingRow['setting']): SettingRow => ({
  side: 'asServer',
  setting,
  notation: caddyJsonDuration,
  special: off,
});
const client = (setting: SettingRow['setting']): SettingRow => ({
  side: 'asClient',
  setting,
  notation: caddyJsonDuration,
  special: off,
});

const serverRows: readonly (readonly [key: string, row: SettingRow])[] = [
  ['idle_timeout', server('idleTimeoutS')],
  ['read_header_timeout', server('headerTimeoutS')],
  ['read_timeout', server('bodyTimeoutS')],
  ['write_timeout', server('responseTimeoutS')],
  ['keepalive_interval', { ...server('tcpKeepAliveS'), negative: 'unset' }],
];

const transportRows: readonly (readonly [key: string, row: SettingRow])[] = [
  ['dial_timeout', client('connectTimeoutS')],
  ['response_header_timeout', client('responseTimeoutS')],
];

export function caddyJsonHops(file: ConfigFile, warnings: AuditWarning[]): HopDraft[] {
  const { documents, errors } = readYaml(file.text);
  warnings.push(...errors.map((error) => ({ file: file.path, ...error })));
  return documents.flatMap((tree) => {
    const http = at(tree, 'apps', 'http');
    return entriesAt(http, 'servers').flatMap(([name, config]) =>
      serverHops({ name, config, http }, { file: file.path, warnings }),
    );
  });
}

interface Notes {
  file: string;
  warnings: AuditWarning[];
}

function serverHops(
  { name, config, http }: { name: string; config: Tree; http: Tree | undefined },
  notes: Notes,
): HopDraft[] {
  const proxies = [...mapsIn(at(config, 'routes'))].filter(
    (map) => textAt(map, 'handler') === 'reverse_proxy',
  );
  const hops = (proxies.length > 0 ? proxies : [undefined]).map((proxy) => {
    const hop = hopDraft(name, 'caddy', { file: notes.file, line: config.line });
    for (const listen of itemsAt(config, 'listen')) {
      const port = Number(/:(\d{1,5})$/.exec(textAt(listen) ?? '')?.[1]);
      if (port > 0) hop.listens.push({ port });
    }
    set(hop, ['grace_period', server('shutdownDrainS')], { ...notes, tree: http });
    for (const [key, row] of serverRows) set(hop, [key, row], { ...notes, tree: config });
    if (proxy !== undefined) applyProxy(hop, proxy, notes);
    return hop;
  });
  return [...new Map(hops.map((hop) => [JSON.stringify([hop.upstreams, hop.asClient]), hop])).values()];
}

function applyProxy(hop: HopDraft, proxy: MapTree, notes: Notes): void {
  for (const upstream of itemsAt(proxy, 'upstreams')) {
    const endpoint = urlEndpoint(textAt(upstream, 'dial') ?? '');
    if (endpoint !== undefined) hop.upstreams.push(endpoint);
  }
  const transport = at(proxy, 'transport');
  for (const [key, row] of transportRows) set(hop, [key, row], { ...notes, tree: transport });
  const keepAlive = at(transport, 'keep_alive');
  set(hop, ['idle_timeout', client('idleTimeoutS')], { ...notes, tree: keepAlive });
  set(hop, ['probe_interval', { ...client('tcpKeepAliveS'), negative: 'unset' }], {
    ...notes,
    tree: keepAlive,
  });
  const enabled = scalarAt(keepAlive, 'enabled');
  if (enabled?.text === 'false') {
    const written: Written = {
      name: 'keep_alive.enabled',
      text: 'false',
      place: { file: notes.file, line: enabled.line },
    };
    hop.asClient.keepAlive = settingOf(written, false);
  }
}

function set(
  hop: HopDraft,
  [key, row]: readonly [string, SettingRow],
  { tree, file, warnings }: Notes & { tree: Tree | undefined },
): void {
  const scalar = scalarAt(tree, key);
  if (scalar === undefined) return;
  applyRow(hop, row, { name: key, text: scalar.text, place: { file, line: scalar.line } }, warnings);
}
