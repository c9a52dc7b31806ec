/** What advice is made of: what it says, about what. */
import type { Actor, Bracket } from '../document.ts';

/** What the sentences are filled with. */
export interface Story {
  /** "10.0.3.7:443 (api.example.com)" */
  server: string;
  hurt: number;
  members: number;
  outOf: number;
  idle: Bracket | null;
  wait: Bracket | null;
  requestLimit: number | null;
  age: Bracket | null;
  truncated: number;
  /** The reset came from a box in between. */
  middlebox: boolean;
  /** Where the capture was taken, for "capture on the other side". */
  vantage: 'client' | 'server' | 'between' | 'unknown';
  port: number;
}

export interface Advice {
  act: Actor;
  /** The sentence after "N of M connections to S". */
  happened(story: Story): string;
  /** Settings that both sides have in one form or other; product names are added where recognised. */
  settings(story: Story): AdvisedSetting[];
  proveBy(story: Story): string[];
}

/** One piece of advice, before a product is recognised. */
export interface AdvisedSetting {
  who: Actor;
  setting: string;
  value: string;
  why: string;
  kind: SettingKind;
}

/** What kind of setting to look up in the catalogue for the recognised client or server. */
export type SettingKind =
  | 'client-idle'
  | 'server-idle'
  | 'retry'
  | 'tcp-keepalive'
  | 'response-timeout'
  | 'client-timeout'
  | 'request-timeout'
  | 'request-limit'
  | 'other';
