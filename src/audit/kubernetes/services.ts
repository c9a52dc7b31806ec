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

/** The addresses through which Services reach a container with these labels and ports. */
export function servedBy(
  services: readonly Resource[],
  labels: ReadonlyMap<string, string>,
  ports: readonly ContainerPort[],
): Endpoint[] {
  return services
    .filter((service) => selects(service, labels))
    .flatMap((service) => endpointsOf(service, ports));
}

function selects({ tree }: Resource, labels: ReadonlyMap<string, string>): boolean {
  const selector = entriesAt(tree, 'spec', 'selector');
  return selector.length > 0 && selector.every(([key, value]) => labels.get(key) === textAt(value));
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

export function ingressHosts(ingress: Tree): Endpoint[] {
  const hosts = itemsAt(ingress, 'spec', 'rules').flatMap((rule) => textAt(rule, 'host') ?? []);
  return [80, 443].flatMap((port) => [{ port }, ...hosts.map((host) => ({ host, port }))]);
}
