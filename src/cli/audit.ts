/** `whyreset audit`: configuration is read, found fault with, and mended where that was asked for. */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { auditFiles } from '../audit/audit-files.ts';
import type { Measured } from '../audit/chain/chain-hops.ts';
import { type Auditable, converge } from '../audit/converge.ts';
import type { AuditDocument } from '../audit/document.ts';
import { applyFix, type FileEdit, unifiedDiff } from '../audit/edits.ts';
import type { AuditWarning } from '../audit/model.ts';
import { InputError } from '../input/input-error.ts';
import { type ConfigFiles, readConfigFiles } from '../node/config-files.ts';
import { sarifOf } from '../report/audit-sarif.ts';
import { auditLines, paintedDiff } from '../report/audit-text.ts';
import { chainYaml } from '../report/chain-yaml.ts';
import { clean } from '../report/clean.ts';
import { createStyle } from '../report/style.ts';
import type { AuditOptions } from './audit-command.ts';
import { probeChain } from './chain-probes.ts';
import { UsageError } from './failure.ts';
import { packageRoot, packageVersion } from './package-root.ts';
import { isTerminal, standardStream } from './standard-streams.ts';
import { type GlobalOptions, lineByLine, note, terminalColumns, useColor, writeOut } from './terminal.ts';

/** A directory of thousands of files may have a note for each: a screenful is read, more is not. */
const MOST_NOTES = 40;

export async function auditPaths(paths: readonly string[], options: AuditOptions): Promise<void> {
  const source = readConfigFiles(paths);
  const measured = await probeChain(source, paths, options);
  const audited = auditedOf(source, { paths, measured, options });
  sayWarnings(audited.document.warnings, options);
  if (audited.document.hops.length === 0) throw nothingRead(paths);
  if (options.init) await init(paths, audited.document, options);
  else if (options.fix) await fix(audited, options);
  else await writeOut(output(audited, options));
  if (options.exitCode && isHarmful(audited.document)) process.exitCode = 1;
}

function isHarmful({ findings }: AuditDocument): boolean {
  return findings.some(({ severity }) => severity !== 'info');
}

interface Request {
  paths: readonly string[];
  measured: Measured;
  options: GlobalOptions;
}

function auditedOf(source: ConfigFiles, request: Request): Auditable {
  const document = auditFiles({ ...source, ...request });
  if (document === undefined) {
    sayWarnings(source.warnings, request.options);
    throw notRecognised(source, request.paths);
  }
  return {
    document,
    textOf: source.textOf,
    with: (path, text) => auditedOf(source.with(path, text), request),
  };
}

/** What a file says, even its name, may hold terminal escapes. */
function sayWarnings(warnings: readonly AuditWarning[], options: GlobalOptions): void {
  for (const { file, line, column, message } of warnings.slice(0, MOST_NOTES)) {
    const place = [file, line, column].filter((part) => part !== undefined).join(':');
    note(clean(`${place}: ${message}`, 500), options);
  }
  const more = warnings.length - MOST_NOTES;
  if (more > 0) note(`${more} more notes about the files: --json lists them all`, options);
}

/** For other commands: the audit of one chain file. */
export function auditPath(path: string, options: GlobalOptions): AuditDocument {
  const { document } = auditedOf(readConfigFiles([path]), { paths: [path], measured: new Map(), options });
  sayWarnings(document.warnings, options);
  return document;
}

/** A chain file without hops, or syntax so broken that nothing is left: the warnings have said where. */
function nothingRead(paths: readonly string[]): InputError {
  return new InputError(
    'not-readable',
    `${clean(paths.slice(0, 3).join(', '))}: there is no hop that could be audited.`,
  );
}

function notRecognised({ files }: ConfigFiles, paths: readonly string[]): InputError {
  const names = clean(paths.slice(0, 3).join(', '));
  const what = {
    0: `${names}: there is no text file that could be a configuration.`,
    1: `${clean(files[0]?.path ?? '')} is not a configuration that this tool reads.`,
  }[files.length];
  return new InputError(
    'unsupported-format',
    what ?? `${names}: none of the ${files.length} files is a configuration that this tool reads.`,
  );
}

function output({ document, textOf }: Auditable, options: AuditOptions): Iterable<string> {
  if (options.json) return [`${JSON.stringify(document, null, 2)}\n`];
  if (options.sarif) return [`${JSON.stringify(sarifOf(document, packageVersion()), null, 2)}\n`];
  const diffOf = (one: NonNullable<AuditDocument['findings'][number]['fix']>): string[] => {
    const before = textOf(one.file) ?? '';
    return unifiedDiff({ file: one.file, before, after: applyFix(before, one) ?? before });
  };
  return lineByLine(auditLines(document, { width: terminalColumns(), color: useColor(options), diffOf }));
}

/** Nothing is written that has not been shown; a person is asked. */
async function fix(audited: Auditable, options: AuditOptions): Promise<void> {
  const { edits, document } = converge(audited);
  const style = createStyle(useColor(options));
  await writeOut(lineByLine(edits.flatMap((edit) => paintedDiff(unifiedDiff(edit), style))));
  const left = document.findings.filter(({ severity }) => severity !== 'info');
  for (const { rule, hops, advice } of left)
    note(clean(`${rule} ${hops.join(' → ')} has no edit. ${advice}`, 500), options);
  if (edits.length === 0) return note('there is nothing that an edit of these files would end.', options);
  if (!(await isWanted(edits))) return note('nothing was written.', options);
  for (const { file, after } of edits) writeFileSync(file, after);
  note(`written: ${edits.map(({ file }) => file).join(', ')}`, options);
}

async function isWanted(edits: readonly FileEdit[]): Promise<boolean> {
  if (!process.stdin.isTTY || !isTerminal(1)) return true;
  const terminal = createInterface({ input: process.stdin, output: standardStream(2) });
  try {
    const files = edits.length === 1 ? 'this file' : `these ${edits.length} files`;
    return /^y(?:es)?$/i.test((await terminal.question(`Write ${files}? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

/** Beside the configuration where one directory was given, else here; never over a file that exists. */
async function init(paths: readonly string[], document: AuditDocument, options: AuditOptions): Promise<void> {
  const [only = '.'] = paths;
  const folder = paths.length === 1 && statSync(only).isDirectory() ? only : '.';
  const target = join(folder, 'chain.yaml');
  if (existsSync(target)) throw new UsageError(`${target} exists already: remove it, or audit it.`);
  const text = chainYaml(document, {
    schema: new URL('schema/chain.schema.json', packageRoot()).href,
    relative: (path) => relative(dirname(target), path) || path,
  });
  writeFileSync(target, text, { flag: 'wx' });
  await writeOut([text]);
  note(`written to ${target}`, options);
}
