/** What to set: for each piece of advice the value, why, and text to paste for the product that is in use there. */
import type { VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Recipe } from '../../catalog/recipe.ts';
import { productsWithRecipes, recipesFor } from '../../catalog/recipes.ts';
import type { Recommendation } from '../../engine/index.ts';
import { actorName } from '../../report/actor-text.ts';
import { clean, cleanLines } from '../../report/clean.ts';
import { capitalised, sentence } from '../../report/sentence.ts';
import { Snippet } from './snippet.tsx';

export function Settings({ recommendations }: { recommendations: readonly Recommendation[] }): VNode {
  return (
    <ol class="settings">
      {recommendations.map((one) => (
        <li key={`${one.who} ${one.setting}`}>
          <h3>
            <span class="who">{capitalised(actorName(one.who))}</span> {clean(one.setting, 200)}
          </h3>
          <p class="value">{clean(one.value, 200)}</p>
          <p>{sentence(clean(one.why, 500))}</p>
          <Chooser recommendation={one} />
        </li>
      ))}
    </ol>
  );
}

function Chooser({ recommendation }: { recommendation: Recommendation }): VNode | null {
  const { recipe, snippet } = recommendation;
  const id = useId();
  const choices = recipe === undefined ? [] : productsFor(recipe);
  const [product, setProduct] = useState(recipe?.product ?? '');
  if (recipe === undefined || choices.length === 0)
    return snippet === undefined ? null : <Snippet text={cleanLines(snippet).join('\n')} />;
  const chosen = choices.filter((one) => one.product === product);
  return (
    <div class="chooser">
      <p>
        <label for={id}>{recipe.side === 'client' ? 'The client is' : 'The server is'}</label>{' '}
        <select id={id} value={product} onChange={({ currentTarget }) => setProduct(currentTarget.value)}>
          <option value="">choose …</option>
          {choices.map((one) => (
            <option key={one.product} value={one.product}>
              {one.title}
            </option>
          ))}
        </select>
      </p>
      {chosen.map((one) => (
        <div key={one.setting}>
          <Snippet text={one.snippet(recipe.value).trimEnd()} />
          <p class="quiet-line">
            <code>{one.setting}</code>. {one.tested ? 'Tested.' : 'Not tested by this project.'}{' '}
            {one.notes ?? ''}
          </p>
        </div>
      ))}
    </div>
  );
}

/** One recipe each: the first is the one that the text report prints. */
function productsFor({ purpose, side }: NonNullable<Recommendation['recipe']>): Recipe[] {
  const found = productsWithRecipes.flatMap((product) => recipesFor(product, purpose, side).slice(0, 1));
  return found.sort((a, b) => a.title.localeCompare(b.title));
}
