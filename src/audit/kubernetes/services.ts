/** Who reaches whom: Services by their selectors, Ingresses by their backends. */
import { entriesAt, itemsAt, type Tree, textAt } from '../formats/tree.ts';
import type { Endpoint } from '../model.ts';
import type { Resource } from './resources.ts';

/** Every name under which the cluster's DNS answers for a Service. */
function serviceNames({ name, namespace }: Resource): string[] {
  return [name, `${name}.${namespace}`, `${name}.${namespace}.svc`, `${name}.${namespace}.svc.cluster.local`];
}

/** A container port, with its name where it has one. */
export interface ContainerPort {
  port: number;
  name?: string;
}

/** Services by the first label that they select, so that a workload need not ask each of them. */
export type ServiceIndex = ReadonlyMap<string, readonly Resource[]>;

export function serviceIndex(services: readonly Resource[]): ServiceIndex {
  const index = new Map<string, Resource[]>();
  for (const service of services) {
    const [first] = selectorOf(service);
    if (first === undefined) continue;
    const key = first.join('=');
    const group = index.get(key);
    if (group === undefined) index.set(key, [service]);
    else group.push(service);
  }
  return index;
}

/** The addresses through which Services reach a container with these labels and ports. */
export function servedBy(
  index: ServiceIndex,
  labels: ReadonlyMap<string, string>,
  ports: readonly ContainerPort[],
): Endpoint[] {
  const candidates = [...labels].flatMap((label) => index.get(label.join('=')) ?? []);
  const selecting = candidates.filter((service) =>
    selectorOf(service).every(([key, value]) => labels.get(key) === value),
  );
  return selecting.flatMap((service) => endpointsOf(service, ports));
}

function selectorOf({ tree }: Resource): [string, string][] {
  return entriesAt(tree, 'spec', 'selector').map(([key, value]) => [key, textAt(value) ?? '']);
}

function endpointsOf(service: Resource, ports: readonly ContainerPort[]): Endpoint[] {
  const names = serviceNames(service);
  return itemsAt(service.tree, 'spec', 'ports').flatMap((entry) => {
    const port = Number(textAt(entry, 'port'));
    const target = textAt(entry, 'targetPort') ?? String(port);
    const reaches =
      ports.length === 0 || ports.some((one) => String(one.port) === target || one.name === target);
    return reaches && Number.isInteger(port) ? names.map((host) => ({ host, port })) : [];
  });
}

/** Both API versions: `backend.service.name` and, before networking.k8s.io/v1, `backend.serviceName`. */
export function ingressBackends(ingress: Tree): Endpoint[] {
  const paths = itemsAt(ingress, 'spec', 'rules').flatMap((rule) => itemsAt(rule, 'http', 'paths'));
  const backends = [
    ...paths.map((path) => [path, 'backend'] as const),
    [ingress, 'spec', 'defaultBackend'] as const,
    [ingress, 'spec', 'backend'] as const,
  ];
  const found = new Map<string, Endpoint>();
  for (const [tree, ...path] of backends) {
    const host = textAt(tree, ...path, 'service', 'name') ?? textAt(tree, ...path, 'serviceName');
    if (host === undefined) continue;
    const text = textAt(tree, ...path, 'service', 'port', 'number') ?? textAt(tree, ...path, 'servicePort');
    const port = Number(text);
    found.set(`${host} ${text}`, text !== undefined && Number.isInteger(port) ? { host, port } : { host });
  }
  return [...found.values()];
}

/** By name only: at its port alone, whatever sends to port 80 would seem to send to it. */
export function ingressHosts(ingress: Tree): Endpoint[] {
  const hosts = itemsAt(ingress, 'spec', 'rules').flatMap((rule) => textAt(rule, 'host') ?? []);
  return [80, 443].flatMap((port) => hosts.map((host) => ({ host, port })));
}
