/**
 * What to say about an incident and what to do: who acts, one sentence to forward, what to set, how to prove it.
 * One entry a cause; numbers come from the incident, exact setting names from the catalogue (see settings.ts).
 */
import type { HarmfulCause } from '../../diagnose/causes.ts';
import { connecting } from './connecting.ts';
import { exchange } from './exchange.ts';
import { idleReuse } from './idle-reuse.ts';
import { path } from './path.ts';
import { otherSide } from './pieces.ts';
import type { Advice } from './story.ts';

export const advice: Record<HarmfulCause | 'unexplained', Advice> = {
  ...connecting,
  ...idleReuse,
  ...exchange,
  ...path,
  unexplained: {
    act: 'server',
    happened: () => 'ended badly, and the capture does not tell why',
    settings: () => [],
    proveBy: (story) => [otherSide(story)],
  },
};
