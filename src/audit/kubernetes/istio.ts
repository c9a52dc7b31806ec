/**
 * Istio: what a DestinationRule and a VirtualService say of one host is one hop, the client's proxy or the gateway. An
 * EnvoyFilter counts for all of them; which workloads it selects is not followed.
 */
import { applyCluster, applyConnectionManager, applySingleUse, type Notes } from '../envoy/envoy-settings.ts';
import { at, itemsAt, scalarAt, type Tree, textAt } from '../formats/tree.ts';
import { applyRow, type HopDraft, hopDraft, type SettingRow, settingOf, type Written } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { count, goDuration } from '../notation.ts';
import type { Resource } from './resources.ts';

const client = (setting: SettingRow['setting']): SettingRow => ({
  side: 'asClient',
  setting,
  notation: goDuration,
  special: { 0: 'unlimited' },
});

const policyRows: readonly (readonly [path: readonly string[], row: SettingRow])[] = [
  [['http', 'idleTimeout'], client('idleTimeoutS')],
  [['http', 'maxRequestsPerConnection'], { ...client('requestLimit'), notation: count }],
  [['tcp', 'connectTimeout'], client('connectTimeoutS')],
  [['tcp', 'maxConnectionDuration'], client('maxAgeS')],
  [['tcp', 'tcpKeepalive', 'time'], client('tcpKeepAliveS')],
];

export function istioHops(resources: readonly Resource[], warnings: AuditWarning[]): HopDraft[] {
  const rules = resources.filter(({ kind }) => kind === 'DestinationRule');
  const services = resources.filter(({ kind }) => kind === 'VirtualService');
  const filters = resources.filter(({ kind }) => kind === 'EnvoyFilter');
  const hops = [
    ...services.flatMap((service) => routeHops(service, rules, warnings)),
    ...rules
      .filter((rule) => !services.some((service) => leadsTo(service, rule)))
      .map((rule) => ruleHop(rule, warnings)),
  ];
  const all =
    hops.length === 0 && filters.length > 0
      ? filters.slice(0, 1).map(({ name, file, tree }) => hopDraft(name, 'istio', { file, line: tree.line }))
      : hops;
  for (const hop of all) for (const filter of filters) applyFilter(hop, filter, warnings);
  return all;
}

/** The short name of a host: "reviews" of "reviews.shop.svc.cluster.local". */
function shortHost(host: string): string {
  return /^([^.]+)\.[^.]+\.svc(?:\.|$)/.exec(host)?.[1] ?? host;
}

function destinations(service: Resource): Tree[] {
  return itemsAt(service.tree, 'spec', 'http').flatMap((route) =>
    itemsAt(route, 'route').flatMap((one) => at(one, 'destination') ?? []),
  );
}

function leadsTo(service: Resource, rule: Resource): boolean {
  const host = shortHost(textAt(rule.tree, 'spec', 'host') ?? '');
  return destinations(service).some((destination) => shortHost(textAt(destination, 'host') ?? '') === host);
}

/** A hop for each route of a VirtualService with each of its destinations; equal ones are one. */
function routeHops(service: Resource, rules: readonly Resource[], warnings: AuditWarning[]): HopDraft[] {
  const { name, file, tree } = service;
  const distinct = new Map<string, HopDraft>();
  for (const route of itemsAt(tree, 'spec', 'http')) {
    for (const one of itemsAt(route, 'route')) {
      const hop = hopDraft(name, 'istio', { file, line: tree.line });
      hop.listens.push(
        ...itemsAt(tree, 'spec', 'hosts').flatMap((item) =>
          textAt(item) === '*' ? [{}] : [{ host: textAt(item) ?? '' }],
        ),
      );
      const destination = at(one, 'destination');
      const host = textAt(destination, 'host') ?? '';
      const port = Number(textAt(destination, 'port', 'number'));
      hop.upstreams.push(Number.isInteger(port) && port > 0 ? { host, port } : { host });
      applyRoute(hop, route, { file, warnings });
      const rule = rules.find(
        (candidate) => shortHost(textAt(candidate.tree, 'spec', 'host') ?? '') === shortHost(host),
      );
      if (rule !== undefined) applyRule(hop, rule, { subset: textAt(destination, 'subset'), warnings });
      distinct.set(JSON.stringify([hop.upstreams, hop.asClient]), hop);
    }
  }
  const hops = [...distinct.values()];
  return hops.map((hop) => (hops.length > 1 ? { ...hop, name: `${name} ${hop.upstreams[0]?.host}` } : hop));
}

function applyRoute(hop: HopDraft, route: Tree, { file, warnings }: Notes): void {
  const timeout = writtenAt(route, ['timeout'], file);
  if (timeout !== undefined) applyRow(hop, client('responseTimeoutS'), timeout, warnings);
  const retryOn = writtenAt(route, ['retries', 'retryOn'], file);
  const unsafe = /\b(?:5xx|gateway-error|reset|retriable-4xx|retriable-status-codes)\b/;
  if (retryOn !== undefined) hop.asClient.retryNonIdempotent = settingOf(retryOn, unsafe.test(retryOn.text));
}

function ruleHop(rule: Resource, warnings: AuditWarning[]): HopDraft {
  const { name, file, tree } = rule;
  const hop = hopDraft(name, 'istio', { file, line: tree.line });
  const host = textAt(tree, 'spec', 'host');
  if (host !== undefined) hop.upstreams.push({ host });
  applyRule(hop, rule, { subset: undefined, warnings });
  return hop;
}

/** The policy of all, of the port, of the subset: each overrides the one before. */
function applyRule(
  hop: HopDraft,
  { tree, file }: Resource,
  { subset, warnings }: { subset: string | undefined; warnings: AuditWarning[] },
): void {
  const port = hop.upstreams[0]?.port;
  const subsets = itemsAt(tree, 'spec', 'subsets').filter(
    (item) => subset !== undefined && textAt(item, 'name') === subset,
  );
  for (const policy of [
    at(tree, 'spec', 'trafficPolicy'),
    ...subsets.map((item) => at(item, 'trafficPolicy')),
  ]) {
    const ofPort = itemsAt(policy, 'portLevelSettings').filter(
      (item) => port !== undefined && Number(textAt(item, 'port', 'number')) === port,
    );
    for (const level of [policy, ...ofPort]) {
      for (const [path, row] of policyRows) {
        const written = writtenAt(at(level, 'connectionPool'), path, file);
        if (written !== undefined) applyRow(hop, row, written, warnings);
      }
    }
  }
  applySingleUse(hop);
}

function writtenAt(tree: Tree | undefined, path: readonly string[], file: string): Written | undefined {
  const scalar = scalarAt(tree, ...path);
  return scalar && { name: path.join('.'), text: scalar.text, place: { file, line: scalar.line } };
}

/** Patches of the HTTP connection manager count as server, patches of clusters as client. */
function applyFilter(hop: HopDraft, { tree, file }: Resource, warnings: AuditWarning[]): void {
  const notes: Notes = { file, warnings, durations: goDuration };
  for (const patch of itemsAt(tree, 'spec', 'configPatches')) {
    const value = at(patch, 'patch', 'value');
    const applyTo = textAt(patch, 'applyTo');
    if (applyTo === 'CLUSTER') applyCluster(hop, value, notes);
    if (applyTo === 'NETWORK_FILTER')
      applyConnectionManager(hop, at(value, 'typed_config') ?? at(value, 'typedConfig'), notes);
  }
}
