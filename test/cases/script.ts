/** Segment scripts (README.md) → segments with absolute times, sequence numbers still relative. */
import { concat } from '../build/bytes.ts';
import { macros } from './macros.ts';
import { payloadOf } from './payloads.ts';

export interface ScriptSegment {
  /** Line of the script, for messages. */
  line: string;
  connection: number;
  timeS: number;
  fromClient: boolean;
  flags: string;
  /** Null: the next one. */
  seq: number | null;
  ack: number | null;
  payload: Uint8Array;
  window: number | null;
  ttl: number | null;
  ipId: number | null;
  timestamps: boolean;
  lost: boolean;
  /** Sent before the peer's last segments had arrived. */
  crosses: boolean;
  cited: boolean;
}

export interface Script {
  port: number;
  segments: ScriptSegment[];
}

/** Quoted text and arguments may hold spaces. */
const WORD = /"(?:[^"\\]|\\.)*"|[^\s("]+\([^)]*\)|\S+/g;

export function parseScript(source: string): Script {
  const script: Script = { port: 80, segments: [] };
  const lines = source
    .split('\n')
    .map((line) => line.replace(/ # .*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  let nowS = 0;
  let connection = 1;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const [word = '', first = '', , third = ''] = line.split(/\s+/);
    if (word === 'port') script.port = Number(first);
    else if (word === 'repeat') {
      const end = lines.indexOf('end', at);
      const inner = lines.slice(at + 1, end);
      for (let turn = 0; turn < Number(first); turn++) {
        addLines(script, inner, connection + turn, nowS + turn * Number(third));
      }
      connection += Number(first);
      at = end;
    } else nowS = addLines(script, [line], connection, nowS);
  }
  script.segments.sort((a, b) => a.timeS - b.timeS);
  return script;
}

/** Returns the time after the last line. */
function addLines(script: Script, lines: readonly string[], connection: number, startS: number): number {
  let nowS = startS;
  for (const line of lines) {
    const [, prefix, rest = line] = /^\[(\d+)\]\s*(.*)$/.exec(line) ?? [];
    const on = prefix === undefined ? connection : Number(prefix);
    const macro = macros[rest];
    if (macro !== undefined) nowS = addLines(script, macro, on, nowS);
    else {
      const segment = parseSegment(rest, on, nowS);
      nowS = segment.timeS;
      script.segments.push(segment);
    }
  }
  return nowS;
}

function parseSegment(line: string, connection: number, nowS: number): ScriptSegment {
  const [time = '', direction = '', flags = '', ...words] = line.match(WORD) ?? [];
  const [, absolute, number] = /^([+@])([\d.]+)$/.exec(time) ?? [];
  if (number === undefined || !/^[<>]$/.test(direction) || !/^[SFRP.]+$/.test(flags)) {
    throw new SyntaxError(`not a segment: ${line}`);
  }
  const segment: ScriptSegment = {
    line,
    connection,
    timeS: absolute === '@' ? Number(number) : nowS + Number(number),
    fromClient: direction === '>',
    flags,
    seq: null,
    ack: null,
    payload: new Uint8Array(0),
    window: null,
    ttl: null,
    ipId: null,
    timestamps: true,
    lost: false,
    crosses: false,
    cited: false,
  };
  for (let at = 0; at < words.length; at++) at += takeWord(segment, words[at] as string, words[at + 1]);
  return segment;
}

/** Returns how many words after this one were used. */
function takeWord(segment: ScriptSegment, word: string, next = ''): 0 | 1 {
  const range = /^(\d+):(\d+)\((\d+)\)$/.exec(word);
  const keys = { ack: 'ack', win: 'window', ttl: 'ttl', id: 'ipId' } as const;
  if (word in keys) segment[keys[word as keyof typeof keys]] = Number(next);
  else if (range !== null) takeRange(segment, range);
  else if (word === 'nots') segment.timestamps = false;
  else if (word === 'lost') segment.lost = true;
  else if (word === 'crosses') segment.crosses = true;
  else if (word === '!') segment.cited = true;
  else {
    const payload = payloadOf(word);
    if (payload === null) throw new SyntaxError(`"${word}" in: ${segment.line}`);
    segment.payload = segment.seq === null ? concat(segment.payload, payload) : checked(segment, payload);
  }
  return word in keys ? 1 : 0;
}

function takeRange(segment: ScriptSegment, [, seq, end, length]: RegExpExecArray): void {
  if (Number(end) - Number(seq) !== Number(length)) throw new SyntaxError(`lengths differ: ${segment.line}`);
  segment.seq = Number(seq);
  segment.payload = new Uint8Array(Number(length)).fill(0x78);
}

/** Payload behind an explicit range fills it exactly. */
function checked(segment: ScriptSegment, payload: Uint8Array): Uint8Array {
  if (segment.payload.length !== payload.length) {
    throw new SyntaxError(`payload of ${payload.length} bytes: ${segment.line}`);
  }
  return payload;
}
