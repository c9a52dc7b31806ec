/**
 * Terraform: `aws_lb`, `aws_elb` and their listeners and target groups. Variables have their defaults and what
 * terraform.tfvars says, locals their value; anything else is not known before `terraform plan`.
 */
import { type HclBlock, readHcl } from '../formats/hcl.ts';
import { staticNumber } from '../formats/static-number.ts';
import type { Written } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { type ConfigFile, fileName, type ReadContext, type Reader, type Reading } from '../reader.ts';
import { type LoadBalancer, loadBalancerHop } from './load-balancer.ts';

export const terraformReader: Reader = { product: 'terraform', recognises, read };

function recognises({ path, text }: ConfigFile): boolean {
  return /\.tf$/.test(path) && /\baws_(?:lb|alb|elb)\b|terraform-aws-modules\/alb/.test(text);
}

interface Found {
  block: HclBlock;
  file: string;
}

/** Arguments of Terraform, and the attributes of AWS that they are. */
const attributeNames: Readonly<Record<string, string>> = {
  idle_timeout: 'idle_timeout.timeout_seconds',
  client_keep_alive: 'client_keep_alive.seconds',
};

function read(files: readonly ConfigFile[], { set }: ReadContext): Reading {
  const warnings: AuditWarning[] = [];
  const hops = [...byDirectory(files)].flatMap(([, group]) => moduleHops(group, { set, warnings }));
  return { hops, warnings };
}

/** The files of a directory are one module. */
function byDirectory(files: readonly ConfigFile[]): Map<string, ConfigFile[]> {
  const groups = new Map<string, ConfigFile[]>();
  for (const file of files) {
    const directory = file.path.slice(0, -fileName(file.path).length);
    groups.set(directory, [...(groups.get(directory) ?? []), file]);
  }
  return groups;
}

interface Notes {
  set: ReadContext['set'];
  warnings: AuditWarning[];
}

function moduleHops(files: readonly ConfigFile[], { set, warnings }: Notes): Reading['hops'] {
  const [first] = files;
  if (first === undefined) return [];
  const others = [...set.include('*.tf', first.path), ...files];
  const paths = new Map(others.map((file) => [file.path, file]));
  const blocks = [...paths.values()].flatMap((file) =>
    readHcl(file.text).blocks.map((block) => ({ block, file: file.path })),
  );
  const values = valuesOf(blocks, set.include('terraform.tfvars', first.path));
  const context = { blocks, values };
  return blocks
    .flatMap((found) => loadBalancerOf(found, context) ?? [])
    .map((one) => loadBalancerHop(one, warnings));
}

/** `var.name` and `local.name`, as expressions. */
function valuesOf(blocks: readonly Found[], tfvars: readonly ConfigFile[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const { block } of blocks) {
    const fallback = block.attributes.get('default');
    if (block.type === 'variable' && fallback !== undefined)
      values.set(`var.${block.labels[0]}`, fallback.text);
    if (block.type === 'locals')
      for (const [name, { text }] of block.attributes) values.set(`local.${name}`, text);
  }
  for (const file of tfvars) {
    for (const [name, { text }] of readHcl(file.text).attributes) values.set(`var.${name}`, text);
  }
  return values;
}

interface Context {
  blocks: readonly Found[];
  values: ReadonlyMap<string, string>;
}

function loadBalancerOf({ block, file }: Found, context: Context): LoadBalancer | undefined {
  const [type = '', name = ''] = block.labels;
  const place = { file, line: block.line };
  if (
    block.type === 'module' &&
    /terraform-aws-modules\/alb/.test(block.attributes.get('source')?.text ?? '')
  ) {
    const kind = typeOf(block, context) === 'network' ? 'aws-nlb' : 'aws-alb';
    return { kind, name: block.labels[0] ?? '', place, attributes: argumentsOf(block, file, context) };
  }
  if (block.type !== 'resource') return undefined;
  if (type === 'aws_elb') {
    const attributes = argumentsOf(block, file, context).map((written) => ({
      ...written,
      name: written.name.startsWith('idle_timeout') ? 'ConnectionSettings.IdleTimeout' : written.name,
    }));
    return { kind: 'aws-clb', name, place, attributes };
  }
  if (type !== 'aws_lb' && type !== 'aws_alb') return undefined;
  if (typeOf(block, context) !== 'network') {
    const delays = attributesOf(context, {
      type: /^aws_(?:lb|alb)_target_group$/,
      argument: 'deregistration_delay',
      name: 'deregistration_delay.timeout_seconds',
    });
    return {
      kind: 'aws-alb',
      name,
      place,
      attributes: [...argumentsOf(block, file, context), ...delays],
      targetPorts: targetPorts(context),
      block: place,
    };
  }
  const attributes = attributesOf(context, {
    type: /^aws_(?:lb|alb)_listener$/,
    argument: 'tcp_idle_timeout_seconds',
    name: 'tcp.idle_timeout.seconds',
    of: `.${name}.`,
  });
  return { kind: 'aws-nlb', name, place, attributes, targetPorts: targetPorts(context) };
}

function targetPorts(context: Context): number[] {
  const ports = attributesOf(context, {
    type: /^aws_(?:lb|alb)_target_group$/,
    argument: 'port',
    name: 'port',
  });
  return [...new Set(ports.map(({ text }) => Number(text)))].filter(
    (port) => Number.isInteger(port) && port > 0,
  );
}

function typeOf(block: HclBlock, { values }: Context): string {
  const text = block.attributes.get('load_balancer_type')?.text ?? 'application';
  return (values.get(text) ?? text).replaceAll('"', '');
}

function argumentsOf(block: HclBlock, file: string, { values }: Context): Written[] {
  return [...block.attributes].flatMap(([argument, { text, line }]) => {
    const name = Object.hasOwn(attributeNames, argument) ? attributeNames[argument] : undefined;
    return name === undefined ? [] : [resolved({ name, text, place: { file, line } }, values)];
  });
}

interface Wanted {
  type: RegExp;
  argument: string;
  /** The attribute that it is. */
  name: string;
  /** The load balancer that a listener has to name, if it names any. */
  of?: string;
}

/** Of resources beside the load balancer. */
function attributesOf({ blocks, values }: Context, { type, argument, name, of = '' }: Wanted): Written[] {
  return blocks.flatMap(({ block, file }) => {
    const attribute = block.attributes.get(argument);
    if (block.type !== 'resource' || !type.test(block.labels[0] ?? '') || attribute === undefined) return [];
    if (!(block.attributes.get('load_balancer_arn')?.text ?? of).includes(of)) return [];
    return [resolved({ name, text: attribute.text, place: { file, line: attribute.line } }, values)];
  });
}

function resolved(written: Written, values: ReadonlyMap<string, string>): Written {
  const expression = values.get(written.text) ?? written.text;
  const number = staticNumber(values.get(expression) ?? expression);
  return number === undefined ? written : { ...written, text: String(number.value), source: written.text };
}
