// The capture reader alone: from bytes to frames.
import { createCaptureReader } from '../../dist/capture/capture-reader.js';

export const name = 'reader.next()';

/** Nanoseconds for the whole slice; so in the other files here. */
export function run(slice) {
  const reader = createCaptureReader();
  return slice.replay((bytes) => {
    reader.push(bytes);
    while (reader.next());
  });
}
