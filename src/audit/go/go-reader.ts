/**
 * Go sources, looked at without running them: the fields of `http.Server{}`, `http.Transport{}` and `http.Client{}`, and
 * assignments to them. Durations are sums and products of time.Second and the like; a bare number is nanoseconds.
 */
import { staticNumber } from '../formats/static-number.ts';
import {
  apply,
  type HopDraft,
  hopDraft,
  type SettingRows,
  settingOf,
  type Written,
  withoutText,
} from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import {
  constantsIn,
  expressionAt,
  lineCounter,
  withoutComments,
  withoutStrings,
} from '../node/javascript.ts';
import { goSourceDuration } from '../notation.ts';
import { type ConfigFile, fileName, type Reader, type Reading } from '../reader.ts';

export const goReader: Reader = {
  product: 'go',
  recognises: ({ path, text }) =>
    /(?<!_test)\.go$/.test(path) &&
    /\bhttp\.(?:Server|Transport)\s*\{/.test(text) &&
    /"net\/http"/.test(text),
  read,
};

const off = { 0: 'unlimited' } as const;
const server = { side: 'asServer', notation: goSourceDuration, special: off } as const;
const client = { side: 'asClient', notation: goSourceDuration, special: off } as const;

const rowsOf: Readonly<Record<string, SettingRows>> = {
  Server: {
    IdleTimeout: { ...server, setting: 'idleTimeoutS' },
    ReadHeaderTimeout: { ...server, setting: 'headerTimeoutS' },
    ReadTimeout: { ...server, setting: 'bodyTimeoutS' },
    WriteTimeout: { ...server, setting: 'responseTimeoutS' },
  },
  Transport: {
    IdleConnTimeout: { ...client, setting: 'idleTimeoutS' },
    ResponseHeaderTimeout: { ...client, setting: 'responseTimeoutS' },
  },
  Client: { Timeout: { ...client, setting: 'responseTimeoutS' } },
};

function read(files: readonly ConfigFile[]): Reading {
  const warnings: AuditWarning[] = [];
  return { hops: files.flatMap((file) => goFile(file, warnings) ?? []), warnings };
}

function goFile({ path, text }: ConfigFile, warnings: AuditWarning[]): HopDraft | undefined {
  const code = withoutComments(text);
  const bare = withoutStrings(code);
  const fields = fieldsIn(bare, code);
  const isServer = fields.some(({ type }) => type === 'Server');
  const hop = hopDraft(fileName(path), isServer ? 'go-http-server' : 'go-http-client', {
    file: path,
    line: 1,
  });
  const lineOf = lineCounter(code);
  const constants = constantsOf(code);
  for (const { type, name, text: source, offset } of fields) {
    const written: Written = { name, text: source, place: { file: path, line: lineOf(offset) } };
    if (name === 'DisableKeepAlives') hop.asClient.keepAlive = settingOf(written, source !== 'true');
    if (name === 'Addr') hop.listens.push(...portIn(source));
    apply(hop, rowsOf[type] ?? {}, inSeconds(written, constants), warnings);
  }
  applyZeroValues(hop, bare);
  return fields.length === 0 ? undefined : hop;
}

/** A field that a literal leaves out is zero. A server's idle timeout is then its read timeout; zero is no limit. */
function applyZeroValues(hop: HopDraft, bare: string): void {
  const { bodyTimeoutS, idleTimeoutS } = hop.asServer;
  if (idleTimeoutS === undefined && bodyTimeoutS !== undefined)
    hop.asServer.idleTimeoutS = withoutText(bodyTimeoutS);
  if (hop.product === 'go-http-server') {
    hop.asServer.idleTimeoutS ??= { value: 'unlimited', from: 'default', name: 'IdleTimeout' };
  }
  if (/\bhttp\.Transport\s*\{/.test(bare)) {
    hop.asClient.idleTimeoutS ??= { value: 'unlimited', from: 'default', name: 'IdleConnTimeout' };
  }
}

interface Field {
  type: string;
  name: string;
  text: string;
  offset: number;
}

/** More literals than a file has. */
const maxLiterals = 100;

function fieldsIn(bare: string, code: string): Field[] {
  return [...bare.matchAll(/\bhttp\.(Server|Transport|Client)\s*\{/g)]
    .slice(0, maxLiterals)
    .flatMap((literal) => {
      const start = literal.index + literal[0].length;
      return fieldsOf(bare, start).map(({ name, end }) => {
        const offset = end + (/^\s*/.exec(code.slice(end, end + 60))?.[0].length ?? 0);
        return { type: literal[1] ?? '', name, text: expressionAt(code, offset), offset };
      });
    });
}

/** Names before a colon at the first level of braces, and where the colon ends. */
function fieldsOf(bare: string, start: number): { name: string; end: number }[] {
  const fields: { name: string; end: number }[] = [];
  let depth = 0;
  const last = Math.min(bare.length, start + 5000);
  for (let at = start; at < last && depth >= 0; at += 1) {
    const character = bare[at] ?? '';
    if ('{(['.includes(character)) depth += 1;
    if ('})]'.includes(character)) depth -= 1;
    if (character !== ':' || depth !== 0) continue;
    const name = /([A-Z]\w{1,40})\s*$/.exec(bare.slice(Math.max(0, at - 60), at))?.[1];
    if (name !== undefined) fields.push({ name, end: at + 1 });
  }
  return fields;
}

/** `const idle = 90 * time.Second`, also in a block and with `:=`. */
function constantsOf(code: string): Map<string, string> {
  const found = code.matchAll(
    /^[ \t]*(?:const[ \t]+|var[ \t]+)?(\w{1,60})(?:[ \t]+time\.Duration)?[ \t]*:?=[ \t]*([^\n]{1,150})/gm,
  );
  return new Map([
    ...constantsIn(code),
    ...[...found].map(([, name = '', expression = '']) => [name, units(expression)] as const),
  ]);
}

/** An expression of durations as nanoseconds, in which Go counts. */
function inSeconds(written: Written, constants: ReadonlyMap<string, string>): Written {
  const number = staticNumber(units(written.text), { constants });
  return number === undefined ? written : { ...written, text: String(number.value), source: written.text };
}

const nanoseconds: Readonly<Record<string, string>> = {
  Nanosecond: '1',
  Microsecond: '1e3',
  Millisecond: '1e6',
  Second: '1e9',
  Minute: '60e9',
  Hour: '3600e9',
};

function units(expression: string): string {
  return expression
    .replace(
      /\btime\.(Nanosecond|Microsecond|Millisecond|Second|Minute|Hour)\b/g,
      (_, unit: string) => nanoseconds[unit] ?? '1',
    )
    .replace(/\btime\.Duration\(/g, '(');
}

function portIn(address: string): { port: number }[] {
  const port = Number(/:(\d{1,5})["`]/.exec(address)?.[1]);
  return port > 0 ? [{ port }] : [];
}
