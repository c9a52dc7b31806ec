/**
 * Envoy's settings of connections, from its own names (protobuf's JSON allows `idle_timeout` and `idleTimeout`). A zero
 * switches a timer off. Used for bootstraps, for xDS resources and for Istio's EnvoyFilter.
 */
import { at, entriesAt, scalarAt, type Tree } from '../formats/tree.ts';
import { applyRow, type HopDraft, type SettingRow, settingOf, type Written } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { count, type Notation, protobufDuration, seconds } from '../notation.ts';

/** A node by its snake_case path, whichever of the two spellings the file has. */
export function node(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  let found = tree;
  for (const key of path) found = at(found, key) ?? at(found, camel(key));
  return found;
}

function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export interface Notes {
  file: string;
  warnings: AuditWarning[];
  /** Istio writes durations more freely than Envoy. */
  durations?: Notation;
}

interface Row {
  path: readonly string[];
  row: SettingRow;
}

const off = { 0: 'unlimited' } as const;
const server = (setting: SettingRow['setting']): SettingRow => ({
  side: 'asServer',
  setting,
  notation: protobufDuration,
  special: off,
});
const client = (setting: SettingRow['setting']): SettingRow => ({
  side: 'asClient',
  setting,
  notation: protobufDuration,
  special: off,
});

/** `http_protocol_options` and the like are the same for a listener's side and a cluster's. */
const connectionManager: readonly Row[] = [
  { path: ['stream_idle_timeout'], row: server('responseTimeoutS') },
  { path: ['request_timeout'], row: server('bodyTimeoutS') },
  { path: ['request_headers_timeout'], row: server('headerTimeoutS') },
  { path: ['drain_timeout'], row: server('shutdownDrainS') },
  { path: ['idle_timeout'], row: server('idleTimeoutS') },
  { path: ['common_http_protocol_options', 'idle_timeout'], row: server('idleTimeoutS') },
  { path: ['common_http_protocol_options', 'max_connection_duration'], row: server('maxAgeS') },
  {
    path: ['common_http_protocol_options', 'max_requests_per_connection'],
    row: { ...server('requestLimit'), notation: count },
  },
];

const commonOptions: readonly Row[] = [
  { path: ['idle_timeout'], row: client('idleTimeoutS') },
  { path: ['max_connection_duration'], row: client('maxAgeS') },
  { path: ['max_requests_per_connection'], row: { ...client('requestLimit'), notation: count } },
];

const cluster: readonly Row[] = [
  { path: ['connect_timeout'], row: client('connectTimeoutS') },
  { path: ['max_requests_per_connection'], row: { ...client('requestLimit'), notation: count } },
  {
    path: ['upstream_connection_options', 'tcp_keepalive', 'keepalive_time'],
    row: { ...client('tcpKeepAliveS'), notation: seconds },
  },
];

export function applyConnectionManager(hop: HopDraft, tree: Tree | undefined, notes: Notes): void {
  applyRows(hop, connectionManager, { tree, notes });
}

/** Options of the upstream's protocol have been at three places over the years; the newest one is read last. */
export function applyCluster(hop: HopDraft, tree: Tree | undefined, notes: Notes): void {
  applyRows(hop, cluster, { tree, notes });
  applyRows(hop, commonOptions, { tree: node(tree, 'common_http_protocol_options'), notes });
  for (const [, options] of entriesAt(node(tree, 'typed_extension_protocol_options'))) {
    applyRows(hop, commonOptions, { tree: node(options, 'common_http_protocol_options'), notes });
  }
  applySingleUse(hop);
}

/** One request on each connection: there is no reuse. */
export function applySingleUse(hop: HopDraft): void {
  const limit = hop.asClient.requestLimit;
  if (limit?.value === 1) hop.asClient.keepAlive = { ...limit, value: false };
}

const routeTimeout: Row = { path: ['timeout'], row: client('responseTimeoutS') };

/** What makes Envoy send a request again that the server may have begun to work on. */
const unsafeRetry = /\b(?:5xx|gateway-error|reset|retriable-4xx|retriable-status-codes|retriable-headers)\b/;

export function applyRoute(hop: HopDraft, action: Tree | undefined, notes: Notes): void {
  applyRows(hop, [routeTimeout], { tree: action, notes });
  const retry = scalarAt(node(action, 'retry_policy', 'retry_on'));
  if (retry === undefined) return;
  const written: Written = {
    name: 'retry_on',
    text: retry.text,
    place: { file: notes.file, line: retry.line },
  };
  hop.asClient.retryNonIdempotent = settingOf(written, unsafeRetry.test(retry.text));
}

/** TCP proxying: flows, in both directions. */
export function applyTcpProxy(hop: HopDraft, tree: Tree | undefined, notes: Notes): void {
  const row = server('flowIdleTimeoutS');
  applyRows(
    hop,
    [
      { path: ['idle_timeout'], row },
      { path: ['idle_timeout'], row: { ...row, side: 'asClient' } },
    ],
    { tree, notes },
  );
  if (hop.asServer.flowIdleTimeoutS === undefined) {
    hop.asServer.flowIdleTimeoutS = { value: 3600, from: 'default', name: 'tcp_proxy.idle_timeout' };
  }
}

function applyRows(
  hop: HopDraft,
  rows: readonly Row[],
  { tree, notes }: { tree: Tree | undefined; notes: Notes },
): void {
  for (const { path, row } of rows) {
    const found = node(tree, ...path);
    // An older way to write a duration: `{ seconds: 60 }`.
    const older = scalarAt(found, 'seconds');
    const scalar = older ?? scalarAt(found);
    if (scalar === undefined) continue;
    const usual = row.notation === protobufDuration ? (notes.durations ?? protobufDuration) : row.notation;
    const notation = older === undefined ? usual : seconds;
    const place = { file: notes.file, line: scalar.line };
    applyRow(
      hop,
      { ...row, notation },
      { name: path.at(-1) ?? '', text: scalar.text, place },
      notes.warnings,
    );
  }
}
