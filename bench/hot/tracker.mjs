// The tracker, fed by the decoder as in the engine: its own share is the difference to the decoder alone.
import { Moment } from '../../dist/flow/moment.js';
import { Tracker } from '../../dist/flow/tracker.js';
import { FrameDecoder } from '../../dist/wire/frame-decoder.js';

export const name = 'decode() and tracker.segment()';

const linkTypeEthernet = 1;

export function run(slice) {
  const decoder = new FrameDecoder();
  const now = new Moment();
  const tracker = new Tracker({ keepAll: false, hashSeed: 0 });
  return slice.replay((_bytes, view, { frames, firstFrame, offsets, lengths, timesNs }) => {
    for (let i = 0; i < frames; i++) {
      decoder.decode(view, offsets[i], lengths[i], lengths[i], linkTypeEthernet, firstFrame + i);
      now.move(firstFrame + i, timesNs[i]);
      tracker.core.makeRoom(view, lengths[i]);
      tracker.segment(decoder, now);
    }
  });
}
