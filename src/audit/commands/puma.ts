/** Puma: config/puma.rb is a Ruby program; calls at any depth with a plain argument are taken as they stand. */
import { sourceLines } from '../formats/source-lines.ts';
import { type Surroundings, staticNumber } from '../formats/static-number.ts';
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
    const [name, argument] = callIn(line);
    const written: Written = { name, text: argument, place: { file: path, line: index + 1 } };
    if (name === 'port' || name === 'bind') takePort(hop, written, { constants, variables });
    if (/^(?:port|bind|workers|threads)$/.test(name) && /^\S/.test(line)) offerIdle(hop, written.place);
    if (name === 'enable_keep_alives' && /^false\b/.test(argument))
      hop.asServer.keepAlive = settingOf(written, false);
    if (Object.hasOwn(rows, name))
      apply(hop, rows, writtenNumber(written, { constants, variables }, warnings), warnings);
  }
  return hop;
}

/** `name argument` or `name(argument)`, without the comment behind it; an assignment is no call. */
function callIn(line: string): [name: string, argument: string] {
  const [, name = '', opening = '', rest = ''] = /^\s*(\w{1,40})(\(|\s+)(.*)$/.exec(line) ?? [];
  const bare = rest.replace(/(?:^|\s)#(?!\{).*$/, '').trim();
  if (bare.startsWith('=')) return ['', ''];
  return [name, opening === '(' ? bare.replace(/\)\s*(?:if\b.*)?$/, '') : bare];
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

/** `port 3000`, `bind "tcp://0.0.0.0:9292"`, `bind "tcp://0.0.0.0:#{ENV.fetch('PORT', 3000)}"` */
function takePort(hop: HopDraft, { text }: Written, surroundings: Surroundings): void {
  const [, inside] = /:#\{([^}]{1,80}(?:\{[^}]{1,20}\})?[^}]{0,20})\}/.exec(text) ?? [];
  const plain = /:(\d{2,5})["'?]/.exec(text)?.[1];
  const port = plain === undefined ? staticNumber(inside ?? text, surroundings)?.value : Number(plain);
  if (port !== undefined && Number.isInteger(port) && port > 0) hop.listens.push({ port });
}
