/** Kubernetes manifests as resources: several documents a file, `kind: List`, and only the kinds that say something of connections. */

import { itemsAt, type MapTree, type Tree, textAt } from '../formats/tree.ts';
import { readYaml } from '../formats/yaml.ts';
import type { AuditWarning } from '../model.ts';
import type { ConfigFile } from '../reader.ts';

export interface Resource {
  kind: string;
  name: string;
  namespace: string;
  tree: MapTree;
  file: string;
}

/** Parsing is what costs: a document of another kind is not parsed. */
const wantedKind =
  /^[ \t-]*"?kind"?\s*:\s*["']?(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Pod|Service|Ingress|ConfigMap|DestinationRule|VirtualService|EnvoyFilter|ServersTransport|Rollout|[A-Za-z]*List)\b/m;

export function readResources(file: ConfigFile, warnings: AuditWarning[]): Resource[] {
  if (isTemplate(file.text)) {
    warnings.push({
      file: file.path,
      line: templateLine(file.text),
      message: 'a Helm template: not read; audit the output of helm template',
    });
    return [];
  }
  const { documents, errors } = readYaml(file.text, (document) => wantedKind.test(document));
  warnings.push(...errors.map((error) => ({ file: file.path, ...error })));
  return documents.flatMap((tree) => resourcesIn(tree, file.path));
}

function isTemplate(text: string): boolean {
  return /\{\{-?\s*(?:\.|if|include|range|with|template|define|end|\$|\/\*)/.test(text);
}

function templateLine(text: string): number {
  return text.slice(0, text.indexOf('{{')).split('\n').length;
}

function resourcesIn(tree: Tree, file: string): Resource[] {
  if (tree.kind !== 'map') return [];
  const kind = textAt(tree, 'kind') ?? '';
  if (kind.endsWith('List')) {
    return itemsAt(tree, 'items').flatMap((item) =>
      textAt(item, 'kind')?.endsWith('List') ? [] : resourcesIn(item, file),
    );
  }
  const name = textAt(tree, 'metadata', 'name') ?? kind.toLowerCase();
  return [{ kind, name, namespace: textAt(tree, 'metadata', 'namespace') ?? 'default', tree, file }];
}
