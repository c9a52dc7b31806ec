/** What an image runs: the last stage of a Dockerfile, with the variables that are set in it. */

import { expand, shellWords, type Word } from '../formats/shell-words.ts';
import { readYaml } from '../formats/yaml.ts';
import type { Written } from '../hop-draft.ts';
import type { ConfigFile } from '../reader.ts';

interface Instruction {
  name: string;
  text: string;
  line: number;
}

export interface ImageCommand {
  file: string;
  /** ENTRYPOINT and CMD together, as exec(2) gets them. */
  words: readonly Word[];
  entrypoint: readonly Word[];
  environment: ReadonlyMap<string, Written>;
  exposed: readonly number[];
  baseImage: string;
  /** Of the FROM that counts. */
  line: number;
}

export function readDockerfile(file: ConfigFile): ImageCommand | undefined {
  const instructions = instructionsIn(file.text);
  const arguments_ = variablesBefore(instructions);
  const start = instructions.findLastIndex(({ name }) => name === 'FROM');
  const from = instructions[start];
  if (from === undefined) return undefined;
  const baseImage = expand(from.text.replace(/^--\S+\s+/, '').split(/\s+/)[0] ?? '', arguments_);
  const stages = inheritedStages(instructions, start, baseImage);
  const environment = new Map<string, Written>();
  for (const instruction of stages) takeEnvironment(environment, instruction, file.path);
  const values = new Map([
    ...arguments_,
    ...[...environment].map(([name, { text }]) => [name, text] as const),
  ]);
  const last = (name: string): Word[] =>
    commandWords(
      stages.findLast((one) => one.name === name),
      values,
    );
  const entrypoint = last('ENTRYPOINT');
  return {
    file: file.path,
    words: [...entrypoint, ...last('CMD')],
    entrypoint,
    environment,
    exposed: stages
      .filter(({ name }) => name === 'EXPOSE')
      .flatMap(({ text }) => portsIn(expand(text, values))),
    baseImage: finalBase(instructions, baseImage),
    line: from.line,
  };
}

/** Lines joined where a backslash ends them, with a line break for each, so that words keep their lines; without comments. */
function instructionsIn(text: string): Instruction[] {
  const found: Instruction[] = [];
  let open: { name: string; pieces: string[]; line: number; lastLine: number } | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '');
    if (/^\s*(?:#|$)/.test(line)) continue;
    if (open === undefined) {
      const [, name = '', rest = ''] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(line) ?? [];
      open = { name: name.toUpperCase(), pieces: [rest], line: index + 1, lastLine: index + 1 };
    } else {
      open.pieces.push('\n'.repeat(index + 1 - open.lastLine), line);
      open.lastLine = index + 1;
    }
    if (line.trimEnd().endsWith('\\')) continue;
    found.push({ name: open.name, text: open.pieces.join(''), line: open.line });
    open = undefined;
  }
  return found;
}

function variablesBefore(instructions: readonly Instruction[]): Map<string, string> {
  return new Map(
    instructions
      .filter(({ name }) => name === 'ARG')
      .flatMap(({ text }): [string, string][] => {
        const [, name, value] = /^(\w+)=["']?([^"'\s]*)/.exec(text) ?? [];
        return name === undefined || value === undefined ? [] : [[name, value]];
      }),
  );
}

/** The instructions of the last stage, after those of the stages of this file that it is built on. */
function inheritedStages(instructions: readonly Instruction[], start: number, base: string): Instruction[] {
  const rest = instructions.slice(start + 1);
  const parent = instructions
    .slice(0, start)
    .findLastIndex(({ name, text }) => name === 'FROM' && stageName(text) === base);
  if (parent < 0) return rest;
  const end = instructions.findIndex(({ name }, index) => index > parent && name === 'FROM');
  const from = instructions[parent]?.text.split(/\s+/)[0] ?? '';
  return [...inheritedStages(instructions.slice(0, end), parent, from), ...rest];
}

function stageName(from: string): string | undefined {
  return /\s+as\s+(\S+)/i.exec(from)?.[1];
}

function finalBase(instructions: readonly Instruction[], image: string): string {
  let base = image;
  for (const { name, text } of [...instructions].reverse()) {
    if (name === 'FROM' && stageName(text) === base) base = text.split(/\s+/)[0] ?? base;
  }
  return base;
}

/** `ENV A=1 B="2 3"` and the old `ENV A 1`. */
function takeEnvironment(
  environment: Map<string, Written>,
  { name, text, line }: Instruction,
  file: string,
): void {
  if (name !== 'ENV') return;
  const words = shellWords(text, line);
  const [first, second] = words;
  const put = (variable: string, value: string, at: number): void => {
    environment.set(variable, { name: variable, text: value, place: { file, line: at } });
  };
  if (first !== undefined && second !== undefined && !first.text.includes('='))
    put(first.text, second.text, second.line);
  for (const word of words) {
    const [, variable, value] = /^(\w+)=(.*)$/s.exec(word.text) ?? [];
    if (variable !== undefined && value !== undefined) put(variable, value, word.line);
  }
}

/** The exec form is JSON; the shell form is split as its shell does. */
function commandWords(instruction: Instruction | undefined, variables: ReadonlyMap<string, string>): Word[] {
  if (instruction === undefined) return [];
  const { text, line } = instruction;
  if (!text.startsWith('[')) return shellWords(text, line, variables);
  const [list] = readYaml(text.replace(/\\[ \t\r]*$/gm, '')).documents;
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item) =>
    item.kind === 'scalar' ? [{ text: item.text, line: line + item.line - 1 }] : [],
  );
}

function portsIn(text: string): number[] {
  return [...text.matchAll(/(?<![\d-])(\d{1,5})(?:\/tcp)?(?=\s|$)/g)].map(([, port]) => Number(port));
}
