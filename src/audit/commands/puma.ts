/** Puma: config/puma.rb is a Ruby program; calls at any depth with a plain argument are taken as they stand. */
import { sourceLines } from '../formats/source-lines.ts';
import { staticNumber } from '../formats/static-number.ts';
import {
  apply,
  type HopDraft,
  hopDraft,
  offerLine,
  type SettingRows,
  settingOf,
  type Written,
  writtenNumber,
} from '../hop-draft.ts';
import type { AuditWarning, Place } from '../model.ts';
import { count, seconds } from '../notation.ts';
import type { ConfigFile } from '../reader.ts';
import { type Command, namedFile, option, portOf } from './command.ts';

const rows: SettingRows = {
  persistent_timeout: { side: 'asServer', setting: 'idleTimeoutS', notation: seconds },
  first_data_timeout: { side: 'asServer', setting: 'headerTimeoutS', notation: seconds },
  worker_shutdown_timeout: { side: 'asServer', setting: 'shutdownDrainS', notation: seconds },
  force_shutdown_after: { side: 'asServer', setting: 'shutdownDrainS', notation: seconds },
  // Since 7.0.
  max_keep_alive: { side: 'asServer', setting: 'requestLimit', notation: count },
};

export function pumaCommand(command: Command): HopDraft {
  const path = option(command, '--config', '-C')?.text ?? 'config/puma.rb';
  const config = path === '-' ? undefined : namedFile(command, path);
  const variables = new Map([...command.environment].map(([name, { text }]) => [name, text]));
  const place = { file: command.file, line: command.words[0]?.line ?? 1 };
  const hop =
    config === undefined ? hopDraft('puma', 'puma', place) : pumaFile(config, command.warnings, variables);
  const port = portOf(option(command, '--port', '-p', '--bind', '-b')?.text ?? '');
  if (port !== undefined) hop.listens.splice(0, hop.listens.length, { port });
  else if (hop.listens.length === 0) hop.listens.push({ port: portOf(variables.get('PORT') ?? '') ?? 9292 });
  return { ...hop, place };
}

export function pumaFile(
  { path, text }: ConfigFile,
  warnings: AuditWarning[],
  variables: ReadonlyMap<string, string> = new Map(),
): HopDraft {
  const hop = hopDraft('puma', 'puma', { file: path, line: 1 });
  const lines = sourceLines(text);
  const constants = new Map(lines.flatMap((line) => constantIn(line)));
  for (const [index, line] of lines.entries()) {
    const [, name = '', argument = ''] =
      /^\s*(\w{1,40})[ (]\s*([^#=\s][^#]*?)\)?\s*(?:#.*)?$/.exec(line) ?? [];
    const written: Written = { name, text: argument.trim(), place: { file: path, line: index + 1 } };
    if (name === 'port' || name === 'bind') takePort(hop, written, { constants, variables });
    if (/^(?:port|bind|workers|threads)$/.test(name) && /^\S/.test(line)) offerIdle(hop, written.place);
    if (name === 'enable_keep_alives' && /^false\b/.test(argument))
      hop.asServer.keepAlive = settingOf(written, false);
    if (Object.hasOwn(rows, name))
      apply(hop, rows, writtenNumber(written, { constants, variables }, warnings), warnings);
  }
  return hop;
}

function offerIdle(hop: HopDraft, after: Place): void {
  offerLine(hop, {
    side: 'asServer',
    setting: 'idleTimeoutS',
    after,
    line: 'persistent_timeout {}',
    unit: 's',
  });
}

function constantIn(line: string): [string, string][] {
  const [, name, expression] = /^\s*([A-Za-z_]\w{0,40})\s*=(?!=)\s*([^#]+?)\s*(?:#.*)?$/.exec(line) ?? [];
  return name === undefined || expression === undefined ? [] : [[name, expression]];
}

function takePort(hop: HopDraft, { text }: Written, surroundings: Parameters<typeof staticNumber>[1]): void {
  const port =
    staticNumber(text, surroundings)?.value ?? portOf(/:(\d{2,5})["'?]/.exec(text)?.[0]?.slice(0, -1) ?? '');
  if (port !== undefined && Number.isInteger(port)) hop.listens.push({ port });
}
