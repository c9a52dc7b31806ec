/**
 * Words into sentences and lists, whoever wrote them.
 */
import { grouped } from './quantities.ts';

/** A capital first and one full stop last. */
export function sentence(text: string): string {
  return capitalised(/[.!?:…]$/.test(text) ? text : `${text}.`);
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The first few of a list, and how many more there are. */
export function firstFew(items: readonly string[], most: number): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${grouped(items.length - most)} more` : shown;
}

/** "a, b or c". */
export function orList(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}
