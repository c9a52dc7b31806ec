/**
 * How products write values. The same `60` is a minute for gunicorn, 60 ms for Spring Boot and an error for Envoy:
 * each notation accepts what its product accepts, and says so where the product would refuse or where a value that it
 * does accept can hardly be meant.
 */
import { type DurationRules, parseDuration } from './duration.ts';
import { parseIsoDuration } from './formats/iso-duration.ts';
import type { WrittenUnit } from './model.ts';

export interface Read {
  value: number;
  unit: WrittenUnit;
  /** What the product makes of it, where that will surprise. */
  surprise?: string;
}

export interface Notation {
  /** "seconds, as 60 or 1m30s". */
  expects: string;
  /** Undefined where the product would refuse it. */
  read(text: string): Read | undefined;
}

/** Python's, Ruby's and AWS' way: a number, and nothing behind it. */
export const seconds: Notation = duration('seconds as a bare number', { bareS: 1, units: [] });

/** Node's and Tomcat's way. */
export const milliseconds: Notation = duration('milliseconds as a bare number', { bareS: 0.001, units: [] });

/** A number of seconds, or with a unit. */
export const nginxTime: Notation = duration('a time such as 60, 60s or 1m', {
  bareS: 1,
  units: ['ms', 's', 'm', 'h', 'd', 'w', 'M', 'y'],
  compound: true,
});

/** Apache's: `Timeout 60`, `KeepAliveTimeout 500ms`, `timeout=1min`. */
export const httpdTime: Notation = duration('a time such as 60, 500ms or 1min', {
  bareS: 1,
  units: ['ms', 's', 'mi', 'min', 'h'],
});

const goUnits = ['ns', 'us', 'µs', 'ms', 's', 'm', 'h'] as const;

/** systemd.time(7): a bare number is seconds. */
export const systemdTime: Notation = duration('a time such as 30, 30s or 1min 30s', {
  bareS: 1,
  units: ['ms', 's', 'm', 'min', 'h', 'd'],
  compound: true,
});

/** time.ParseDuration: a number alone is an error, except 0. */
export const goDuration: Notation = duration('a duration with its unit, such as 90s or 1m30s', {
  units: goUnits,
  compound: true,
});

/** In Go's sources a time.Duration is a number of nanoseconds. */
export const goSourceDuration: Notation = duration('a time.Duration such as 90 * time.Second', {
  bareS: 1e-9,
  units: [],
});

/** Traefik adds bare numbers to Go's, as seconds. */
export const traefikDuration: Notation = duration(
  'a duration such as 90s or 1m30s (a bare number is seconds)',
  {
    bareS: 1,
    units: goUnits,
    compound: true,
  },
);

/** Caddy adds days to Go's. */
export const caddyDuration: Notation = duration('a duration with its unit, such as 90s or 1m30s', {
  units: [...goUnits, 'd'],
  compound: true,
});

/** In Caddy's JSON a bare number is nanoseconds. */
export const caddyJsonDuration: Notation = duration(
  'a duration such as "90s" (a bare number is nanoseconds)',
  {
    bareS: 1e-9,
    units: [...goUnits, 'd'],
    compound: true,
  },
);

/** google.protobuf.Duration in JSON and YAML. */
export const protobufDuration: Notation = duration('seconds with their unit, such as 60s or 0.25s', {
  units: ['s'],
});

/** Spring Boot's `Duration`: milliseconds alone, or with a unit, or ISO 8601. */
export const springDuration: Notation = {
  expects: 'a duration such as 60s, 1m or PT1M (a bare number is milliseconds)',
  read: (text) => {
    const iso = parseIsoDuration(text);
    if (iso !== undefined) return { value: iso, unit: 'suffix' };
    return fromRules(text, { bareS: 0.001, units: ['ns', 'us', 'ms', 's', 'm', 'h', 'd'] });
  },
};

export const count: Notation = {
  expects: 'a whole number',
  read: (text) => (/^[+-]?\d{1,15}$/.test(text) ? { value: Number(text), unit: 'count' } : undefined),
};

function duration(expects: string, rules: DurationRules): Notation {
  return { expects, read: (text) => fromRules(text, rules) };
}

function fromRules(text: string, rules: DurationRules): Read | undefined {
  // Every product takes 0, which has no unit; negative numbers mean "never" or "as the other timeout".
  if (/^-?0+$/.test(text)) return { value: 0, unit: bareUnit(rules) };
  const negative = text.startsWith('-');
  const value = parseDuration(negative ? text.slice(1) : text, rules);
  if (value === undefined) return undefined;
  const bare = /^-?[\d.]+$/.test(text);
  const read: Read = { value: negative ? -value : value, unit: bare ? bareUnit(rules) : 'suffix' };
  const surprise = bare && !negative ? bareSurprise(value, rules) : undefined;
  return surprise === undefined ? read : { ...read, surprise };
}

function bareUnit({ bareS }: DurationRules): WrittenUnit {
  if (bareS === 1) return 's';
  if (bareS === 0.001) return 'ms';
  // No edit puts a duration with its unit where a number of nanoseconds stands.
  return bareS === undefined ? 'suffix' : 'word';
}

/** `60` where milliseconds are counted, `60000` where seconds are. */
function bareSurprise(valueS: number, { bareS }: DurationRules): string | undefined {
  if (bareS === 0.001 && valueS < 0.5)
    return `read as ${valueS * 1000} ms: a bare number is milliseconds here`;
  if (bareS === 1 && valueS >= 5000 && valueS % 1000 === 0)
    return `read as ${valueS} s: a bare number is seconds here`;
  if (bareS === 1e-9 && valueS < 0.001) return 'read as nanoseconds: a bare number is nanoseconds here';
  return undefined;
}
