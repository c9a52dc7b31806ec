/**
 * AWS as its command line prints it: `describe-load-balancer-attributes`, `describe-listener-attributes`,
 * `describe-target-group-attributes` (JSON or YAML), CloudFormation templates, and `modify-...-attributes` in scripts.
 */

import { sourceLines } from '../formats/source-lines.ts';
import { entriesAt, itemsAt, type MapTree, mapsIn, scalarAt, type Tree, textAt } from '../formats/tree.ts';
import { readYaml } from '../formats/yaml.ts';
import type { HopDraft, Written } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { type ConfigFile, fileName, type Reader, type Reading } from '../reader.ts';
import { type LoadBalancer, type LoadBalancerKind, loadBalancerHop } from './load-balancer.ts';

export const awsReader: Reader = { product: 'aws', recognises, read };

const structured =
  /"terraform_version"|"?(?:Attributes|LoadBalancerAttributes|ListenerAttributes)"?\s*:|AWS::ElasticLoadBalancing/;
const command = /\baws\s+elb(?:v2)?\s+modify-[\w-]+-attributes\b/;

function recognises(file: ConfigFile): boolean {
  if (/\.sh$/.test(file.path)) return command.test(file.text);
  if (!/\.(?:json|ya?ml|template)$/i.test(file.path)) return false;
  if (!structured.test(file.text)) return false;
  return /aws_a?lb|timeout_seconds|client_keep_alive|tcp\.idle_timeout|load_balancing\.|IdleTimeout|AWS::ElasticLoadBalancing/.test(
    file.text,
  );
}

function read(files: readonly ConfigFile[]): Reading {
  const warnings: AuditWarning[] = [];
  const found = files.flatMap((file) =>
    file.path.endsWith('.sh') ? inScript(file) : inDocument(file, warnings),
  );
  return { hops: joined(found).map((one) => loadBalancerHop(one, warnings)), warnings } satisfies {
    hops: HopDraft[];
    warnings: AuditWarning[];
  };
}

/** Attributes of listeners and target groups belong to the load balancer, where there is one. */
function joined(found: readonly LoadBalancer[]): LoadBalancer[] {
  const balancers = found.filter((one) => !isPart(one));
  const parts = found.filter(isPart);
  if (balancers.length === 0)
    return parts.filter(({ attributes }) => attributes.some(({ name }) => name !== drainDelay));
  return balancers.map((balancer) => ({
    ...balancer,
    attributes: [
      ...balancer.attributes,
      ...parts.filter(({ kind }) => kind === balancer.kind).flatMap(({ attributes }) => attributes),
    ],
  }));
}

const drainDelay = 'deregistration_delay.timeout_seconds';

function isPart({ attributes }: LoadBalancer): boolean {
  return attributes.some(({ name }) => name === drainDelay || name === 'tcp.idle_timeout.seconds');
}

function inDocument(file: ConfigFile, warnings: AuditWarning[]): LoadBalancer[] {
  const { documents, errors } = readYaml(file.text);
  warnings.push(...errors.map((error) => ({ file: file.path, ...error })));
  return documents.flatMap((tree) => [
    ...fromTemplate(tree, file),
    ...fromState(tree, file),
    ...fromAttributes(tree, file),
  ]);
}

function fromAttributes(tree: Tree, file: ConfigFile): LoadBalancer[] {
  const place = { file: file.path, line: tree.line };
  const name = fileName(file.path).replace(/\.\w+$/, '');
  const classic = entriesAt(tree, 'LoadBalancerAttributes');
  if (classic.length > 0) return [{ kind: 'aws-clb', name, place, attributes: nested(classic, file) }];
  const attributes = ['Attributes', 'LoadBalancerAttributes', 'ListenerAttributes'].flatMap((key) =>
    keyValues(itemsAt(tree, key), file),
  );
  return attributes.length === 0 ? [] : [{ kind: kindOf(attributes), name, place, attributes }];
}

/** `{ "ConnectionSettings": { "IdleTimeout": 60 } }` */
function nested(groups: readonly (readonly [string, Tree])[], { path }: ConfigFile): Written[] {
  return groups.flatMap(([group, tree]) =>
    entriesAt(tree).flatMap(([key, node]) => {
      const scalar = scalarAt(node);
      return scalar === undefined
        ? []
        : [{ name: `${group}.${key}`, text: scalar.text, place: { file: path, line: scalar.line } }];
    }),
  );
}

/** `[{ "Key": "...", "Value": "..." }]` */
function keyValues(items: readonly Tree[], { path }: ConfigFile): Written[] {
  return items.flatMap((item) => {
    const name = textAt(item, 'Key');
    const value = scalarAt(item, 'Value');
    return name === undefined || value === undefined
      ? []
      : [{ name, text: value.text, place: { file: path, line: value.line } }];
  });
}

/** The attributes that only one kind has. */
function kindOf(attributes: readonly Written[]): LoadBalancerKind {
  return attributes.some(({ name }) =>
    /^(?:idle_timeout|client_keep_alive|routing\.http|waf|deregistration_delay)\b/.test(name),
  )
    ? 'aws-alb'
    : 'aws-nlb';
}

/** CloudFormation's resources; the logical name is the hop's. */
function fromTemplate(tree: Tree, file: ConfigFile): LoadBalancer[] {
  return entriesAt(tree, 'Resources').flatMap(([name, node]) => {
    if (node.kind !== 'map') return [];
    const type = textAt(node, 'Type') ?? '';
    const place = { file: file.path, line: Math.max(1, node.line - (file.path.endsWith('.json') ? 0 : 1)) };
    if (type === 'AWS::ElasticLoadBalancing::LoadBalancer') {
      const attributes = nested(entriesAt(node, 'Properties'), file);
      return [{ kind: 'aws-clb', name, place, attributes }];
    }
    if (!/^AWS::ElasticLoadBalancingV2::(?:LoadBalancer|Listener|TargetGroup)$/.test(type)) return [];
    const attributes = attributeLists(node, file);
    if (type.endsWith('::LoadBalancer')) {
      const kind = textAt(node, 'Properties', 'Type') === 'network' ? 'aws-nlb' : 'aws-alb';
      return [{ kind, name, place, attributes }];
    }
    const wanted = attributes.filter(
      (one) => one.name === drainDelay || one.name === 'tcp.idle_timeout.seconds',
    );
    return wanted.length === 0 ? [] : [{ kind: kindOf(wanted), name, place, attributes: wanted }];
  });
}

/** `terraform show -json`: resources with their values, whatever module they are in. */
function fromState(tree: Tree, file: ConfigFile): LoadBalancer[] {
  const resources = [...mapsIn(tree)].filter(
    (map) => /^aws_(?:lb|alb)$/.test(textAt(map, 'type') ?? '') && map.entries.has('values'),
  );
  return resources.map((resource) => {
    const kind = textAt(resource, 'values', 'load_balancer_type') === 'network' ? 'aws-nlb' : 'aws-alb';
    const attributes = [...stateAttributes].flatMap(([key, name]) => {
      const scalar = scalarAt(resource, 'values', key);
      return scalar === undefined
        ? []
        : [{ name, text: scalar.text, place: { file: file.path, line: scalar.line } }];
    });
    return {
      kind,
      name: textAt(resource, 'name') ?? '',
      place: { file: file.path, line: resource.line },
      attributes,
    };
  });
}

const stateAttributes = new Map([
  ['idle_timeout', 'idle_timeout.timeout_seconds'],
  ['client_keep_alive', 'client_keep_alive.seconds'],
]);

function attributeLists(node: MapTree, file: ConfigFile): Written[] {
  return [...mapsIn(node)].flatMap((map) =>
    [...map.entries].flatMap(([key, value]) =>
      /Attributes$/.test(key) ? keyValues(itemsAt(value), file) : [],
    ),
  );
}

/** `--attributes Key=idle_timeout.timeout_seconds,Value=120`, in a script. */
function inScript(file: ConfigFile): LoadBalancer[] {
  const attributes = sourceLines(file.text).flatMap((line, index) =>
    /^\s*#/.test(line)
      ? []
      : [...line.matchAll(/Key=([\w.]+),\s*Value=["']?([\w.]+)/g)].map(([, name = '', text = '']) => ({
          name,
          text,
          place: { file: file.path, line: index + 1 },
        })),
  );
  const name = fileName(file.path).replace(/\.\w+$/, '');
  return attributes.length === 0
    ? []
    : [{ kind: kindOf(attributes), name, place: { file: file.path, line: 1 }, attributes }];
}
