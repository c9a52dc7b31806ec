// Runs one hot function over the same frames again and again: median nanoseconds per frame, and how often the young
// generation had to be collected, which is never for code that allocates nothing.
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { median } from '../measure.mjs';

const warmUpRounds = 3;
const rounds = 11;

/** `run(slice)` does one round over all frames of the slice and returns its nanoseconds. */
export async function inRounds(run, slice) {
  for (let i = 0; i < warmUpRounds; i++) run(slice);
  const collections = new MinorCollections();
  await collections.start();
  const nsPerFrame = [];
  for (let i = 0; i < rounds; i++) nsPerFrame.push(run(slice) / slice.frames);
  const minorGcs = await collections.stop();
  return { nsPerFrame: median(nsPerFrame), minorGcsPerMillion: minorGcs / ((rounds * slice.frames) / 1e6) };
}

class MinorCollections {
  #count = 0;
  #observer = new PerformanceObserver((list) => this.#add(list.getEntries()));

  #add(entries) {
    this.#count += entries.filter(({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MINOR).length;
  }

  /** Entries come by way of the event loop: those of the warm-up are let in, and forgotten. */
  async start() {
    this.#observer.observe({ entryTypes: ['gc'] });
    await setTimeout(20);
    this.#count = 0;
  }

  async stop() {
    await setTimeout(20);
    this.#add(this.#observer.takeRecords());
    this.#observer.disconnect();
    return this.#count;
  }
}
