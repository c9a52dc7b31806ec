/**
 * `whyreset audit`: the timeouts along a proxy chain, in order, and where they will race.
 */
import { Command } from 'commander';
import { auditFiles } from '../audit/audit-files.ts';
import type { AuditDocument } from '../audit/document.ts';
import { InputError } from '../input/input-error.ts';
import { readConfigFiles } from '../node/config-files.ts';
import { auditLines } from '../report/audit-text.ts';
import { type GlobalOptions, lineByLine, note, terminalColumns, useColor, writeOut } from './terminal.ts';

interface AuditOptions extends GlobalOptions {
  json?: boolean;
  exitCode?: boolean;
}

const examples = `
Examples:
  $ whyreset audit /etc/nginx/nginx.conf             the hops in this file, each with its timeouts
  $ whyreset audit nginx.conf haproxy.cfg            who sends to whom follows from their addresses
  $ whyreset audit deploy/                           every configuration in a directory
  $ whyreset audit chain.yaml                        the hops in the order that this file names
  $ whyreset audit deploy/ --json | jq '.findings[].message'
  $ whyreset audit deploy/ --exit-code --quiet       exit code 1 on an error or a warning, for CI`;

export function auditCommand(): Command {
  return new Command('audit')
    .description('read the configuration of each hop of a proxy chain and say where idle timeouts will race')
    .argument('<path...>', 'configuration files, or directories of them')
    .option('--json', 'print the document as JSON')
    .option('--exit-code', 'exit with 1 when there is an error or a warning')
    .addHelpText('after', examples)
    .action(async (paths: string[], _options: unknown, command: Command) => {
      await auditPaths(paths, command.optsWithGlobals<AuditOptions>());
    });
}

async function auditPaths(paths: readonly string[], options: AuditOptions): Promise<void> {
  const document = auditOf(paths);
  for (const { file, line, column, message } of document.warnings)
    note(`${[file, line, column].filter((part) => part !== undefined).join(':')}: ${message}`, options);
  await writeOut(output(document, options));
  if (options.exitCode && document.findings.some(({ severity }) => severity !== 'info')) process.exitCode = 1;
}

function auditOf(paths: readonly string[]): AuditDocument {
  const source = readConfigFiles(paths);
  const document = auditFiles({ ...source, paths });
  if (document !== undefined) return document;
  const { files } = source;
  const what = files.length === 1 ? `${files[0]?.path} is` : `none of the ${files.length} files there is`;
  throw new InputError('unsupported-format', `${what} not a configuration that this tool reads.`);
}

function output(document: AuditDocument, options: AuditOptions): Iterable<string> {
  if (options.json) return [`${JSON.stringify(document, null, 2)}\n`];
  return lineByLine(auditLines(document, { width: terminalColumns(), color: useColor(options) }));
}
