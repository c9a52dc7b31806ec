/**
 * From files to whole configurations: includes put in their places, the many files in one `nginx -T` taken apart. What
 * no other file includes is the beginning of a configuration.
 */
import { isGlob } from '../glob.ts';
import { memoryFileSet } from '../memory-file-set.ts';
import type { AuditWarning } from '../model.ts';
import type { ConfigFile, FileSet } from '../reader.ts';
import { fileName } from '../reader.ts';
import { nginxDirectives } from './nginx-directives.ts';
import { type Directive, parseNginx } from './nginx-tree.ts';

export interface NginxConfig {
  root: ConfigFile;
  directives: readonly Directive[];
}

interface Expansion {
  set: FileSet;
  root: ConfigFile;
  /** Files on the way from the root to here: an include of one of them is a loop. */
  trail: readonly string[];
  seen: Set<string>;
  warnings: AuditWarning[];
  parsed: Map<string, Directive[]>;
  /** Files put in place so far, in this configuration. */
  included: { count: number };
}

const mostIncluded = 5000;

/** Blocks whose lines are data. */
const tables = new Set(['map', 'geo', 'types', 'split_clients', 'num_map', 'match']);
const mostUnknown = 20;

/** Directives of other modules, or slips: kept, and each one named once. */
function unknownDirectives(directives: readonly Directive[], found: Map<string, AuditWarning>): void {
  for (const { name, place, block } of directives) {
    if (!nginxDirectives.has(name) && !found.has(name) && found.size < mostUnknown)
      found.set(name, {
        ...place,
        message: `"${name.slice(0, 60)}" is no directive of nginx itself: what it does is not known`,
      });
    if (block !== undefined && !tables.has(name)) unknownDirectives(block, found);
  }
}

export function nginxConfigs(
  files: readonly ConfigFile[],
  set: FileSet,
): { configs: NginxConfig[]; warnings: AuditWarning[] } {
  const seen = new Set<string>();
  const warnings: AuditWarning[] = [];
  const parsed = new Map<string, Directive[]>();
  const configs: NginxConfig[] = [];
  for (const file of inOrder(files)) {
    const dump = filesOfDump(file);
    const [root = file] = dump;
    if (seen.has(root.path)) continue;
    const own = dump.length > 0 ? memoryFileSet(dump) : set;
    const expansion: Expansion = {
      set: own,
      root,
      trail: [],
      seen,
      warnings,
      parsed,
      included: { count: 0 },
    };
    configs.push({ root, directives: expandFile(root, expansion) });
  }
  const unknown = new Map<string, AuditWarning>();
  for (const { directives } of configs) unknownDirectives(directives, unknown);
  warnings.push(...unknown.values());
  return { configs, warnings };
}

/** Files with a main context first: they include the others, which are then no beginnings of their own. */
function inOrder(files: readonly ConfigFile[]): ConfigFile[] {
  const isMain = ({ text }: ConfigFile): boolean => /^\s*(?:http|stream|events)\s*\{/m.test(text);
  return [...files.filter(isMain), ...files.filter((file) => !isMain(file))];
}

function expandFile(file: ConfigFile, expansion: Expansion): Directive[] {
  expansion.seen.add(file.path);
  let directives = expansion.parsed.get(file.path);
  if (directives === undefined) {
    const result = parseNginx(file.path, file.text);
    expansion.warnings.push(...result.warnings);
    directives = result.directives;
    expansion.parsed.set(file.path, directives);
  }
  return expandAll(directives, { ...expansion, trail: [...expansion.trail, file.path] });
}

function expandAll(directives: readonly Directive[], expansion: Expansion): Directive[] {
  return directives.flatMap((directive) => {
    if (directive.name === 'include') return included(directive, expansion);
    if (directive.block === undefined) return [directive];
    return [{ ...directive, block: expandAll(directive.block, expansion) }];
  });
}

function included(directive: Directive, expansion: Expansion): Directive[] {
  const { set, root, trail, warnings } = expansion;
  const [pattern = ''] = directive.args;
  const files = set.include(pattern, root.path);
  if (files.length === 0 && matters(pattern))
    warnings.push({
      ...directive.place,
      message: `the include "${pattern}" was not found: settings in it are not known`,
    });
  return files.flatMap((file) => {
    if (trail.includes(file.path)) {
      warnings.push({
        ...directive.place,
        message: `${file.path} includes itself: this include is left out`,
      });
      return [];
    }
    expansion.included.count += 1;
    if (expansion.included.count <= mostIncluded) return expandFile(file, expansion);
    if (expansion.included.count === mostIncluded + 1)
      warnings.push({
        ...directive.place,
        message: `more than ${mostIncluded} includes: the rest is not read`,
      });
    return [];
  });
}

/** A glob may match nothing; these hold no timeouts. */
function matters(pattern: string): boolean {
  return !isGlob(pattern) && !/^(?:mime\.types|.*_params|koi-.*|win-utf)$/.test(fileName(pattern));
}

/** `nginx -T` prints every file under a line "# configuration file /etc/nginx/nginx.conf:". */
function filesOfDump({ text }: ConfigFile): ConfigFile[] {
  if (!/^# configuration file \S.*:\r?$/m.test(text.slice(0, 4096))) return [];
  const pieces = text.split(/^# configuration file (\S.*):\r?\n/m).slice(1);
  const files: ConfigFile[] = [];
  for (let index = 0; index + 1 < pieces.length; index += 2)
    files.push({ path: pieces[index] ?? '', text: pieces[index + 1] ?? '' });
  return files;
}
