/** Seeded random numbers (mulberry32): the same scenario name and seed make the same plan. */

export function createRandom(text) {
  let state = 2166136261;
  for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 16777619);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low, high) => low + next() * (high - low);
  const integer = (low, high) => Math.floor(between(low, high + 1));
  const pick = (list) => list[integer(0, list.length - 1)];
  return { next, between, integer, pick };
}
