/** uvicorn and hypercorn: all on the command line, or in variables named like the options. */
import { applyRow, type HopDraft, hopDraft, type SettingRow, type Written } from '../hop-draft.ts';
import { seconds } from '../notation.ts';
import { type Command, option, portOf } from './command.ts';

const idle: SettingRow = { side: 'asServer', setting: 'idleTimeoutS', notation: seconds };
const drain: SettingRow = { side: 'asServer', setting: 'shutdownDrainS', notation: seconds };

export function uvicornCommand(command: Command): HopDraft {
  const hop = hopDraft('uvicorn', 'uvicorn', { file: command.file, line: command.words[0]?.line ?? 1 });
  // click reads UVICORN_<OPTION> for every option.
  const find = (name: string): Written | undefined =>
    option(command, `--${name}`) ??
    command.environment.get(`UVICORN_${name.toUpperCase().replaceAll('-', '_')}`);
  hop.listens.push({ port: portOf(find('port')?.text ?? '') ?? 8000 });
  apply(hop, command, [
    [idle, find('timeout-keep-alive')],
    [drain, find('timeout-graceful-shutdown')],
  ]);
  return hop;
}

export function hypercornCommand(command: Command): HopDraft {
  const hop = hopDraft('hypercorn', 'hypercorn', { file: command.file, line: command.words[0]?.line ?? 1 });
  hop.listens.push({ port: portOf(option(command, '--bind', '-b')?.text ?? '') ?? 8000 });
  apply(hop, command, [
    [idle, option(command, '--keep-alive')],
    [drain, option(command, '--graceful-timeout')],
  ]);
  return hop;
}

function apply(
  hop: HopDraft,
  { warnings }: Command,
  rows: readonly (readonly [SettingRow, Written | undefined])[],
): void {
  for (const [row, written] of rows) if (written !== undefined) applyRow(hop, row, written, warnings);
}
