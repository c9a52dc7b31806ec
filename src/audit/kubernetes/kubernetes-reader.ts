/** Kubernetes manifests: all of a directory together, since a Service in one file leads to a Deployment in another. */

import { at, mapsIn } from '../formats/tree.ts';
import { readYaml } from '../formats/yaml.ts';
import type { HopDraft } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import {
  beginning,
  type ConfigFile,
  type Deployment,
  fileName,
  type ReadContext,
  type Reader,
  type Reading,
} from '../reader.ts';
import { awsHops } from './aws-annotations.ts';
import {
  type ControllerConfig,
  hasControllerKeys,
  ingressNginxHops,
  isControllerConfig,
  isNginxIngress,
} from './ingress-nginx.ts';
import { istioHops } from './istio.ts';
import { type Resource, readResources } from './resources.ts';
import { serviceIndex } from './services.ts';
import { traefikHops } from './traefik-transport.ts';
import { workloadHops } from './workloads.ts';

export const kubernetesReader: Reader = { product: 'kubernetes', recognises, read };

function recognises(file: ConfigFile): boolean {
  if (!/\.(?:ya?ml|json)$/i.test(file.path)) return false;
  const text = beginning(file);
  if (isHelmValues(file) || isKustomization(file)) return true;
  return /^[ \t]*"?apiVersion"?\s*:/m.test(text) && /^[ \t]*"?kind"?\s*:/m.test(text);
}

/** Only what is patched and not just listed. */
function isKustomization({ path, text }: ConfigFile): boolean {
  return /^kustomization\.ya?ml$/.test(fileName(path)) && /^patches(?:StrategicMerge|Json6902)?:/m.test(text);
}

const workloads = /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Rollout|Pod)$/;

function read(files: readonly ConfigFile[], { set }: ReadContext): Reading {
  const warnings: AuditWarning[] = [];
  const claims: string[] = [];
  for (const { path } of files.filter(isKustomization)) {
    const message = 'patches of kustomize are not applied: audit the output of kubectl kustomize';
    warnings.push({ file: path, message });
  }
  const values = new Set(files.filter(isHelmValues));
  const resources = files.flatMap((file) => (values.has(file) ? [] : readResources(file, warnings)));
  const services = serviceIndex(resources.filter(({ kind }) => kind === 'Service'));
  const deployments: Deployment[] = [];
  const configMaps = new Map(
    resources.filter(({ kind }) => kind === 'ConfigMap').map((map) => [map.name, map]),
  );
  const cluster = { services, configMaps, set, warnings, claims, deployments };
  const configs = [
    ...controllerConfigs(resources),
    ...[...values].flatMap((file) => helmConfigs(file, warnings)),
  ];
  const ingresses = ingressNginxHops(configs, resources.filter(isNginxIngress), warnings);
  const running = resources
    .filter(({ kind }) => workloads.test(kind))
    .flatMap((workload) => workloadHops(workload, cluster));
  const hops = [
    ...awsHops(resources, warnings),
    ...istioHops(resources, warnings),
    ...traefikHops(resources, warnings),
    ...withController(ingresses, running),
  ];
  return { hops, warnings, claims, deployments };
}

/** The controller's Deployment is not a hop beside its Ingresses: it says how long they have for their end. */
function withController(ingresses: readonly HopDraft[], running: readonly HopDraft[]): HopDraft[] {
  const controller = running.find(({ product }) => product === 'ingress-nginx');
  if (controller === undefined || ingresses.length === 0) return [...ingresses, ...running];
  const { version, asServer } = controller;
  const names = controller.listens.filter(({ host }) => host !== undefined);
  const completed = ingresses.map((hop) => ({
    ...hop,
    ...(version !== undefined && { version }),
    listens: [...hop.listens, ...names],
    asServer: { ...asServer, ...hop.asServer },
  }));
  return [...completed, ...running.filter((hop) => hop !== controller)];
}

function controllerConfigs(resources: readonly Resource[]): ControllerConfig[] {
  return resources.filter(isControllerConfig).map(({ file, tree }) => ({ file, data: at(tree, 'data') }));
}

/** Values of the ingress-nginx chart, or of a chart that has it as a part. */
function isHelmValues(file: ConfigFile): boolean {
  return (
    /values[^/]*\.ya?ml$/i.test(file.path) &&
    /^\s*controller:\s*$/m.test(file.text) &&
    /^\s+config:/m.test(file.text)
  );
}

function helmConfigs(file: ConfigFile, warnings: AuditWarning[]): ControllerConfig[] {
  const { documents, errors } = readYaml(file.text);
  warnings.push(...errors.map((error) => ({ file: file.path, ...error })));
  return documents
    .flatMap((tree) => [...mapsIn(tree)])
    .flatMap((map) => {
      const data = at(map, 'config');
      return map.entries.has('config') && hasControllerKeys(data)
        ? [{ file: file.path, data, pod: map }]
        : [];
    });
}
