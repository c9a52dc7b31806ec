/** AWS load balancers that controllers make from annotations of an Ingress or a Service. */
import { attributesIn, type LoadBalancer, loadBalancerHop } from '../aws/load-balancer.ts';
import { at, entriesAt, itemsAt, scalarAt, type Tree, textAt } from '../formats/tree.ts';
import type { HopDraft, Written } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import type { Resource } from './resources.ts';
import { ingressBackends, ingressHosts } from './services.ts';

const ingressPrefix = 'alb.ingress.kubernetes.io/';
const servicePrefix = 'service.beta.kubernetes.io/aws-load-balancer-';

export function awsHops(resources: readonly Resource[], warnings: AuditWarning[]): HopDraft[] {
  return resources.flatMap((resource) => {
    if (resource.kind === 'Ingress') return albHop(resource, warnings) ?? [];
    return resource.kind === 'Service' ? (serviceHop(resource, warnings) ?? []) : [];
  });
}

function albHop({ name, tree, file }: Resource, warnings: AuditWarning[]): HopDraft | undefined {
  const className =
    textAt(tree, 'spec', 'ingressClassName') ??
    textAt(tree, 'metadata', 'annotations', 'kubernetes.io/ingress.class');
  const annotations = annotationsOf(tree, ingressPrefix, file);
  if (className !== 'alb' && annotations.length === 0) return undefined;
  const attributes = annotations
    .filter((one) => /^(?:load-balancer|target-group)-attributes$/.test(one.name))
    .flatMap(attributesIn);
  const hop = loadBalancerHop(
    { kind: 'aws-alb', name, place: { file, line: tree.line }, attributes },
    warnings,
  );
  return { ...hop, listens: ingressHosts(tree), upstreams: ingressBackends(tree) };
}

/** A Service of type LoadBalancer is a Classic Load Balancer unless it asks for a Network Load Balancer. */
function serviceHop({ name, tree, file }: Resource, warnings: AuditWarning[]): HopDraft | undefined {
  if (textAt(tree, 'spec', 'type') !== 'LoadBalancer') return undefined;
  const annotations = annotationsOf(tree, servicePrefix, file);
  if (annotations.length === 0) return undefined;
  const find = (annotation: string): Written | undefined =>
    annotations.find((one) => one.name === annotation);
  const isNetwork =
    /^(?:nlb|nlb-ip|external)$/.test(find('type')?.text ?? '') ||
    textAt(tree, 'spec', 'loadBalancerClass') !== undefined;
  const balancer: LoadBalancer = {
    kind: isNetwork ? 'aws-nlb' : 'aws-clb',
    name: `${name} load balancer`,
    place: { file, line: tree.line },
    attributes: isNetwork ? networkAttributes(annotations) : classicAttributes(annotations),
  };
  const ports = itemsAt(tree, 'spec', 'ports').map((entry) => Number(textAt(entry, 'port')));
  const hop = loadBalancerHop(balancer, warnings);
  return {
    ...hop,
    upstreams: ports.map((port) => ({ host: name, port })),
  };
}

/** `...-listener-attributes.TCP-443: tcp.idle_timeout.seconds=400` */
function networkAttributes(annotations: readonly Written[]): Written[] {
  return annotations
    .filter((one) => /^(?:listener-)?attributes(?:\.|$)/.test(one.name))
    .flatMap(attributesIn);
}

function classicAttributes(annotations: readonly Written[]): Written[] {
  return annotations.flatMap((one) => {
    if (one.name === 'connection-idle-timeout') return [{ ...one, name: 'ConnectionSettings.IdleTimeout' }];
    return one.name === 'connection-draining-timeout' ? [{ ...one, name: 'ConnectionDraining.Timeout' }] : [];
  });
}

function annotationsOf(tree: Tree, prefix: string, file: string): Written[] {
  return entriesAt(at(tree, 'metadata'), 'annotations').flatMap(([name, node]) => {
    const scalar = scalarAt(node);
    if (!name.startsWith(prefix) || scalar === undefined) return [];
    return [{ name: name.slice(prefix.length), text: scalar.text, place: { file, line: scalar.line } }];
  });
}
