/**
 * Numbers as a person reads them: durations, counts, plurals, sizes, clock times. The only place that formats them.
 */

/** Seconds in the unit that keeps three digits: "85 µs", "15.2 ms", "10.0 s", "350 s", "57 min 20 s", "3 h 5 min". */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'an unknown time';
  if (seconds < 0) return `-${duration(-seconds)}`;
  if (seconds === 0) return '0 s';
  if (seconds < 0.000_999_5) return `${Math.round(seconds * 1e6)} µs`;
  if (seconds < 0.9995) return `${threeDigits(seconds * 1e3)} ms`;
  if (seconds < 99.95) return `${threeDigits(seconds)} s`;
  if (seconds < 600.5) return `${Math.round(seconds)} s`;
  return longDuration(Math.round(seconds));
}

function longDuration(seconds: number): string {
  if (seconds < 7200) return twoUnits(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return twoUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return twoUnits(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** Whole numbers stay whole (a setting of 5 s is not "5.00 s"); measured ones get three digits. */
function threeDigits(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}

/** 5100 → "5,100". */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** "1 connection", "5,100 connections". */
export function count(value: number, noun: string, plural: string = `${noun}s`): string {
  return `${grouped(value)} ${value === 1 ? noun : plural}`;
}

/** "12 of 40 connections", "all 8 connections", "both connections", "the only connection". */
export function share(part: number, whole: number, noun: string): string {
  if (part < whole) return `${grouped(part)} of ${count(whole, noun)}`;
  if (whole === 1) return `the only ${noun}`;
  return whole === 2 ? `both ${noun}s` : `all ${count(whole, noun)}`;
}

/** Bytes with decimal prefixes, as disks and networks count them. */
export function bytes(value: number): string {
  if (value < 1000) return `${value} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let scaled = value / 1000;
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${scaled >= 99.95 ? Math.round(scaled) : scaled.toFixed(1)} ${units[unit]}`;
}

/** "2026-01-31T10:02:11.482000000Z" → "10:02:11.482", or with its date where the reader cannot know the day. */
export function clockTime(iso: string, withDate: boolean): string {
  const time = iso.slice(11, 23);
  return withDate ? `${iso.slice(0, 10)} ${time}` : time;
}

/** Seconds from one ISO time to another; nanoseconds beyond the millisecond do not matter to a report. */
export function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}
