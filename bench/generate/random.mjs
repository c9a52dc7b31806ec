// Seeded randomness: the same seed gives the same capture on every machine, so nothing here may come from Math.random.

/** splitmix32: spreads small seeds over all 32 bits. */
function splitmix32(state) {
  let z = (state + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}

/** The sfc32 generator with the few distributions that traffic needs. */
export class Random {
  #a;
  #b;
  #c;
  #counter = 1;

  /** `stream` gives each connection numbers of its own, so one more draw in one does not change the others. */
  constructor(seed, stream) {
    this.#a = splitmix32(seed);
    this.#b = splitmix32(stream ^ 0x5bd1e995);
    this.#c = splitmix32(this.#a ^ Math.imul(stream, 0x2545f491));
    for (let i = 0; i < 12; i++) this.bits32();
  }

  bits32() {
    const result = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** Uniform in [0, 1). */
  unit() {
    return this.bits32() / 0x1_0000_0000;
  }

  chance(probability) {
    return this.unit() < probability;
  }

  /** An integer in [low, high). */
  between(low, high) {
    return low + Math.floor(this.unit() * (high - low));
  }

  pick(values) {
    return values[this.between(0, values.length)];
  }

  /** An integer from a triangular distribution. */
  triangular(low, high, mode) {
    const u = this.unit();
    const cut = (mode - low) / (high - low);
    const x =
      u < cut
        ? low + Math.sqrt(u * (high - low) * (mode - low))
        : high - Math.sqrt((1 - u) * (high - low) * (high - mode));
    return Math.floor(x);
  }

  exponential(mean) {
    return -mean * Math.log(1 - this.unit());
  }

  /** Box and Muller; the second value is thrown away, for one call to be one result. */
  normal(mean, deviation) {
    const radius = Math.sqrt(-2 * Math.log(1 - this.unit()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.unit());
  }

  logNormal(mu, sigma) {
    return Math.exp(this.normal(mu, sigma));
  }

  bytes(length) {
    const bytes = Buffer.alloc(length);
    for (let i = 0; i < length; i++) bytes[i] = this.bits32() >>> 24;
    return bytes;
  }
}
