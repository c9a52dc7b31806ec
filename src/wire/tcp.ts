/**
 * Where a walk finds its TCP header (RFC 9293 section 3.1). Sixteen of its bytes must be there, up to the window: from
 * then on Wireshark gives the frame a stream, and so it is a segment here, even if checksum and urgent pointer are cut.
 */
import { DecodeStatus } from './decode-status.ts';
import type { FrameWalk, Step } from './frame-walk.ts';
import { TCP_BYTES } from './tcp-header.ts';

const BYTES_UP_TO_WINDOW = 16;

export function readTcp(walk: FrameWalk): Step {
  if (!walk.has(BYTES_UP_TO_WINDOW)) return walk.short('TCP', BYTES_UP_TO_WINDOW);
  walk.tcpOffset = walk.offset;
  const headerBytes = (walk.view.getUint8(walk.offset + 12) >> 4) * 4;
  if (headerBytes >= TCP_BYTES) return DecodeStatus.Tcp;
  walk.malformedSegment = true;
  return walk.malformed('TCP data offset', TCP_BYTES, headerBytes);
}
