/**
 * What the catalogue knows of a product: each timer and limit of a connection, its default, what happens when it
 * expires, how to set it and where that is written. Durations are seconds.
 */

export const timeoutKinds = [
  'connect',
  'request-header',
  'request-body',
  'response-read',
  'write',
  'idle-keepalive',
  'stream-idle',
  'connection-age',
  'max-requests',
  'half-close',
  'tcp-keepalive',
  'flow-idle',
] as const;

/**
 * `idle-keepalive`: a persistent connection between two requests. `stream-idle`: silence in the middle of a request or
 * response, or on any connection. `flow-idle`: a box that forwards a flow without terminating HTTP. `connection-age`:
 * the life of a connection however busy, drain times among them. `half-close`: what remains after one FIN.
 */
export type TimeoutKind = (typeof timeoutKinds)[number];

export const timeoutRoles = ['server', 'client', 'middlebox', 'os'] as const;

/** On which side of a connection the timer runs: a proxy has timers as `server` (its clients) and as `client` (its upstream). */
export type TimeoutRole = (typeof timeoutRoles)[number];

export const expiries = ['fin', 'rst', 'goaway', '408', '504', 'silent'] as const;

/** The first thing the other side sees when the time is up; `silent` is the flow forgotten without a word. */
export type Expiry = (typeof expiries)[number];

export const productCategories = [
  'web-server',
  'app-server',
  'proxy',
  'load-balancer',
  'api-gateway',
  'cdn',
  'nat',
  'firewall',
  'http-client',
  'browser',
  'os',
] as const;

export type ProductCategory = (typeof productCategories)[number];

export interface TimeoutFact {
  /** Stable: "nginx.server.keepalive_timeout". */
  id: string;
  /** Id of the product, as in chain.yaml: "nginx". */
  product: string;
  /** Its name, or that of the part that has this timer: "nginx stream (TCP proxy)". */
  title: string;
  role: TimeoutRole;
  /** The exact name of the setting. */
  setting: string;
  kind: TimeoutKind;
  /** `null`: no duration by default, `noDefault` says why. */
  defaultS: number | null;
  noDefault?: 'unlimited' | 'disabled' | 'falls-back' | 'not-a-duration' | 'unknown';
  /** The settings or values used where this one is not set. */
  fallsBackTo?: string;
  /** The default where it is not a duration, or as it is written. */
  defaultValue?: string | number;
  /** Of `defaultValue`; absent for durations. */
  unit?: 'count' | 'toggle' | 'pool-size';
  /** Adjusts another timer (a margin, a cap, a check), or is for UDP or a special state: never ends an ordinary TCP connection. */
  auxiliary?: boolean;
  /** Up to when a capture shows the close by default, where the timer fires later than it is set. */
  onWireS?: number;
  /** Requests answered on a connection by default, where it is not `defaultValue` itself. */
  answered?: number;
  /** First and last release (prefix) with this default. */
  sinceVersion?: string;
  untilVersion?: string;
  onExpiry?: Expiry;
  /** How `onExpiry` is known. */
  basis?: 'documented' | 'measured' | 'inferred';
  /** Absent where it cannot be set. */
  howToSet?: { syntax: string; file?: string };
  source: string;
  notes?: string;
  /** Sources contradict each other. */
  disputed?: boolean;
  /** The default is common knowledge, not confirmed in the source. */
  unverified?: boolean;
  /** The value was found elsewhere than in the vendor's own text. */
  secondarySource?: boolean;
}

/** A fact as written in products/: what is common to a product is written once. */
export type ProductFact = Omit<TimeoutFact, 'product' | 'title'> & { title?: string };

export interface Product {
  id: string;
  title: string;
  category: ProductCategory;
  vendor: string;
  facts: readonly ProductFact[];
}
