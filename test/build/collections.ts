/** Counts garbage collections: how the promise that hot paths make no objects is tested. */
import { PerformanceObserver } from 'node:perf_hooks';

/** The test runner, and a compiler that lags behind on a busy machine, make objects too: rounds until one is without. */
const MOST_ROUNDS = 8;

/** Collections in the best of some rounds of the same work. */
export async function fewestCollections(work: () => void): Promise<number> {
  let fewest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MOST_ROUNDS && fewest > 0; round++) {
    fewest = Math.min(fewest, await collectionsDuring(work));
  }
  return fewest;
}

async function collectionsDuring(work: () => void): Promise<number> {
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length;
  });
  await new Promise((resolve) => setImmediate(resolve));
  observer.observe({ entryTypes: ['gc'] });
  work();
  await new Promise((resolve) => setTimeout(resolve, 20));
  observer.disconnect();
  return collections;
}
