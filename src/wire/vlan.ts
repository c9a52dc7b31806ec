/**
 * Tags between the Ethernet addresses and the EtherType proper. 802.1Q and 802.1ad tags nest to any depth; other tags
 * are stepped over, since all of them end with the next EtherType.
 *
 *   0 priority, drop eligible, VLAN identifier | 2 EtherType or length
 */
import { lengthOrTypeStep } from './ethertypes.ts';
import type { FrameWalk, Step } from './frame-walk.ts';

const VLAN_BYTES = 4;
/** VN-Tag and R-TAG: four bytes and an EtherType. */
const SHORT_TAG_BYTES = 6;
/** E-Tag and Cisco MetaData: six bytes and an EtherType. */
const LONG_TAG_BYTES = 8;

export function readVlan(walk: FrameWalk): Step {
  if (!walk.has(VLAN_BYTES)) return walk.short('VLAN', VLAN_BYTES);
  const { view, offset } = walk;
  walk.vlanId = view.getUint16(offset) & 0x0fff;
  walk.offset = offset + VLAN_BYTES;
  return lengthOrTypeStep(walk, view.getUint16(offset + 2));
}

export function readShortTag(walk: FrameWalk): Step {
  return readTag(walk, SHORT_TAG_BYTES);
}

export function readLongTag(walk: FrameWalk): Step {
  return readTag(walk, LONG_TAG_BYTES);
}

function readTag(walk: FrameWalk, bytes: number): Step {
  if (!walk.has(bytes)) return walk.short('Ethernet tag', bytes);
  walk.offset += bytes;
  return lengthOrTypeStep(walk, walk.view.getUint16(walk.offset - 2));
}
