/** Capture times as ISO 8601 UTC with nanoseconds, from the epoch of the first frame and nanoseconds since. */
export function isoTime(epochNs: bigint, sinceNs: number): string {
  const whole = epochNs + BigInt(Math.round(sinceNs));
  const seconds = whole / 1_000_000_000n;
  const fraction = whole % 1_000_000_000n;
  const positive = fraction < 0n ? fraction + 1_000_000_000n : fraction;
  const floor = fraction < 0n ? seconds - 1n : seconds;
  const text = dateText(Number(floor));
  return `${text}.${positive.toString().padStart(9, '0')}Z`;
}

/** Years beyond what Date can hold come from damaged headers: they are clamped. */
function dateText(seconds: number): string {
  const bounded = Math.max(-8.64e12, Math.min(8.64e12, seconds));
  return new Date(bounded * 1000).toISOString().replace(/\.\d+Z$/, '');
}
