/**
 * Apache httpd's configuration as directives and sections with their places: lines continued by a backslash, includes
 * with globs, `Define`d names. What is inside of IfModule and the like is taken as if the condition held.
 */
import type { AuditWarning, Place } from '../model.ts';
import type { ConfigFile, FileSet } from '../reader.ts';

export interface HttpdDirective {
  /** In lower case: Apache does not care. */
  name: string;
  args: string[];
  place: Place;
  /** Of a section. */
  inside?: HttpdDirective[];
}

/** Conditions about what is built in or asked for, which nobody can decide here. */
const transparent =
  /^if(?:module|version|define|file|directive|section)$|^else(?:if)?$|^requireall$|^requireany$/;

const maxDepth = 20;
const maxDirectives = 200_000;

interface Parsing {
  set: FileSet;
  warnings: AuditWarning[];
  names: Map<string, string>;
  /** Files that are being read: an include of one of them is a loop. */
  open: string[];
  /** All that were included: no configurations of their own. */
  included: Set<string>;
  count: number;
}

export interface HttpdTree {
  directives: HttpdDirective[];
  included: ReadonlySet<string>;
}

export function httpdTree(file: ConfigFile, set: FileSet, warnings: AuditWarning[]): HttpdTree {
  const parsing: Parsing = { set, warnings, names: new Map(), open: [], included: new Set(), count: 0 };
  const root: HttpdDirective[] = [];
  readFile(file, [{ name: '', inside: root }], parsing);
  return { directives: root, included: parsing.included };
}

/** An open section: where directives go, and the name that has to close it. */
interface Open {
  name: string;
  inside: HttpdDirective[];
  line?: number;
}

function readFile(file: ConfigFile, stack: Open[], parsing: Parsing): void {
  const depth = stack.length;
  parsing.open.push(file.path);
  for (const { text, line } of logicalLines(file.text)) {
    const place = { file: file.path, line };
    const closing = /^<\/(\w+)\s*>?/.exec(text)?.[1];
    if (closing !== undefined) close(closing, { stack, depth, place }, parsing);
    else take(text, place, { file, stack }, parsing);
  }
  for (const open of stack.splice(depth)) {
    parsing.warnings.push({
      file: file.path,
      ...(open.line !== undefined && { line: open.line }),
      message: `<${open.name}> is not closed`,
    });
  }
  parsing.open.pop();
}

function take(
  text: string,
  place: Place,
  { file, stack }: { file: ConfigFile; stack: Open[] },
  parsing: Parsing,
): void {
  parsing.count += 1;
  if (parsing.count > maxDirectives) return;
  const inside = stack.at(-1)?.inside ?? [];
  if (text.startsWith('<')) {
    const [name = '', ...args] = words(text.slice(1).replace(/>\s*$/, ''), parsing.names);
    const section: HttpdDirective = { name: name.toLowerCase(), args, place, inside: [] };
    const isTransparent = transparent.test(section.name);
    if (!isTransparent) inside.push(section);
    stack.push({
      name,
      inside: isTransparent ? inside : (section.inside ?? []),
      line: place.line,
    });
    return;
  }
  const [name = '', ...args] = words(text, parsing.names);
  const directive: HttpdDirective = { name: name.toLowerCase(), args, place };
  if (directive.name === 'define' && args[0] !== undefined) parsing.names.set(args[0], args[1] ?? '');
  if (/^include(?:optional)?$/.test(directive.name)) include(directive, { file, stack }, parsing);
  else inside.push(directive);
}

function close(
  name: string,
  { stack, depth, place }: { stack: Open[]; depth: number; place: Place },
  { warnings }: Parsing,
): void {
  if (stack.length > depth && stack.at(-1)?.name.toLowerCase() === name.toLowerCase()) stack.pop();
  else warnings.push({ ...place, column: 1, message: `</${name}> closes nothing that is open here` });
}

function include(
  { args: [pattern = ''], place }: HttpdDirective,
  { file, stack }: { file: ConfigFile; stack: Open[] },
  parsing: Parsing,
): void {
  if (parsing.open.length >= maxDepth) {
    parsing.warnings.push({
      ...place,
      message: `Include ${pattern}: more than ${maxDepth} files deep, not read`,
    });
    return;
  }
  for (const one of parsing.set.include(pattern, file.path)) {
    if (parsing.open.includes(one.path))
      parsing.warnings.push({ ...place, message: `Include ${pattern}: a loop, not read again` });
    else {
      parsing.included.add(one.path);
      readFile(one, stack, parsing);
    }
  }
}

/** Lines joined where a backslash ends them; comments and blanks are left out. */
function* logicalLines(text: string): Generator<{ text: string; line: number }> {
  let joined = '';
  let first = 0;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (joined === '') first = index + 1;
    const continued = raw.endsWith('\\');
    joined += continued ? `${raw.slice(0, -1)} ` : raw;
    if (continued) continue;
    const line = joined.trim();
    joined = '';
    if (line !== '' && !line.startsWith('#')) yield { text: line, line: first };
  }
}

function words(text: string, names: ReadonlyMap<string, string>): string[] {
  const expanded = text.replace(/\$\{(\w+)\}/g, (whole, name: string) => names.get(name) ?? whole);
  return [...expanded.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
}
