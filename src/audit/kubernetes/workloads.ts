/** Workloads: how long a pod has for its end, what runs in its containers, and which Services lead to it. */

import type { Command } from '../commands/command.ts';
import { containerHop } from '../commands/programs.ts';
import { expand, type Word } from '../formats/shell-words.ts';
import { at, entriesAt, itemsAt, scalarAt, type Tree, textAt } from '../formats/tree.ts';
import { applyRow, type HopDraft, type SettingRow, settingOf, type Written } from '../hop-draft.ts';
import type { AuditWarning, Endpoint, Setting } from '../model.ts';
import { seconds } from '../notation.ts';
import type { FileSet } from '../reader.ts';
import type { Resource } from './resources.ts';
import { type ContainerPort, type ServiceIndex, servedBy } from './services.ts';

const grace: SettingRow = { side: 'asServer', setting: 'terminationGraceS', notation: seconds };

/** Containers beside the one that answers. */
const sidecars =
  /^(?:istio-proxy|istio-init|linkerd-proxy|linkerd-init|vault-agent|cloud-sql-proxy|fluent-bit|filebeat|datadog-agent)$/;

export interface Cluster {
  services: ServiceIndex;
  set: FileSet;
  warnings: AuditWarning[];
  claims: string[];
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
  return answering.map((container) => {
    const hop = hopOf(container, workload, cluster);
    hop.name =
      answering.length === 1 ? workload.name : `${workload.name}/${textAt(container, 'name') ?? hop.product}`;
    const ports = containerPorts(container);
    hop.listens = [...listening(hop.listens, ports), ...servedBy(cluster.services, labels, ports)];
    const written = writtenAt(pod, workload.file, 'spec', 'terminationGracePeriodSeconds');
    if (written !== undefined) applyRow(hop, grace, written, cluster.warnings);
    const preStop = preStopSetting(container, workload.file);
    if (preStop !== undefined) hop.asServer.preStopS = preStop;
    return hop;
  });
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

function hopOf(container: Tree, { tree, file }: Resource, cluster: Cluster): HopDraft {
  const environment = environmentOf(container, file);
  const values = new Map([...environment].map(([name, { text }]) => [name, text]));
  const words = [...wordsAt(container, 'command', values), ...wordsAt(container, 'args', values)];
  const command: Command = {
    words,
    file,
    base: file,
    environment,
    set: cluster.set,
    warnings: cluster.warnings,
    claims: cluster.claims,
  };
  const { hop, isStarted } = containerHop(command, textAt(container, 'image') ?? '');
  return isStarted ? hop : { ...hop, place: { file, line: container.line ?? tree.line } };
}

/** A string with several words is one argument to exec(2), which `unwrapShell` knows. */
function wordsAt(container: Tree, key: string, variables: ReadonlyMap<string, string>): Word[] {
  return itemsAt(container, key).flatMap((item) => {
    const scalar = scalarAt(item);
    return scalar === undefined ? [] : [{ text: expand(scalar.text, variables), line: scalar.line }];
  });
}

function environmentOf(container: Tree, file: string): Map<string, Written> {
  return new Map(
    itemsAt(container, 'env').flatMap((entry): [string, Written][] => {
      const name = textAt(entry, 'name');
      const value = scalarAt(entry, 'value');
      return name === undefined || value === undefined
        ? []
        : [[name, { name, text: value.text, place: { file, line: value.line } }]];
    }),
  );
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
