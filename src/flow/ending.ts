/**
 * How a connection ended, from the TCP headers alone (docs/vocabulary.md: ending, endedBy). The core judges it
 * (core/ending.ts); the order is the code that records and rows store.
 */
export const endings = [
  'open',
  'orderly',
  'half-closed',
  'reset',
  'refused',
  'unanswered',
  'stalled',
] as const;
export const enders = ['none', 'client', 'server', 'both'] as const;
export type Ending = (typeof endings)[number];
export type EndedBy = (typeof enders)[number];
