/**
 * Who acts and how sure we are, in words.
 */
import type { Actor } from '../engine/document.ts';

const actors: Record<Actor, string> = {
  client: 'client side',
  server: 'server side',
  'load-balancer/path': 'load balancer or path',
};

export function actorName(actor: Actor): string {
  return actors[actor];
}

/** A probability in a word, for those who do not think in numbers at 3 a.m. */
export function confidenceText(confidence: number): string {
  const word = confidence >= 0.9 ? 'high' : confidence >= 0.7 ? 'good' : confidence >= 0.5 ? 'fair' : 'low';
  return `${word} (${confidence.toFixed(2)})`;
}
