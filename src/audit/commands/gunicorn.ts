/**
 * gunicorn: gunicorn.conf.py, then GUNICORN_CMD_ARGS, then the command line, each overriding the one before. Only some
 * workers keep connections: `sync`, the default, closes after each response.
 */

import { shellWords } from '../formats/shell-words.ts';
import { sourceLines } from '../formats/source-lines.ts';
import {
  applyRow,
  type HopDraft,
  hopDraft,
  offerLine,
  type SettingRow,
  settingOf,
  type Written,
  writtenNumber,
} from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { seconds } from '../notation.ts';
import type { ConfigFile } from '../reader.ts';
import { type Command, namedFile, option, portOf } from './command.ts';

const keepAlive: SettingRow = {
  side: 'asServer',
  setting: 'idleTimeoutS',
  notation: seconds,
  special: { 0: 'no-keep-alive' },
};
const drain: SettingRow = { side: 'asServer', setting: 'shutdownDrainS', notation: seconds };
const timeout: SettingRow = {
  side: 'asServer',
  setting: 'responseTimeoutS',
  notation: seconds,
  special: { 0: 'unlimited' },
};

/** Names in gunicorn.conf.py and the options that say the same. */
const options: Readonly<Record<string, readonly string[]>> = {
  keepalive: ['--keep-alive'],
  timeout: ['--timeout', '-t'],
  graceful_timeout: ['--graceful-timeout'],
  worker_class: ['--worker-class', '-k'],
  threads: ['--threads'],
  bind: ['--bind', '-b'],
};

type Found = Map<string, Written>;

export function gunicornCommand(command: Command): HopDraft {
  const config = namedFile(command, option(command, '--config', '-c')?.text ?? 'gunicorn.conf.py');
  const found: Found =
    config === undefined ? new Map() : configSettings(config, command.environment, command.warnings);
  const fromEnvironment = command.environment.get('GUNICORN_CMD_ARGS');
  if (fromEnvironment !== undefined) {
    const { text, place } = fromEnvironment;
    takeOptions(found, { ...command, words: shellWords(text, place.line), file: place.file });
  }
  takeOptions(found, command);
  const port = command.environment.get('PORT');
  if (!found.has('bind') && port !== undefined) found.set('bind', port);
  return gunicornHop(found, { file: command.file, line: command.words[0]?.line ?? 1 }, command.warnings);
}

export function gunicornFile(file: ConfigFile, warnings: AuditWarning[]): HopDraft {
  return gunicornHop(configSettings(file, new Map(), warnings), { file: file.path, line: 1 }, warnings);
}

function takeOptions(found: Found, command: Command): void {
  for (const [name, spellings] of Object.entries(options)) {
    const written = option(command, ...spellings);
    if (written !== undefined) found.set(name, written);
  }
}

/** Assignments at the margin; what is computed there is not run. */
function configSettings(
  { path, text }: ConfigFile,
  environment: ReadonlyMap<string, Written>,
  warnings: AuditWarning[],
): Found {
  const assigned = new Map<string, { expression: string; line: number }>();
  for (const [index, line] of sourceLines(text).entries()) {
    const [, name, expression] =
      /^(\w{1,40})\s*(?::\s*\w+\s*)?=(?!=)\s*(.*?)\s*(?:#.*)?$/.exec(line.trimEnd()) ?? [];
    if (name !== undefined && expression !== undefined) assigned.set(name, { expression, line: index + 1 });
  }
  const constants = new Map([...assigned].map(([name, { expression }]) => [name, expression]));
  const variables = new Map([...environment].map(([name, written]) => [name, written.text]));
  const found: Found = new Map();
  for (const name of Object.keys(options)) {
    const assignment = assigned.get(name);
    if (assignment === undefined) continue;
    const { expression, line } = assignment;
    const written = writtenNumber(
      { name, text: expression, place: { file: path, line } },
      { constants, variables },
      warnings,
    );
    found.set(name, { ...written, text: unquoted(written.text) });
  }
  return found;
}

function unquoted(expression: string): string {
  return expression.replace(/^[frbu]?(["'])(.*)\1$/s, '$2');
}

function gunicornHop(found: Found, place: Written['place'], warnings: AuditWarning[]): HopDraft {
  const hop = hopDraft('gunicorn', 'gunicorn', place);
  const apply = (name: string, row: SettingRow): void => {
    const written = found.get(name);
    if (written !== undefined) applyRow(hop, row, written, warnings);
  };
  const port = portOf(found.get('bind')?.text ?? '') ?? 8000;
  hop.listens.push({ port });
  apply('graceful_timeout', drain);
  apply('timeout', timeout);
  apply('keepalive', keepAlive);
  const worker = found.get('worker_class');
  if (workerIsSync(found)) {
    hop.asServer.keepAlive =
      worker === undefined
        ? { value: false, from: 'default', name: 'worker_class' }
        : settingOf(worker, false);
  }
  const beside = [...found.values()].find(({ place: { file } }) => file.endsWith('.py'));
  if (beside !== undefined && !found.has('keepalive')) {
    const line = { after: beside.place, line: 'keepalive = {}', unit: 's' } as const;
    offerLine(hop, { side: 'asServer', setting: 'idleTimeoutS', ...line });
  }
  return hop;
}

/** `sync` with threads becomes gthread. */
function workerIsSync(found: Found): boolean {
  const worker = found.get('worker_class')?.text ?? 'sync';
  return /^sync$|[.:]SyncWorker$/.test(worker) && !(Number(found.get('threads')?.text) > 1);
}
