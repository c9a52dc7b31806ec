/** The card of a probe as Markdown, for a ticket. */
import type { Recipe } from '../catalog/recipe.ts';
import type { ProbeDocument } from '../probe/result.ts';
import { clean } from './clean.ts';
import { escaped } from './markdown-escape.ts';
import { probeFacts } from './probe-facts.ts';
import { advice, mannersText, probeTitle } from './probe-text.ts';
import { recipeMarkdown } from './recipes-text.ts';
import { sentence } from './sentence.ts';

export function probeMarkdown(document: ProbeDocument, recipes: readonly Recipe[]): string[] {
  const { errors, recommended, reach } = document;
  const value = recommended.clientIdleTimeoutS;
  const facts = probeFacts(document);
  return [
    `## ${escaped(probeTitle(document))}`,
    '',
    ...(facts.length === 0 ? [] : ['| What | Found |', '| --- | --- |']),
    ...facts.map(([label, text]) => `| ${label} | ${escaped(text)} |`),
    ...(facts.length === 0 ? [] : ['']),
    ...errors.flatMap(({ message }) => [`- ${escaped(sentence(clean(message, 400)))}`, '']),
    ...(reach === null
      ? []
      : [
          `**${advice(value)}.** ${escaped(sentence(clean(recommended.why, 400)))}`,
          '',
          ...(value === null || recipes.length === 0 ? [] : [...recipeMarkdown(recipes, value), '']),
          mannersText(document),
          '',
        ]),
  ];
}
