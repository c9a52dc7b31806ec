/** Capture times as ISO 8601 UTC with nanoseconds, from the epoch of the first frame and nanoseconds since. */

const NS_PER_S = 1_000_000_000;
const HOUR_S = 3600;
/** What Date can hold; damaged headers say more. */
const MOST_S = 8.64e12;

/** All times of a capture share its epoch: it is divided once. */
let lastEpochNs = 0n;
let epochSeconds = 0;
let epochRestNs = 0;

/** Most captures lie within few hours: the last one is remembered, as "2026-01-31T10:". */
let lastHour = Number.NaN;
let lastHourText = '';

export function isoTime(epochNs: bigint, sinceNs: number): string {
  if (epochNs !== lastEpochNs) {
    lastEpochNs = epochNs;
    epochSeconds = Number(epochNs / BigInt(NS_PER_S));
    epochRestNs = Number(epochNs % BigInt(NS_PER_S));
  }
  const ns = epochRestNs + Math.round(sinceNs);
  const over = Math.floor(ns / NS_PER_S);
  const fraction = ns - over * NS_PER_S;
  return `${dateText(epochSeconds + over)}.${fraction.toString().padStart(9, '0')}Z`;
}

function dateText(seconds: number): string {
  const bounded = Math.max(-MOST_S, Math.min(MOST_S, seconds));
  const hour = Math.floor(bounded / HOUR_S);
  if (hour !== lastHour) {
    lastHour = hour;
    lastHourText = new Date(hour * HOUR_S * 1000).toISOString().slice(0, -'00:00.000Z'.length);
  }
  const inHour = bounded - hour * HOUR_S;
  return `${lastHourText}${twoDigits(Math.floor(inHour / 60))}:${twoDigits(inHour % 60)}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
