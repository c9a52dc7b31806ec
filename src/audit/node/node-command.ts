/** `node server.js`, a package script that starts it, and Next.js, which has its keep-alive on the command line. */

import { type Command, namedFile, option, portOf } from '../commands/command.ts';
import { shellWords, type Word } from '../formats/shell-words.ts';
import { at, textAt } from '../formats/tree.ts';
import { readYaml } from '../formats/yaml.ts';
import { applyRow, type HopDraft, hopDraft, type SettingRow } from '../hop-draft.ts';
import { milliseconds } from '../notation.ts';
import { nodeFile } from './node-reader.ts';

const idle: SettingRow = { side: 'asServer', setting: 'idleTimeoutS', notation: milliseconds };

export function nodeCommand(command: Command): HopDraft {
  const { words, file, environment, warnings } = command;
  const place = { file, line: words[0]?.line ?? 1 };
  const variables = new Map([...environment].map(([name, { text }]) => [name, text]));
  const entry = words
    .slice(1)
    .find(({ text }) => /\.[cm]?[jt]s$/.test(text) || /^[\w./-]*\/[\w-]+$/.test(text));
  const source =
    entry === undefined
      ? undefined
      : sourceOf(entry.text)
          .map((path) => namedFile(command, path))
          .find((one) => one !== undefined);
  const hop = source === undefined ? undefined : nodeFile(source, warnings, variables);
  const port = Number(environment.get('PORT')?.text);
  if (hop === undefined) return { ...hopDraft('node', 'node', place), listens: port > 0 ? [{ port }] : [] };
  return { ...hop, place, listens: hop.listens.length > 0 ? hop.listens : port > 0 ? [{ port }] : [] };
}

/** `dist/server.js` is built from `src/server.ts` or the like. */
function sourceOf(entry: string): string[] {
  const path = /\.[cm]?[jt]s$/.test(entry) ? entry : `${entry}.js`;
  const typescript = path.replace(/\.([cm]?)js$/, '.$1ts');
  const moved = typescript.replace(/(^|\/)(?:dist|build|out|lib)\//, '$1src/');
  return [...new Set([path, typescript, moved])];
}

export function nextCommand(command: Command): HopDraft {
  const hop = hopDraft('nextjs', 'nextjs', { file: command.file, line: command.words[0]?.line ?? 1 });
  const written = option(command, '--keepAliveTimeout');
  if (written !== undefined) applyRow(hop, idle, written, command.warnings);
  hop.listens.push({ port: portOf(option(command, '--port', '-p')?.text ?? '') ?? 3000 });
  return hop;
}

/** The words of the script that `npm start`, `npm run serve` or `yarn start` runs, and where they stand. */
export function packageScript(command: Command): { words: readonly Word[]; file: string } | undefined {
  const name = command.words.slice(1).find(({ text }) => !text.startsWith('-') && text !== 'run')?.text;
  if (name === undefined) return undefined;
  const [file] = command.set.include('package.json', command.base);
  const script = file && at(readYaml(file.text).documents[0], 'scripts', name);
  const text = textAt(script);
  return file === undefined || script === undefined || text === undefined
    ? undefined
    : { words: shellWords(text, script.line), file: file.path };
}
