/** Capture times as ISO 8601 UTC with nanoseconds, from the epoch of the first frame and nanoseconds since. */

const NS_PER_S = 1_000_000_000;
const HOUR_S = 3600;
const DAYS_IN_400_YEARS = 146_097;
/** From 1 March of the year 0. */
const DAYS_BEFORE_1970 = 719_468;
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
    lastHourText = `${dayText(Math.floor(hour / 24))}T${twoDigits(hour - Math.floor(hour / 24) * 24)}:`;
  }
  const inHour = bounded - hour * HOUR_S;
  return `${lastHourText}${twoDigits(Math.floor(inHour / 60))}:${twoDigits(inHour % 60)}`;
}

/**
 * "2026-01-31", of days since 1970 in the Gregorian calendar, counted in years that begin in March, so that the leap day is
 * the last of its year. `Date` would have V8 load its time zones for it.
 */
function dayText(days: number): string {
  const sinceMarch = days + DAYS_BEFORE_1970;
  const era = Math.floor(sinceMarch / DAYS_IN_400_YEARS);
  const inEra = sinceMarch - era * DAYS_IN_400_YEARS;
  const yearInEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * yearInEra + Math.floor(yearInEra / 4) - Math.floor(yearInEra / 100));
  const monthFromMarch = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = era * 400 + yearInEra + (month <= 2 ? 1 : 0);
  return `${yearText(year)}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** ISO 8601 has four digits, and as `Date` writes them a sign and six where they do not suffice. */
function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return year.toString().padStart(4, '0');
  return `${year < 0 ? '-' : '+'}${Math.abs(year).toString().padStart(6, '0')}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
