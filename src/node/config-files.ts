/**
 * Configuration files from the disk for the audit: files, whole directories, and what include directives name. Bounded
 * in number and size; nothing but regular files is opened, so that a device or a pipe cannot hang the audit.
 */
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import { globMatcher, isGlob } from '../audit/glob.ts';
import type { AuditWarning } from '../audit/model.ts';
import type { ConfigFile, FileSet } from '../audit/reader.ts';
import { InputError } from '../input/input-error.ts';
import { inputErrorOf } from './input-error.ts';

export interface ConfigFiles {
  files: ConfigFile[];
  warnings: AuditWarning[];
  set: FileSet;
  /** The text of a file that was read. */
  textOf(path: string): string | undefined;
  /** The same files, one of them with another text: nothing is written. */
  with(path: string, text: string): ConfigFiles;
}

const mostFiles = 20_000;
const largestFileBytes = 2 << 20;
const mostBytes = 256 << 20;
const deepestDirectory = 24;
const foreignFolders = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.terraform',
  '__pycache__',
  '.venv',
  'venv',
]);
const foreignNames =
  /\.(?:png|jpe?g|gif|webp|ico|svg|pdf|zip|gz|xz|zst|bz2|tar|tgz|jar|war|class|o|so|a|wasm|pcap|pcapng|mp4|woff2?|ttf|map|lock|css|html?|md|key|pem|crt|min\.js)$/i;

interface Reading {
  texts: Map<string, string>;
  bytes: number;
  warnings: AuditWarning[];
}

/** Paths that cannot be read are warned about while others can; when none can, that is an error. */
export function readConfigFiles(paths: readonly string[]): ConfigFiles {
  const reading: Reading = { texts: new Map(), bytes: 0, warnings: [] };
  const files: ConfigFile[] = [];
  let failure: InputError | undefined;
  for (const path of paths) {
    try {
      files.push(...filesAt(path, reading));
    } catch (error) {
      failure ??= error instanceof InputError ? error : inputErrorOf(error, path);
      reading.warnings.push({ file: path, message: failure.message });
    }
  }
  if (failure !== undefined && files.length === 0) throw failure;
  return configFiles(files, reading);
}

function configFiles(files: ConfigFile[], reading: Reading): ConfigFiles {
  return {
    files,
    warnings: reading.warnings,
    set: {
      include: (pattern, base) => includedFiles(pattern, base, reading),
      named: (pattern, chainFile) => namedFiles(resolve(dirname(chainFile), pattern), reading),
    },
    textOf: (path) => reading.texts.get(path),
    with(path, text) {
      const texts = new Map(reading.texts).set(path, text);
      const changed = files.map((file) => (file.path === path ? { path, text } : file));
      return configFiles(changed, { ...reading, texts });
    },
  };
}

function filesAt(path: string, reading: Reading): ConfigFile[] {
  const stat = statSync(path);
  if (stat.isDirectory()) return readDirectory(path, reading);
  if (!stat.isFile()) throw new InputError('not-readable', `${path} is neither a file nor a directory.`);
  return readFile(path, reading);
}

function readDirectory(path: string, reading: Reading): ConfigFile[] {
  const files: ConfigFile[] = [];
  let seen = 0;
  for (const found of walk(path, 0, reading)) {
    seen += 1;
    if (seen > mostFiles) {
      reading.warnings.push({ file: path, message: `more than ${mostFiles} files: the rest is not read` });
      break;
    }
    files.push(...readFile(found, reading));
  }
  return files;
}

function* walk(folder: string, depth: number, reading: Reading): Generator<string> {
  for (const entry of entriesOf(folder, reading)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (depth < deepestDirectory && !foreignFolders.has(entry.name)) yield* walk(path, depth + 1, reading);
    } else if (!foreignNames.test(entry.name)) yield path;
  }
}

function entriesOf(folder: string, { warnings }: Reading): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    warnings.push({ file: folder, message: inputErrorOf(error, folder).message });
    return [];
  }
}

/** Empty for what is no text or too large, which is said. */
function readFile(path: string, reading: Reading): ConfigFile[] {
  const known = reading.texts.get(path);
  if (known !== undefined) return [{ path, text: known }];
  const refusal = refusalOf(path, reading);
  if (refusal !== undefined) {
    if (refusal !== '') reading.warnings.push({ file: path, message: refusal });
    return [];
  }
  const bytes = bytesOf(path, reading);
  // A NUL near the beginning: no configuration file has one.
  if (bytes === undefined || bytes.subarray(0, 1024).includes(0)) return [];
  reading.bytes += bytes.length;
  const text = bytes.toString('utf8');
  reading.texts.set(path, text);
  return [{ path, text }];
}

function bytesOf(path: string, { warnings }: Reading): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    warnings.push({ file: path, message: inputErrorOf(error, path).message });
    return undefined;
  }
}

function refusalOf(path: string, { bytes, texts }: Reading): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile()) return '';
  if (stat.size > largestFileBytes) return `larger than ${largestFileBytes >> 20} MiB: not read`;
  if (bytes + stat.size > mostBytes || texts.size >= mostFiles) return 'too many files: not read';
  return undefined;
}

/**
 * Relative includes are relative to the file at the top. An absolute one is looked for on this machine only where that
 * file lies under the same directory; otherwise the configuration was copied here, and what the include names was
 * copied along: its last parts are looked for beside the file.
 */
function includedFiles(pattern: string, base: string, reading: Reading): ConfigFile[] {
  const folder = dirname(base);
  const candidates = pattern.startsWith('/') ? absoluteCandidates(pattern, folder) : [join(folder, pattern)];
  for (const candidate of candidates) {
    const paths = expanded(normalize(candidate));
    if (paths.length > 0) return paths.flatMap((path) => readFile(path, reading));
  }
  return [];
}

function absoluteCandidates(pattern: string, folder: string): string[] {
  const parts = pattern.split('/').filter((part) => part !== '');
  // A glob without any directory would match the files beside, the including one among them.
  const rests = parts
    .map((_, index) => parts.slice(index))
    .filter((rest) => rest.length > 1 || !isGlob(rest[0] ?? ''));
  const copied = rests.map((rest) => join(folder, ...rest));
  return pattern.startsWith(`${folder}/`) ? [pattern] : copied;
}

/** Shown as the person would write the path: relative, where it lies below the working directory. */
function namedFiles(path: string, reading: Reading): ConfigFile[] {
  const near = relative('', path);
  const shown = near === '' || near.startsWith('..') ? path : near;
  if (statSync(shown, { throwIfNoEntry: false })?.isDirectory()) return filesAt(shown, reading);
  return expanded(shown).flatMap((found) => readFile(found, reading));
}

/** The regular files that a path with globs in any part names. */
function expanded(pattern: string): string[] {
  if (!isGlob(pattern)) return statSync(pattern, { throwIfNoEntry: false })?.isFile() ? [pattern] : [];
  const parts = pattern.split('/');
  let folders = [parts[0] === '' ? '/' : '.'];
  for (const part of parts.slice(parts[0] === '' ? 1 : 0)) {
    folders = folders.flatMap((folder) => matching(folder, part)).slice(0, mostFiles);
  }
  return folders.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

function matching(folder: string, part: string): string[] {
  if (!isGlob(part)) return [join(folder, part)];
  const matches = globMatcher(part);
  try {
    const names = readdirSync(folder).sort();
    return names
      .filter((name) => matches(name) && (part.startsWith('.') || !name.startsWith('.')))
      .map((name) => join(folder, name));
  } catch {
    // No such directory, or none at all: a glob that matches nothing.
    return [];
  }
}
