/** `uvicorn.run(app, timeout_keep_alive=75)` in a Python source, looked at without running it. */
import { staticNumber } from '../formats/static-number.ts';
import {
  apply,
  type HopDraft,
  hopDraft,
  type SettingRows,
  type Written,
  writtenNumber,
} from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { expressionAt, lineCounter } from '../node/javascript.ts';
import { seconds } from '../notation.ts';
import { type ConfigFile, fileName, type Reader, type Reading } from '../reader.ts';

export const uvicornReader: Reader = {
  product: 'uvicorn',
  recognises: ({ path, text }) => /\.py$/.test(path) && /\buvicorn\.(?:run|Config)\(/.test(text),
  read,
};

const rows: SettingRows = {
  timeout_keep_alive: { side: 'asServer', setting: 'idleTimeoutS', notation: seconds },
  timeout_graceful_shutdown: { side: 'asServer', setting: 'shutdownDrainS', notation: seconds },
};

function read(files: readonly ConfigFile[]): Reading {
  const warnings: AuditWarning[] = [];
  return { hops: files.map((file) => uvicornSource(file, warnings)), warnings };
}

function uvicornSource({ path, text }: ConfigFile, warnings: AuditWarning[]): HopDraft {
  const hop = hopDraft(fileName(path), 'uvicorn', { file: path, line: 1 });
  const code = withoutComments(text);
  const lineOf = lineCounter(code);
  const constants = new Map(
    [...code.matchAll(/^(\w{1,60})[ \t]*(?::[ \t]*\w{1,20}[ \t]*)?=[ \t]*([^\n=][^\n]{0,150})$/gm)].map(
      ([, name = '', expression = '']) => [name, expression.trim()],
    ),
  );
  const call = /\buvicorn\.(?:run|Config)\(/.exec(code);
  for (const { name, offset } of argumentsAt(code, (call?.index ?? 0) + (call?.[0].length ?? 0))) {
    const written: Written = {
      name,
      text: expressionAt(code, offset),
      place: { file: path, line: lineOf(offset) },
    };
    if (name === 'port') takePort(hop, written, constants);
    if (Object.hasOwn(rows, name))
      apply(hop, rows, writtenNumber(written, { constants }, warnings), warnings);
  }
  if (hop.listens.length === 0) hop.listens.push({ port: 8000 });
  return hop;
}

/** As blanks, so that lines and offsets stay; a sharp sign inside of a string is none. */
function withoutComments(text: string): string {
  return text.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|#[^\n]*/g, (piece) =>
    piece.startsWith('#') ? ' '.repeat(piece.length) : piece,
  );
}

/** Keyword arguments at the first level of the call. */
function argumentsAt(code: string, start: number): { name: string; offset: number }[] {
  const found: { name: string; offset: number }[] = [];
  let depth = 0;
  for (let at = start; at < Math.min(code.length, start + 5000) && depth >= 0; at += 1) {
    const character = code[at] ?? '';
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    if (character !== '=' || depth !== 0) continue;
    const name = /(\w{1,60})\s*$/.exec(code.slice(Math.max(0, at - 80), at))?.[1];
    if (name !== undefined) found.push({ name, offset: at + 1 });
  }
  return found;
}

function takePort(hop: HopDraft, { text }: Written, constants: ReadonlyMap<string, string>): void {
  const port = staticNumber(text, { constants })?.value;
  if (port !== undefined && Number.isInteger(port) && port > 0) hop.listens.push({ port });
}
