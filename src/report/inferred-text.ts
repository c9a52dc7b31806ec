/**
 * Settings that were inferred from the traffic, as sentences: a bracket is said with both its ends and its samples.
 */
import type { Cause } from '../diagnose/causes.ts';
import type { Bracket, Incident } from '../engine/document.ts';
import { clean } from './clean.ts';
import { count, duration, grouped } from './quantities.ts';
import { orList } from './sentence.ts';

type Unit = (value: number) => string;

export function inferredSentences(incident: Incident): string[] {
  const { idleTimeoutS, waitS, requestLimit, ageS } = incident.inferred;
  const sentences: string[] = [];
  if (idleTimeoutS) sentences.push(bracketSentence(idleSubject(incident.cause), idleTimeoutS, duration));
  if (waitS) sentences.push(bracketSentence('The wait before the end was', waitS, duration));
  if (requestLimit)
    sentences.push(
      bracketSentence('The number of requests that ends a connection is', requestLimit, grouped),
    );
  if (ageS) sentences.push(bracketSentence('The age at which connections are ended is', ageS, duration));
  return sentences.filter((text) => text !== '');
}

/** Whose timer it is depends on who let go of the idle connection. */
function idleSubject(cause: Cause): string {
  if (cause === 'idle-dropped' || cause === 'idle-blackholed')
    return 'The path forgets idle connections after';
  if (cause === 'idle-reset-delayed') return 'What lies behind the server lets go of idle connections after';
  return "The server's idle timeout is";
}

function bracketSentence(subject: string, bracket: Bracket, unit: Unit): string {
  const range = rangeText(bracket, unit);
  if (range === '') return '';
  const looksLike = bracket.looksLike.map((name) => clean(name, 80));
  const like = looksLike.length > 0 ? ` This looks like ${orList(looksLike)}.` : '';
  return `${subject} ${range} (${count(bracket.samples, 'sample')}).${like}`;
}

function rangeText({ low, high }: Bracket, unit: Unit): string {
  if (low === null) return high === null ? '' : `at most ${unit(high)}`;
  if (high === null) return `more than ${unit(low)}`;
  return unit(low) === unit(high) ? unit(high) : `between ${unit(low)} and ${unit(high)}`;
}
