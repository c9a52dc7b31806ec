import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { ieee80211, llcSnap, ppp, radiotap, sll, sll2 } from '../../test/build/encapsulation.ts';
import { ethernet } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const ARPHRD_PPP = 512;
const ARPHRD_IPGRE = 778;
const ARPHRD_RADIOTAP = 803;
const ARPHRD_NETLINK = 824;

describeVersion('SLL', 113, sll);
describeVersion('SLL2', 276, sll2);

function describeVersion(name: string, linkType: number, wrap: typeof sll): void {
  test(`${name} leads to the packet and keeps the sender's address`, () => {
    const { segments, decoder } = decodeFrame(wrap(packet4), linkType);
    expect(segments).toEqual([expected4]);
    expect(decoder.etherSourceLow).toBe(1);
    expect(decodeFrame(wrap(packet6), linkType).segments).toEqual([expected6]);
  });

  test(`${name} can carry Ethernet, LLC and PPP`, () => {
    expect(decodeFrame(wrap(ethernet(packet6), { protocol: 3 }), linkType).segments).toEqual([expected6]);
    expect(decodeFrame(wrap(llcSnap(packet4), { protocol: 4 }), linkType).segments).toEqual([expected4]);
    const session = ppp(packet4, { addressControl: false });
    expect(decodeFrame(wrap(session, { protocol: 7 }), linkType).segments).toEqual([expected4]);
  });

  test(`${name} of a GRE, PPP, radiotap or netlink interface is read by its hardware type`, () => {
    const of = (hardwareType: number, packet: Uint8Array) =>
      decodeFrame(wrap(packet, { hardwareType, protocol: 0x0800 }), linkType);
    expect(of(ARPHRD_PPP, packet4).segments).toEqual([expected4]);
    expect(of(ARPHRD_IPGRE, packet4).segments).toEqual([expected4]);
    expect(of(ARPHRD_RADIOTAP, radiotap(ieee80211(llcSnap(packet4)))).segments).toEqual([expected4]);
    expect(of(ARPHRD_NETLINK, packet4).status).toBe(DecodeStatus.NotTcp);
  });
}
