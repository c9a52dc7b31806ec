/**
 * nginx's inheritance: a directive that is absent in a block has the value of the block around it. Directives that may
 * stand several times (`proxy_set_header`) are inherited only where the block has none of them at all.
 */
import { type DurationRules, parseDuration, unitDoubt } from '../duration.ts';
import type { AuditWarning, Setting } from '../model.ts';
import type { Directive } from './nginx-tree.ts';

/** Blocks from the outermost (`http`) to the innermost (`location`). */
export type Scope = readonly (readonly Directive[])[];

const indexes = new WeakMap<readonly Directive[], Map<string, Directive[]>>();

/** A block's directives of this name; a block with thousands of servers is asked thousands of times. */
export function named(block: readonly Directive[], name: string): readonly Directive[] {
  let index = indexes.get(block);
  if (index === undefined) {
    index = new Map();
    for (const directive of block) {
      const list = index.get(directive.name);
      if (list === undefined) index.set(directive.name, [directive]);
      else list.push(directive);
    }
    indexes.set(block, index);
  }
  return index.get(name) ?? [];
}

/** The last one of the innermost block that has any. */
export function inScope(scope: Scope, name: string): Directive | undefined {
  return allInScope(scope, name).at(-1);
}

export function allInScope(scope: Scope, name: string): readonly Directive[] {
  for (let index = scope.length - 1; index >= 0; index -= 1) {
    const found = named(scope[index] ?? [], name);
    if (found.length > 0) return found;
  }
  return [];
}

/** "ms", "s" ... as in ngx_parse_time(); a number alone is seconds; "1h 30m" needs quotes. */
const nginxDurations: DurationRules = {
  bareS: 1,
  units: ['ms', 's', 'm', 'h', 'd', 'w', 'M', 'y'],
  compound: true,
};

export interface Lookup {
  scope: Scope;
  warnings: AuditWarning[];
}

/** A duration in force, with its place; undefined where no block sets it. */
export function durationIn({ scope, warnings }: Lookup, name: string): Setting | undefined {
  const directive = inScope(scope, name);
  return directive === undefined ? undefined : durationSetting(directive, warnings);
}

export function durationSetting(directive: Directive, warnings: AuditWarning[]): Setting {
  const value = parseDuration(directive.args[0] ?? '', nginxDurations);
  if (value === undefined) warnings.push(notReadable(directive, 'a duration such as 60, 60s or 500ms'));
  const doubt = value === undefined ? undefined : unitDoubt(directive.args[0] ?? '', nginxDurations);
  if (doubt !== undefined) warnings.push({ ...directive.place, message: `${directive.name} ${doubt}` });
  return settingOf(directive, value ?? null, 'suffix');
}

export function countIn({ scope, warnings }: Lookup, name: string): Setting | undefined {
  const directive = inScope(scope, name);
  if (directive === undefined) return undefined;
  const [text = ''] = directive.args;
  if (/^\d{1,9}$/.test(text)) return settingOf(directive, Number(text), 'count');
  warnings.push(notReadable(directive, 'a whole number'));
  return settingOf(directive, null, 'count');
}

export function settingOf(
  { name, args, argLines, place }: Directive,
  value: Setting['value'],
  unit: NonNullable<Setting['unit']>,
): Setting {
  return { value, from: { ...place, line: argLines[0] ?? place.line }, text: args[0] ?? '', unit, name };
}

function notReadable({ name, args, place }: Directive, wanted: string): AuditWarning {
  return {
    ...place,
    message: `${name} "${args.join(' ').slice(0, 60)}" is not ${wanted}: nginx would refuse it`,
  };
}
