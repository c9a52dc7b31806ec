/** Finding facts by words, kind and value. */
import { facts, productById } from './facts.ts';
import type { TimeoutFact, TimeoutKind } from './timeout-fact.ts';

export interface FactQuery {
  /** The id of a product, or words that must all occur in the product, the setting or the id of the fact. */
  words: readonly string[];
  kind?: TimeoutKind;
  /** Seconds, or a count where the setting is one. */
  value?: number;
}

export function searchFacts({ words, kind, value }: FactQuery): readonly TimeoutFact[] {
  return facts.filter(
    (fact) =>
      matchesWords(fact, words) &&
      (kind === undefined || fact.kind === kind) &&
      (value === undefined || hasValue(fact, value)),
  );
}

/** A product is named by its id; anything else is looked for everywhere. */
function matchesWords(fact: TimeoutFact, words: readonly string[]): boolean {
  return words.every((word) => {
    const wanted = word.toLowerCase();
    if (productById(wanted) !== undefined) return fact.product === wanted;
    return `${fact.product} ${fact.title} ${fact.setting} ${fact.id}`.toLowerCase().includes(wanted);
  });
}

function hasValue({ defaultS, onWireS, defaultValue }: TimeoutFact, value: number): boolean {
  return defaultS === value || onWireS === value || defaultValue === value;
}
