/** `whyreset audit --init`: a commented chain.yaml of what the audit found, to be completed by hand. */
import type { AuditDocument, HopReport } from '../audit/document.ts';

export interface ChainYamlOptions {
  /** Where editors find the schema. */
  schema: string;
  /** A file's path as the chain file should name it. */
  relative(path: string): string;
}

export function chainYaml(document: AuditDocument, options: ChainYamlOptions): string {
  const [main = [], ...others] = document.chains.toSorted((a, b) => b.length - a.length);
  const hops = main.flatMap((name) => document.hops.find((hop) => hop.name === name) ?? []);
  const lines = [
    `# yaml-language-server: $schema=${options.schema}`,
    "# The hops between client and server, the client's side first. Check the order, complete what is missing, then:",
    '#   whyreset audit chain.yaml',
    'hops:',
    '  # Who sends to the first hop? A client library, a load balancer, a CDN:',
    '  # - name: balancer',
    '  #   product: aws-alb          # whyreset timeouts lists the products',
    '  #   values: { idleTimeoutS: 60 }',
    ...hops.flatMap((hop) => hopLines(hop, options)),
    ...unseen(hops.at(-1)),
    ...others.flatMap((chain) => [`# Another way found: ${chain.map(oneLine).join(' -> ')}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function hopLines({ name, product, version, place }: HopReport, { relative }: ChainYamlOptions): string[] {
  return [
    `  - name: ${quoted(name)}`,
    `    product: ${quoted(product)}`,
    version === undefined
      ? '    # version: "1.2"           # defaults differ between versions'
      : `    version: ${quoted(version)}`,
    ...(place === undefined ? [] : [`    config: [${quoted(relative(place.file))}]`]),
    '    # values: { idleTimeoutS: 60 }   # wins over the files; for one side only: asServer, asClient',
  ];
}

function unseen(last: HopReport | undefined): string[] {
  if (last?.sendsTo === undefined) return [];
  return [
    `  # ${oneLine(last.name)} sends to ${last.sendsTo.map(oneLine).join(', ')}, which is not among the files:`,
    '  # - name: app',
    '  #   product: node',
    '  #   values: { idleTimeoutS: 65 }',
  ];
}

/** JSON strings are YAML strings. */
function quoted(text: string): string {
  return /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ');
}
