// The decoder alone: from a frame to its TCP segment.
import { FrameDecoder } from '../../dist/wire/frame-decoder.js';

export const name = 'decoder.decode()';

const linkTypeEthernet = 1;

export function run(slice) {
  const decoder = new FrameDecoder();
  return slice.replay((_bytes, view, { frames, firstFrame, offsets, lengths }) => {
    for (let i = 0; i < frames; i++) {
      decoder.decode(view, offsets[i], lengths[i], lengths[i], linkTypeEthernet, firstFrame + i);
    }
  });
}
