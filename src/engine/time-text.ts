/** Capture times as ISO 8601 UTC with nanoseconds, from the epoch of the first frame and nanoseconds since. */

const NS_PER_S = 1_000_000_000;

let lastSeconds = Number.NaN;
let lastText = '';

export function isoTime(epochNs: bigint, sinceNs: number): string {
  const epochSeconds = Number(epochNs / BigInt(NS_PER_S));
  const ns = Number(epochNs % BigInt(NS_PER_S)) + Math.round(sinceNs);
  const over = Math.floor(ns / NS_PER_S);
  const fraction = ns - over * NS_PER_S;
  return `${dateText(epochSeconds + over)}.${fraction.toString().padStart(9, '0')}Z`;
}

/** The last second is remembered: reports come in order of time. Years that Date cannot hold (damaged headers) are clamped. */
function dateText(seconds: number): string {
  if (seconds !== lastSeconds) {
    lastSeconds = seconds;
    const bounded = Math.max(-8.64e12, Math.min(8.64e12, seconds));
    lastText = new Date(bounded * 1000).toISOString().replace(/\.\d+Z$/, '');
  }
  return lastText;
}
