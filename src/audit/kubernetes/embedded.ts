/**
 * Configuration files inside of ConfigMaps (`nginx.conf: |`), as files of their own for the readers of their products.
 * Blank lines in front keep their lines those of the manifest.
 */
import { entriesAt, textAt } from '../formats/tree.ts';
import { readYaml } from '../formats/yaml.ts';
import { memoryFileSet } from '../memory-file-set.ts';
import type { AuditWarning, Hop, Setting, Settings } from '../model.ts';
import { type ConfigFile, type FileSet, fileName } from '../reader.ts';

export interface EmbeddedFile extends ConfigFile {
  /** The manifest. */
  within: string;
}

/** Values with lines of their own are files; a manifest of this size has no more blank lines than lines. */
const hasFiles = /^[ \t]*["']?[\w.-]+["']?[ \t]*:[ \t]*[|>][-+0-9]*[ \t]*\r?$/m;

export function embeddedFiles({ path, text }: ConfigFile): EmbeddedFile[] {
  if (!/\.ya?ml$/i.test(path) || !/\bkind["']?\s*:\s*["']?ConfigMap\b/.test(text) || !hasFiles.test(text))
    return [];
  const { documents } = readYaml(
    text,
    (document) => /\bConfigMap\b/.test(document) && hasFiles.test(document),
  );
  return documents.flatMap((tree) => {
    const name = textAt(tree, 'metadata', 'name') ?? '';
    return entriesAt(tree, 'data').flatMap(([key, node]) => {
      if (node.kind !== 'scalar' || !node.text.includes('\n')) return [];
      const lines = '\n'.repeat(Math.max(0, node.line - 1));
      return [{ path: embeddedPath(path, name, key), text: lines + node.text, within: path }];
    });
  });
}

/** As if the ConfigMap were a directory beside the manifest. */
export function embeddedPath(manifest: string, configMap: string, key: string): string {
  return `${manifest}/${configMap}/${fileName(key)}`;
}

/** The files of the host, and beside them those inside of manifests. */
export function withEmbedded(set: FileSet, files: readonly EmbeddedFile[]): FileSet {
  if (files.length === 0) return set;
  const own = memoryFileSet(files);
  const within = new Set(files.map((file) => file.within));
  return {
    ...set,
    include(pattern, base) {
      const isInside = [...within].some((path) => base.startsWith(`${path}/`));
      return isInside ? own.include(fileName(pattern), base) : set.include(pattern, base);
    },
  };
}

/** A hop with the manifest in its places. A line cannot be added to it: it would lack the manifest's indentation. */
export function placedInManifest(hop: Hop, files: ReadonlyMap<string, EmbeddedFile>): Hop {
  const within = hop.place && files.get(hop.place.file)?.within;
  if (within === undefined || hop.place === undefined) return { ...hop, ...settingsInManifest(hop, files) };
  const { insert: _, ...rest } = hop;
  return { ...rest, place: { ...hop.place, file: within }, ...settingsInManifest(hop, files) };
}

function settingsInManifest(
  { asServer, asClient }: Hop,
  files: ReadonlyMap<string, EmbeddedFile>,
): Pick<Hop, 'asServer' | 'asClient'> {
  const placed = (settings: Settings): Settings =>
    Object.fromEntries(
      Object.entries(settings).map(([name, setting]) => [name, settingInManifest(setting, files)]),
    );
  return { asServer: placed(asServer), asClient: placed(asClient) };
}

function settingInManifest(setting: Setting, files: ReadonlyMap<string, EmbeddedFile>): Setting {
  if (setting.from === 'default') return setting;
  const within = files.get(setting.from.file)?.within;
  return within === undefined ? setting : { ...setting, from: { ...setting.from, file: within } };
}

export function warningInManifest(
  warning: AuditWarning,
  files: ReadonlyMap<string, EmbeddedFile>,
): AuditWarning {
  const within = files.get(warning.file)?.within;
  return within === undefined ? warning : { ...warning, file: within };
}
