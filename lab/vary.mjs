/**
 * Other timings for other seeds: seed 1 runs what the variants say, every other seed shifts their timers and counts by
 * some whole steps, so that a set of runs exists whose numbers nobody has seen.
 */
import { createRandom } from './random.mjs';

const LEAST = 2;
let seed = '1';

/** Before the scenarios are loaded. */
export function setSeed(value) {
  seed = value;
}

export function isPlain() {
  return seed === '1';
}

/**
 * The variant with each of `steps`' settings ({waitS: [0, 1, 2]}) shifted by one of its steps, and with it the options
 * that were the same number (or "10s" in a text).
 */
export function vary(variant, steps) {
  if (isPlain()) return variant;
  const random = createRandom(`${variant.name} timings ${seed}`);
  let varied = variant;
  for (const [key, choices] of Object.entries(steps)) {
    const from = variant[key];
    const to = Math.max(LEAST, from + random.pick(choices));
    if (typeof from === 'number')
      varied = { ...varied, [key]: to, options: shifted(varied.options, from, to) };
  }
  return varied;
}

function shifted(options, from, to) {
  if (options === undefined) return undefined;
  const shift = (value) => {
    if (value === from) return to;
    return typeof value === 'string' ? value.replaceAll(` ${from}s`, ` ${to}s`) : value;
  };
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [key, shift(value)]));
}
