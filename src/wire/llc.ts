/**
 * Logical link control (IEEE 802.2) with SNAP (RFC 1042): only unnumbered information can carry IP here.
 *
 *   0 DSAP | 1 SSAP | 2 control | 3 organization code | 6 protocol
 */
import { DecodeStatus } from './decode-status.ts';
import { etherTypeStep } from './ethertypes.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const LLC_BYTES = 3;
const SNAP_BYTES = 8;
const SAP_IP = 0x06;
const SAP_SNAP = 0xaa;
const UNNUMBERED_INFORMATION = 0x03;
/** Organization codes whose protocol field is an EtherType: RFC 1042, and 802.1H for bridges. */
const OUI_ETHERTYPE = 0x000000;
const OUI_8021H = 0x0000f8;

export function readLlc(walk: FrameWalk): Step {
  if (!walk.has(LLC_BYTES)) return walk.short('LLC', LLC_BYTES);
  const { view, offset } = walk;
  if (view.getUint8(offset + 2) !== UNNUMBERED_INFORMATION) return DecodeStatus.NotTcp;
  const sap = view.getUint8(offset);
  if (sap !== view.getUint8(offset + 1)) return DecodeStatus.NotTcp;
  if (sap === SAP_IP) {
    walk.offset = offset + LLC_BYTES;
    return Header.Ipv4;
  }
  return sap === SAP_SNAP ? readSnap(walk) : DecodeStatus.NotTcp;
}

function readSnap(walk: FrameWalk): Step {
  if (!walk.has(SNAP_BYTES)) return walk.short('LLC SNAP', SNAP_BYTES);
  const { view, offset } = walk;
  const organization = view.getUint32(offset + 2) & 0xffffff;
  if (organization !== OUI_ETHERTYPE && organization !== OUI_8021H) return DecodeStatus.NotTcp;
  walk.offset = offset + SNAP_BYTES;
  return etherTypeStep(walk, view.getUint16(offset + 6));
}
