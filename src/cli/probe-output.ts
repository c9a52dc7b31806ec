/** What `probe` prints: a card, a Markdown report, JSON; two servers side by side. */
import type { Recipe } from '../catalog/recipe.ts';
import type { ProbeDocument } from '../probe/result.ts';
import { comparisonLines, probeDifferences } from '../report/probe-comparison.ts';
import { probeMarkdown } from '../report/probe-markdown.ts';
import { probeLines } from '../report/probe-text.ts';
import { recipeData } from '../report/recipes-text.ts';
import type { ProbeCommandOptions } from './probe-command.ts';
import { lineByLine, terminalColumns, useColor } from './terminal.ts';

export function documentOutput(
  document: ProbeDocument,
  recipes: readonly Recipe[],
  options: ProbeCommandOptions,
): Iterable<string> {
  if (options.json) return [`${JSON.stringify(withSnippets(document, recipes))}\n`];
  if (options.markdown) return lineByLine(probeMarkdown(document, recipes));
  const layout = { width: terminalColumns(), color: useColor(options), recipes };
  return lineByLine([...probeLines(document, layout), '']);
}

/** Both documents as usual where there are not two of them to compare. */
export function* comparisonOutput(
  documents: readonly ProbeDocument[],
  recipes: readonly Recipe[],
  options: ProbeCommandOptions,
): Generator<string> {
  const [left, right] = documents;
  if (left === undefined || right === undefined || documents.length !== 2 || options.markdown) {
    for (const document of documents) yield* documentOutput(document, recipes, options);
  } else if (options.json) {
    const differences = probeDifferences(left, right);
    yield `${JSON.stringify({ schema: 'whyreset/probe-comparison/1', probes: documents, differences })}\n`;
  } else {
    yield* lineByLine([
      ...comparisonLines(left, right, { width: terminalColumns(), color: useColor(options) }),
      '',
    ]);
  }
}

function withSnippets(document: ProbeDocument, recipes: readonly Recipe[]): object {
  const value = document.recommended.clientIdleTimeoutS;
  return recipes.length === 0 || value === null
    ? document
    : { ...document, clients: recipes.map((recipe) => recipeData(recipe, value)) };
}
