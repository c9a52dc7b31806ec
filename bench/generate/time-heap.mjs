// A binary min-heap of items by time, in two flat arrays. Equal times come out in order of `item.index`, because
// the order of frames in the capture must not depend on the shape of the heap.

export class TimeHeap {
  #times = [];
  #items = [];

  get size() {
    return this.#items.length;
  }

  get firstTime() {
    return this.#times[0];
  }

  get first() {
    return this.#items[0];
  }

  push(time, item) {
    let hole = this.#items.length;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.#isBefore(time, item, parent)) break;
      this.#move(parent, hole);
      hole = parent;
    }
    this.#put(hole, time, item);
  }

  removeFirst() {
    const time = this.#times.pop();
    const item = this.#items.pop();
    if (this.size > 0) this.#sink(time, item);
  }

  /** As `removeFirst` and `push` of the same item, in one pass. */
  delayFirst(time) {
    this.#sink(time, this.#items[0]);
  }

  #sink(time, item) {
    const size = this.size;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && this.#isBefore(this.#times[right], this.#items[right], child)) child = right;
      if (this.#isBefore(time, item, child)) break;
      this.#move(child, hole);
      hole = child;
    }
    this.#put(hole, time, item);
  }

  #isBefore(time, item, slot) {
    const other = this.#times[slot];
    return time < other || (time === other && item.index < this.#items[slot].index);
  }

  #move(from, to) {
    this.#times[to] = this.#times[from];
    this.#items[to] = this.#items[from];
  }

  #put(slot, time, item) {
    this.#times[slot] = time;
    this.#items[slot] = item;
  }
}
