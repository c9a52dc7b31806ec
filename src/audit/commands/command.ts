/** A command that starts a server: its words with their places, from a Dockerfile, Compose, a Procfile or a manifest. */
import { shellWords, type Variables, type Word } from '../formats/shell-words.ts';
import type { HopDraft, Written } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { type ConfigFile, type FileSet, fileName } from '../reader.ts';

export interface Command {
  /** After the program's own name. */
  words: readonly Word[];
  file: string;
  /** The file beside which those that it names are looked for. */
  base: string;
  /** Where it runs: environment variables as far as they are known. */
  environment: ReadonlyMap<string, Written>;
  set: FileSet;
  warnings: AuditWarning[];
  /** Files whose settings became part of the hop: they are not hops of their own. */
  claims: string[];
}

/** What one program's command line says; `undefined` where nothing is to be made of it. */
export type CommandReader = (command: Command) => HopDraft;

/** `sh -c "exec gunicorn ..."` is what the string says. */
export function unwrapShell(words: readonly Word[], variables: Variables): readonly Word[] {
  const [shell, ...rest] = words;
  if (shell === undefined || !/^(?:ba|da|a)?sh$/.test(fileName(shell.text))) return words;
  const script = rest[rest.findIndex(({ text }) => /^-\w*c$/.test(text)) + 1];
  return script === undefined || script === rest[0] ? words : shellWords(script.text, script.line, variables);
}

/** An option's value, as `--name value`, `--name=value` or `-n value`; the last one counts. */
export function option({ words, file }: Command, ...names: readonly string[]): Written | undefined {
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const word = words[index];
    if (word === undefined) continue;
    const { text, line } = word;
    const next = words[index + 1];
    for (const name of names) {
      if (text === name && next !== undefined)
        return { name, text: next.text, place: { file, line: next.line } };
      if (text.startsWith(`${name}=`))
        return { name, text: text.slice(name.length + 1), place: { file, line } };
      const attached = /^-\w$/.test(name) && text.startsWith(name) && /^-\w[\d.]+$/.test(text);
      if (attached) return { name, text: text.slice(2), place: { file, line } };
    }
  }
  return undefined;
}

/** A configuration file that a command names: where it says, or beside the file that has the command. */
export function namedFile({ set, base, claims }: Command, path: string): ConfigFile | undefined {
  const relative = path.replace(/^(?:file:|python:)/, '').replace(/^\.\//, '');
  const [found] = [relative.replace(/^\/+/, ''), fileName(relative)].flatMap((pattern) =>
    pattern === '' || /[*?[]/.test(pattern) ? [] : set.include(pattern, base),
  );
  if (found !== undefined) claims.push(found.path);
  return found;
}

/** The port of `0.0.0.0:8000`, `:8000` or `8000`. */
export function portOf(address: string): number | undefined {
  const port = Number(/(?:^|:)(\d{1,5})$/.exec(address)?.[1]);
  return port > 0 && port < 65_536 ? port : undefined;
}
