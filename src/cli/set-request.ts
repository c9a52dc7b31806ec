/** What `whyreset timeouts --set` and `--value` take: durations, counts and names of things to set. */
import { InvalidArgumentError } from 'commander';
import type { Purpose } from '../catalog/recipe.ts';
import { didYouMean } from './suggest.ts';

export interface SetRequest {
  name: string;
  purposes: readonly Purpose[];
  /** Seconds or a count; 0 where the purpose takes none. */
  value: number;
}

interface Settable {
  purposes: readonly Purpose[];
  takes: 'duration' | 'count' | 'off' | 'nothing';
}

const settable: Record<string, Settable> = {
  idle: { purposes: ['idle-timeout-server', 'idle-timeout-client', 'idle-timeout-flow'], takes: 'duration' },
  keepalive: { purposes: ['disable-keepalive'], takes: 'off' },
  retry: { purposes: ['retry'], takes: 'nothing' },
  'tcp-keepalive': { purposes: ['tcp-keepalive'], takes: 'duration' },
  response: { purposes: ['response-timeout'], takes: 'duration' },
  requests: { purposes: ['request-limit'], takes: 'count' },
};

const examples: Record<Settable['takes'], string> = {
  duration: '=8s',
  count: '=1000',
  off: '=off',
  nothing: '',
};

/** "idle=8s", "keepalive=off", "retry" …: every form, as help shows them. */
export const setForms: readonly string[] = Object.entries(settable).map(
  ([name, { takes }]) => name + examples[takes],
);

/** The form that asks for this purpose; undefined where none does. */
export function setFormOf(purpose: Purpose): string | undefined {
  return setForms.find((form) => settable[form.split('=', 1)[0] ?? '']?.purposes.includes(purpose));
}

export function parseSetRequest(text: string): SetRequest {
  const [name = '', given] = text.split(/=(.*)/s, 2);
  const found = Object.hasOwn(settable, name) ? settable[name] : undefined;
  if (found === undefined) {
    const names = Object.keys(settable);
    throw new InvalidArgumentError(`It must be one of: ${setForms.join(', ')}.${didYouMean(name, names)}`);
  }
  return { name, purposes: found.purposes, value: parseGiven(name, found.takes, given) };
}

function parseGiven(name: string, takes: Settable['takes'], given: string | undefined): number {
  if (takes === 'duration') return parseDuration(given ?? '');
  if (takes === 'count' && /^[1-9]\d{0,8}$/.test(given ?? '')) return Number(given);
  if ((takes === 'off' && given === 'off') || (takes === 'nothing' && given === undefined)) return 0;
  throw new InvalidArgumentError(`It must be ${name}${examples[takes]}.`);
}

const secondsPer: Record<string, number> = { ms: 0.001, s: 1, '': 1, m: 60, min: 60, h: 3600, d: 86_400 };

/** "8", "8s", "500ms", "1.5m", "2h": seconds. A number alone is seconds. */
export function parseDuration(text: string): number {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|min|h|d|)$/.exec(text);
  const seconds = Number(match?.[1]) * (secondsPer[match?.[2] ?? ''] ?? 1);
  if (!(seconds > 0)) throw new InvalidArgumentError('It must be a duration: 8, 8s, 500ms, 5m or 1h.');
  return seconds;
}
