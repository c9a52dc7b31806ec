/**
 * What the audit knows of a chain: hops in order, each with its settings towards its clients (`asServer`) and towards
 * the next hop (`asClient`). The field names are those of `audit --json`. Durations are seconds.
 */

/** Lines count from 1. */
export interface Place {
  file: string;
  line: number;
}

export const settingNames = [
  'idleTimeoutS',
  'headerTimeoutS',
  'bodyTimeoutS',
  'responseTimeoutS',
  'connectTimeoutS',
  'requestLimit',
  'maxAgeS',
  'tcpKeepAliveS',
  'flowIdleTimeoutS',
  'terminationGraceS',
  'preStopS',
  'shutdownDrainS',
  'keepAlive',
  'retryNonIdempotent',
  'boundIdleTimeoutS',
] as const;

/**
 * `flowIdleTimeoutS`: a box that forwards packets forgets a silent flow. `keepAlive`: false where connections are not
 * kept. `retryNonIdempotent`: a POST is sent again after a failure. `boundIdleTimeoutS`: how long a connection to the
 * next hop is kept, beyond `idleTimeoutS`, while the client connection that it served stays open.
 */
export type SettingName = (typeof settingNames)[number];

/** `null`: not known. */
export type SettingValue = number | boolean | 'unlimited' | null;

/** How the value is written in its file: `4s`, plain seconds, plain milliseconds, a count, or as a word. */
export type WrittenUnit = 'suffix' | 's' | 'ms' | 'count' | 'word';

export interface Setting {
  value: SettingValue;
  from: Place | 'default';
  /** Of a default: the version that was assumed, where none was given. */
  assumedVersion?: string;
  /** The value exactly as it stands on the line `from`, so that an edit can replace it. */
  text?: string;
  unit?: WrittenUnit;
  /** The name of the setting in its product: "keepalive_timeout". */
  name?: string;
}

export type Settings = Partial<Record<SettingName, Setting>>;

export const sides = ['asServer', 'asClient'] as const;
export type Side = (typeof sides)[number];

/** Where a setting that is absent would be written: a whole line, "{}" standing for the value. */
export interface Insertion {
  /** The new line comes after this one, with its indentation. */
  after: Place;
  line: string;
  unit: WrittenUnit;
}

export type Insertions = Partial<Record<SettingName, Insertion>>;

/** Where a hop is reached, or what it sends requests to. No host: any address. No port: any port. */
export interface Endpoint {
  host?: string;
  port?: number;
}

export interface Hop {
  name: string;
  /** Id of the catalogue: "nginx". */
  product: string;
  version?: string;
  /** Where its configuration begins; absent where there is none. */
  place?: Place;
  listens: readonly Endpoint[];
  upstreams: readonly Endpoint[];
  asServer: Settings;
  asClient: Settings;
  /** Round trip from the hop before, where it is known. */
  rttMs?: number;
  /** Lines that can be added for settings that are not written, or come from a line that means more than them. */
  insert?: Partial<Record<Side, Insertions>>;
}

/** Something in a file that was not understood, or was understood on an assumption. */
export interface AuditWarning {
  file: string;
  line?: number;
  column?: number;
  message: string;
}
