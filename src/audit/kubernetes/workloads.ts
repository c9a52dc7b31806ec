/** Workloads: how long a pod has for its end, what runs in its containers, and which Services lead to it. */

import type { Command } from '../commands/command.ts';
import { type Container, containerHop } from '../commands/programs.ts';
import { expand, type Word } from '../formats/shell-words.ts';
import { at, entriesAt, itemsAt, scalarAt, type Tree, textAt } from '../formats/tree.ts';
import { applyRow, type HopDraft, type SettingRow, settingOf, type Written } from '../hop-draft.ts';
import type { AuditWarning, Endpoint, Setting } from '../model.ts';
import { seconds } from '../notation.ts';
import type { Deployment, FileSet } from '../reader.ts';
import { embeddedPath } from './embedded.ts';
import type { Resource } from './resources.ts';
import { type ContainerPort, type ServiceIndex, servedBy } from './services.ts';

const grace: SettingRow = { side: 'asServer', setting: 'terminationGraceS', notation: seconds };

/** Containers beside the one that answers. */
const sidecars =
  /^(?:istio-proxy|istio-init|linkerd-proxy|linkerd-init|vault-agent|cloud-sql-proxy|fluent-bit|filebeat|datadog-agent)$/;

export interface Cluster {
  services: ServiceIndex;
  configMaps: ReadonlyMap<string, Resource>;
  set: FileSet;
  warnings: AuditWarning[];
  claims: string[];
  deployments: Deployment[];
}

/** Each container that answers requests, as a hop. */
export function workloadHops(workload: Resource, cluster: Cluster): HopDraft[] {
  const pod = workload.kind === 'Pod' ? workload.tree : at(workload.tree, 'spec', 'template');
  const labels = new Map(
    entriesAt(pod, 'metadata', 'labels').map(([key, value]) => [key, textAt(value) ?? '']),
  );
  const containers = itemsAt(pod, 'spec', 'containers').filter(
    (one) => !sidecars.test(textAt(one, 'name') ?? ''),
  );
  const answering =
    containers.length === 1 ? containers : containers.filter((one) => itemsAt(one, 'ports').length > 0);
  return answering.flatMap((container) => {
    const mounted = mountedMaps(pod, cluster);
    const { hop, isStarted } = startedHop({ container, workload, mounted }, cluster);
    hop.name =
      answering.length === 1 ? workload.name : `${workload.name}/${textAt(container, 'name') ?? hop.product}`;
    const ports = containerPorts(container);
    hop.listens = [...listening(hop.listens, ports), ...servedBy(cluster.services, labels, ports)];
    const written = writtenAt(pod, workload.file, 'spec', 'terminationGracePeriodSeconds');
    if (written !== undefined) applyRow(hop, grace, written, cluster.warnings);
    const preStop = preStopSetting(container, workload.file);
    if (preStop !== undefined) hop.asServer.preStopS = preStop;
    const files = isStarted ? [] : mounted.flatMap(configFiles);
    cluster.deployments.push(...files.map((file) => deploymentOf(file, hop)));
    return files.length > 0 ? [] : [hop];
  });
}

/** The ConfigMaps that are mounted into a pod. */
function mountedMaps(pod: Tree | undefined, { configMaps }: Cluster): Resource[] {
  return itemsAt(pod, 'spec', 'volumes').flatMap(
    (volume) => configMaps.get(textAt(volume, 'configMap', 'name') ?? '') ?? [],
  );
}

const configName =
  /^(?:.*\.(?:conf|cfg)|envoy.*\.(?:ya?ml|json)|traefik\.(?:ya?ml|toml)|Caddyfile|application(?:-[\w-]+)?\.(?:ya?ml|properties)|server\.xml)$/;

/** What an image that says nothing by itself is configured with: its own reader makes the hop of it. */
function configFiles({ tree, file, name }: Resource): string[] {
  const keys = entriesAt(tree, 'data').filter(
    ([key, node]) => configName.test(key) && node.kind === 'scalar' && node.text.includes('\n'),
  );
  return keys.map(([key]) => embeddedPath(file, name, key));
}

function deploymentOf(file: string, { name, listens, asServer, version }: HopDraft): Deployment {
  const hosts = listens.filter(({ host }) => host !== undefined);
  return { file, name, hosts, asServer, ...(version !== undefined && { version }) };
}

function listening(own: readonly Endpoint[], ports: readonly ContainerPort[]): Endpoint[] {
  return ports.length === 0 ? [...own] : ports.map(({ port }) => ({ port }));
}

function containerPorts(container: Tree): ContainerPort[] {
  return itemsAt(container, 'ports').flatMap((entry) => {
    const port = Number(textAt(entry, 'containerPort'));
    const name = textAt(entry, 'name');
    return Number.isInteger(port) ? [name === undefined ? { port } : { port, name }] : [];
  });
}

interface Started {
  container: Tree;
  workload: Resource;
  mounted: readonly Resource[];
}

function startedHop({ container, workload: { tree, file }, mounted }: Started, cluster: Cluster): Container {
  const environment = environmentOf(container, file, cluster);
  const values = new Map([...environment].map(([name, { text }]) => [name, text]));
  const words = [...wordsAt(container, 'command', values), ...wordsAt(container, 'args', values)];
  const [map] = mounted;
  const { set, warnings, claims } = cluster;
  // Files that the command names are in what is mounted.
  const base = map === undefined ? file : embeddedPath(map.file, map.name, 'command');
  const command: Command = { words, file, base, environment, set, warnings, claims };
  const { hop, isStarted } = containerHop(command, textAt(container, 'image') ?? '');
  return isStarted
    ? { hop, isStarted }
    : { hop: { ...hop, place: { file, line: container.line ?? tree.line } }, isStarted };
}

/** A string with several words is one argument to exec(2), which `unwrapShell` knows. */
function wordsAt(container: Tree, key: string, variables: ReadonlyMap<string, string>): Word[] {
  return itemsAt(container, key).flatMap((item) => {
    const scalar = scalarAt(item);
    return scalar === undefined ? [] : [{ text: expand(scalar.text, variables), line: scalar.line }];
  });
}

/** `envFrom` a ConfigMap, overridden by `env`. */
function environmentOf(container: Tree, file: string, { configMaps }: Cluster): Map<string, Written> {
  const found = new Map<string, Written>();
  const put = (name: string, node: Tree | undefined, from: string): void => {
    const scalar = scalarAt(node);
    if (scalar !== undefined)
      found.set(name, { name, text: scalar.text, place: { file: from, line: scalar.line } });
  };
  for (const source of itemsAt(container, 'envFrom')) {
    const map = configMaps.get(textAt(source, 'configMapRef', 'name') ?? '');
    if (map !== undefined) for (const [name, node] of entriesAt(map.tree, 'data')) put(name, node, map.file);
  }
  for (const entry of itemsAt(container, 'env')) {
    const name = textAt(entry, 'name') ?? '';
    const map = configMaps.get(textAt(entry, 'valueFrom', 'configMapKeyRef', 'name') ?? '');
    const key = textAt(entry, 'valueFrom', 'configMapKeyRef', 'key') ?? '';
    if (map === undefined) put(name, at(entry, 'value'), file);
    else put(name, at(map.tree, 'data', key), map.file);
  }
  return found;
}

function writtenAt(tree: Tree | undefined, file: string, ...path: readonly string[]): Written | undefined {
  const scalar = scalarAt(tree, ...path);
  return scalar && { name: path.at(-1) ?? '', text: scalar.text, place: { file, line: scalar.line } };
}

/** `sleep 15` wherever in the hook, or the `sleep` action of Kubernetes 1.30. */
function preStopSetting(container: Tree, file: string): Setting | undefined {
  const action = writtenAt(container, file, 'lifecycle', 'preStop', 'sleep', 'seconds');
  if (action !== undefined)
    return { ...settingOf({ ...action, name: 'preStop' }, Number(action.text)), unit: 's' };
  const words = itemsAt(container, 'lifecycle', 'preStop', 'exec', 'command').flatMap(
    (item) => scalarAt(item) ?? [],
  );
  for (const [index, word] of words.entries()) {
    const inside = /\bsleep\s+(\d+(?:\.\d+)?)/.exec(word.text)?.[1];
    const next = /(?:^|\/)sleep$/.test(word.text) ? words[index + 1] : undefined;
    const text = inside ?? next?.text;
    if (text === undefined || !/^\d+(?:\.\d+)?s?$/.test(text)) continue;
    const written: Written = { name: 'preStop', text, place: { file, line: next?.line ?? word.line } };
    return { ...settingOf(written, Number.parseFloat(text)), unit: 's' };
  }
  return undefined;
}
