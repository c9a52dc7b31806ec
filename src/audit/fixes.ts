/** From "this setting should be 4 s" to the line of the file as it should read. */
import type { Fix } from './document.ts';
import type { Insertion, Setting, WrittenUnit } from './model.ts';
import type { Remedy } from './rule.ts';

/** The text of a file that was read; undefined for one that is only part of another (a dump). */
export type TextOf = (path: string) => string | undefined;

export function fixOf({ hop, side, setting: name, value }: Remedy, textOf: TextOf): Fix | undefined {
  const setting = hop[side][name];
  const fix = setting === undefined ? undefined : edited(setting, value, textOf);
  if (fix !== undefined) return fix;
  const insertion = hop.insert?.[side]?.[name];
  return insertion === undefined ? undefined : inserted(insertion, value, textOf);
}

function edited({ from, text, unit, name = '' }: Setting, value: number, textOf: TextOf): Fix | undefined {
  if (from === 'default' || text === undefined || unit === undefined || unit === 'word') return undefined;
  const line = lineAt(textOf(from.file), from.line);
  if (line === undefined) return undefined;
  const word = name.split(/[\s.]+/).at(-1) ?? '';
  const start = Math.max(0, line.indexOf(word));
  const at = positionOf(line, text, start);
  if (at < 0) return undefined;
  const to = line.slice(0, at) + written(value, unit) + line.slice(at + text.length);
  return { ...from, from: line, to };
}

/** The value stands by itself: "5" is not a part of "15s" or "1.5". */
function positionOf(line: string, text: string, start: number): number {
  for (let at = line.indexOf(text, start); text !== '' && at >= 0; at = line.indexOf(text, at + 1)) {
    const around = `${line[at - 1] ?? ' '}${line[at + text.length] ?? ' '}`;
    if (!/[\w.]/.test(around)) return at;
  }
  return -1;
}

function inserted({ after, line, unit }: Insertion, value: number, textOf: TextOf): Fix | undefined {
  const before = lineAt(textOf(after.file), after.line);
  if (before === undefined) return undefined;
  const indentation = /^\s*/.exec(before)?.[0] ?? '';
  return {
    ...after,
    from: before,
    to: `${before}\n${indentation}${line.replace('{}', written(value, unit))}`,
  };
}

function lineAt(text: string | undefined, line: number): string | undefined {
  const found = text?.split('\n', line)[line - 1];
  return found?.replace(/\r$/, '');
}

function written(value: number, unit: WrittenUnit): string {
  if (unit === 'ms') return String(Math.round(value * 1000));
  if (unit === 'suffix') return Number.isInteger(value) ? `${value}s` : `${Math.round(value * 1000)}ms`;
  return String(value);
}
