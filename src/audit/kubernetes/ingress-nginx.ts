/**
 * ingress-nginx: the controller's ConfigMap (or `controller.config` of its Helm values) for all, annotations of an
 * Ingress for its own routes. A hop for each Ingress; without any, one for the controller.
 */
import { at, entriesAt, scalarAt, type Tree, textAt } from '../formats/tree.ts';
import {
  apply,
  type HopDraft,
  hopDraft,
  offerLine,
  type SettingRows,
  settingOf,
  type Written,
  warn,
} from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { count, nginxTime, seconds } from '../notation.ts';
import type { Resource } from './resources.ts';
import { ingressBackends, ingressHosts } from './services.ts';

/** Durations of the ConfigMap are numbers of seconds, unless the template passes them on as they are. */
const configRows: SettingRows = {
  'keep-alive': {
    side: 'asServer',
    setting: 'idleTimeoutS',
    notation: seconds,
    special: { 0: 'no-keep-alive' },
  },
  'keep-alive-requests': { side: 'asServer', setting: 'requestLimit', notation: count },
  'client-header-timeout': { side: 'asServer', setting: 'headerTimeoutS', notation: seconds },
  'client-body-timeout': { side: 'asServer', setting: 'bodyTimeoutS', notation: seconds },
  'worker-shutdown-timeout': { side: 'asServer', setting: 'shutdownDrainS', notation: nginxTime },
  'upstream-keepalive-timeout': { side: 'asClient', setting: 'idleTimeoutS', notation: seconds },
  'upstream-keepalive-requests': { side: 'asClient', setting: 'requestLimit', notation: count },
  'upstream-keepalive-time': { side: 'asClient', setting: 'maxAgeS', notation: nginxTime },
  'proxy-connect-timeout': { side: 'asClient', setting: 'connectTimeoutS', notation: seconds },
  'proxy-read-timeout': { side: 'asClient', setting: 'responseTimeoutS', notation: seconds },
};

/** Keys that only this controller's ConfigMap has: it may have any name. */
const distinctive =
  /^(?:upstream-keepalive-|proxy-(?:read|send|connect)-timeout$|keep-alive(?:-requests)?$|worker-shutdown-timeout$|retry-non-idempotent$)/;

const prefix = 'nginx.ingress.kubernetes.io/';

export function isControllerConfig({ kind, tree }: Resource): boolean {
  return kind === 'ConfigMap' && hasControllerKeys(at(tree, 'data'));
}

export function hasControllerKeys(data: Tree | undefined): boolean {
  return entriesAt(data).some(([key]) => distinctive.test(key));
}

export function isNginxIngress({ kind, tree }: Resource): boolean {
  if (kind !== 'Ingress') return false;
  const className =
    textAt(tree, 'spec', 'ingressClassName') ??
    textAt(tree, 'metadata', 'annotations', 'kubernetes.io/ingress.class');
  const annotated = entriesAt(tree, 'metadata', 'annotations').some(([key]) => key.startsWith(prefix));
  return annotated || /nginx/.test(className ?? '');
}

/** What is written for all routes: the ConfigMap's `data` or the Helm values' `config`. */
export interface ControllerConfig {
  file: string;
  data: Tree | undefined;
  /** The Helm values around it, which also have the pod's own settings. */
  pod?: Tree;
}

export function ingressNginxHops(
  configs: readonly ControllerConfig[],
  ingresses: readonly Resource[],
  warnings: AuditWarning[],
): HopDraft[] {
  const [config] = configs;
  if (ingresses.length > 0) return ingresses.map((ingress) => ingressHop(ingress, configs, warnings));
  if (config === undefined) return [];
  const hop = hopDraft('ingress-nginx', 'ingress-nginx', { file: config.file, line: config.data?.line ?? 1 });
  for (const one of configs) applyConfig(hop, one, warnings);
  return [hop];
}

function ingressHop(
  ingress: Resource,
  configs: readonly ControllerConfig[],
  warnings: AuditWarning[],
): HopDraft {
  const hop = hopDraft(ingress.name, 'ingress-nginx', { file: ingress.file, line: ingress.tree.line });
  hop.listens.push(...ingressHosts(ingress.tree));
  hop.upstreams.push(...ingressBackends(ingress.tree));
  for (const config of configs) applyConfig(hop, config, warnings);
  for (const written of writtenIn(ingress.tree, ['metadata', 'annotations'], ingress.file)) {
    if (written.name.startsWith(prefix))
      applyAnnotation(hop, { ...written, name: written.name.slice(prefix.length) }, warnings);
  }
  return hop;
}

const grace: SettingRows = {
  terminationGracePeriodSeconds: { side: 'asServer', setting: 'terminationGraceS', notation: seconds },
};

/** What an Ingress can say for itself; the rest is the ConfigMap's, and has no effect as an annotation. */
const annotations =
  /^proxy-(?:connect|send|read)-timeout$|^proxy-next-upstream|^proxy-http-version$|-snippet$/;

function applyAnnotation(hop: HopDraft, written: Written, warnings: AuditWarning[]): void {
  if (annotations.test(written.name)) applyWritten(hop, written, warnings);
  else if (Object.hasOwn(configRows, written.name) || written.name.startsWith('upstream-keepalive-')) {
    warn(
      written,
      'no annotation of ingress-nginx: it has no effect, only the ConfigMap has this key',
      warnings,
    );
  }
}

function applyConfig(hop: HopDraft, { data, pod, file }: ControllerConfig, warnings: AuditWarning[]): void {
  for (const written of writtenIn(pod, [], file)) apply(hop, grace, written, warnings);
  const all = writtenIn(data, [], file);
  for (const written of all) applyWritten(hop, written, warnings);
  // After an entry that is plainly one line: one that goes on would be cut in two.
  const last = all.findLast(({ text }) => /^[\w.]+$/.test(text));
  if (last === undefined) return;
  for (const [side, setting, key] of additions) {
    offerLine(hop, { side, setting, after: last.place, line: `${key}: "{}"`, unit: 's' });
  }
}

const additions = [
  ['asServer', 'idleTimeoutS', 'keep-alive'],
  ['asClient', 'idleTimeoutS', 'upstream-keepalive-timeout'],
  ['asClient', 'responseTimeoutS', 'proxy-read-timeout'],
] as const;

function writtenIn(tree: Tree | undefined, path: readonly string[], file: string): Written[] {
  return entriesAt(tree, ...path).flatMap(([name, node]) => {
    const scalar = scalarAt(node);
    return scalar === undefined ? [] : [{ name, text: scalar.text, place: { file, line: scalar.line } }];
  });
}

function applyWritten(hop: HopDraft, written: Written, warnings: AuditWarning[]): void {
  if (apply(hop, configRows, written, warnings)) return;
  const { name, text } = written;
  if (/^keepalive(?:-|$)/.test(name))
    warn(written, 'no key of ingress-nginx: it has no effect (keep-alive, keep-alive-requests)', warnings);
  if (name === 'upstream-keepalive-connections' && text === '0')
    hop.asClient.keepAlive = settingOf(written, false);
  if (name === 'proxy-http-version' && text === '1.0') hop.asClient.keepAlive = settingOf(written, false);
  if (name === 'retry-non-idempotent') hop.asClient.retryNonIdempotent = settingOf(written, text === 'true');
  if (name === 'proxy-next-upstream' && /\bnon_idempotent\b/.test(text)) {
    hop.asClient.retryNonIdempotent = settingOf(written, true);
  }
  if (name.endsWith('-snippet') && /keepalive|timeout/.test(text))
    warn(written, 'a snippet sets timeouts: not read', warnings);
}
