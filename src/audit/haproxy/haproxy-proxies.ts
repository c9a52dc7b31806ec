/**
 * HAProxy's proxies with what they inherit: a proxy has the settings of the `defaults` section that it names with `from`,
 * or else of the last one before it; a `defaults` section itself inherits only with `from`.
 */
import type { AuditWarning } from '../model.ts';
import type { Line, Section } from './haproxy-lines.ts';

export interface ProxySection {
  kind: 'frontend' | 'backend' | 'listen';
  name: string;
  section: Section;
  /** From the proxy itself outwards to the defaults that it inherits. */
  layers: readonly (readonly Line[])[];
}

export function proxiesOf(sections: readonly Section[], warnings: AuditWarning[]): ProxySection[] {
  const named = new Map<string, Section>();
  const proxies: ProxySection[] = [];
  let current: Section | undefined;
  for (const section of sections) {
    if (section.kind === 'defaults') {
      current = section;
      const name = section.words[0];
      if (name !== undefined && name !== 'from') named.set(name, section);
    } else if (section.kind === 'frontend' || section.kind === 'backend' || section.kind === 'listen') {
      const base = baseOf(section, named, warnings) ?? current;
      const layers = [section.lines, ...(base === undefined ? [] : inherited(base, named, warnings))];
      proxies.push({ kind: section.kind, name: section.words[0] ?? section.kind, section, layers });
    }
  }
  return proxies;
}

function baseOf(
  section: Section,
  named: ReadonlyMap<string, Section>,
  warnings: AuditWarning[],
): Section | undefined {
  const from = section.words.indexOf('from');
  if (from < 0) return undefined;
  const name = section.words[from + 1] ?? '';
  const base = named.get(name);
  if (base === undefined)
    warnings.push({ ...section.place, message: `there is no defaults section named "${name}"` });
  return base;
}

/** A chain of `defaults ... from ...`; one that comes back to itself ends there. */
function inherited(base: Section, named: ReadonlyMap<string, Section>, warnings: AuditWarning[]): Line[][] {
  const chain: Section[] = [];
  for (let next: Section | undefined = base; next !== undefined && !chain.includes(next); ) {
    chain.push(next);
    next = baseOf(next, named, warnings);
  }
  return chain.map(({ lines }) => lines);
}

/** The last line that begins with these words, in the innermost layer that has one. */
export function lineOf({ layers }: ProxySection, ...wanted: readonly string[]): Line | undefined {
  for (const lines of layers) {
    const found = lines.findLast(({ words }) => wanted.every((word, index) => words[index] === word));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The last one in force of options that replace each other, read from the outermost layer inwards; `no option x` takes
 * back an x, not the others.
 */
export function optionOf({ layers }: ProxySection, ...names: readonly string[]): Line | undefined {
  let current: Line | undefined;
  for (const line of layers.toReversed().flat()) {
    const [first, ...rest] = line.words;
    if (first === 'option' && names.includes(rest[0] ?? '')) current = line;
    else if (first === 'no' && rest[0] === 'option' && rest[1] === current?.words[1]) current = undefined;
  }
  return current;
}

/** What is done with connections after a response: these options replace each other. */
export function httpModeOf(proxy: ProxySection): Line | undefined {
  return optionOf(proxy, 'http-keep-alive', 'http-server-close', 'httpclose', 'forceclose');
}
