/**
 * `whyreset cause`: the page about a cause, or the list of all causes.
 */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { ruleIds } from '../audit/rule.ts';
import { harmfulCauses, harmlessCauses } from '../diagnose/causes.ts';
import { pageText } from '../report/page-text.ts';
import { createStyle } from '../report/style.ts';
import { columns } from '../report/table.ts';
import { UsageError } from './failure.ts';
import { causeIds } from './filter-options.ts';
import { packageRoot } from './package-root.ts';
import { didYouMean } from './suggest.ts';
import { type GlobalOptions, lineByLine, useColor, writeOut } from './terminal.ts';

const examples = `
Examples:
  $ whyreset cause                      all causes, one line each
  $ whyreset cause idle-order           a rule of whyreset audit
  $ whyreset cause idle-reset-delayed   what it is, how it looks on the wire, who acts, what to set`;

export function causeCommand(): Command {
  return new Command('cause')
    .description('print the page about a cause or a rule, or list them all')
    .argument('[id]', 'a cause, as explain names it, or a rule, as audit does')
    .addHelpText('after', examples)
    .action(async (id: string | undefined, _options: unknown, command: Command) => {
      const color = useColor(command.optsWithGlobals<GlobalOptions>());
      await writeOut(lineByLine(id === undefined ? listLines(color) : pageText(readPage(id), color)));
    });
}

const rules: readonly string[] = ruleIds;

function readPage(id: string): string {
  const known = [...causeIds, ...rules];
  if (!known.includes(id)) {
    throw new UsageError(
      `there is no cause "${id.slice(0, 60)}".${didYouMean(id, known)} "whyreset cause" lists all.`,
    );
  }
  const folder = rules.includes(id) ? 'rules' : 'causes';
  return readFileSync(new URL(`docs/${folder}/${id}.md`, packageRoot()), 'utf8');
}

function listLines(color: boolean): string[] {
  const style = createStyle(color);
  const table = (ids: readonly string[]): string[] =>
    columns(
      ids.map((id) => ['', id, meaning(id)]),
      ['left', 'left', 'left'],
    );
  return [
    style.bold('They hurt'),
    ...table(harmfulCauses),
    '',
    style.bold('They do no harm'),
    ...table(harmlessCauses),
    '',
    style.bold('Honest doubt'),
    ...table(['unexplained']),
    '',
    style.bold('Rules of whyreset audit'),
    ...table(rules),
  ];
}

/** A page's title is "# id: what it means in a sentence". */
function meaning(id: string): string {
  const title = readPage(id).split('\n', 1)[0] ?? '';
  return title.slice(title.indexOf(': ') + 2);
}
