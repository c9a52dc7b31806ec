/** `whyreset cause`: a page of docs/, or the list of all of them. */
import { readFileSync } from 'node:fs';
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

const rules: readonly string[] = ruleIds;

export async function cause(id: string | undefined, options: GlobalOptions): Promise<void> {
  const color = useColor(options);
  await writeOut(lineByLine(id === undefined ? listLines(color) : pageText(readPage(id), color)));
}

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
