/** What was built is what is decoded, whatever is around it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressText, decodeFrame } from '../build/decoded.ts';
import { addressBytes, ethernet, fragments, type TcpOptions, tcpPacket } from '../build/frames.ts';
import { expected4, expected6, packet4, packet6 } from '../build/samples.ts';
import { links, segmentOptions, tunnels, wrapping } from './arbitraries.ts';

function textOf(address: string): string {
  const bytes = addressBytes(address);
  return addressText(new DataView(bytes.buffer), 0, bytes.length === 4 ? 4 : 6);
}

function expected(options: TcpOptions): unknown {
  const { sport, dport, seq, ack, flags, window, ttl } = options;
  const payloadLength = options.payload?.length ?? 0;
  const ends = { src: textOf(options.src), dst: textOf(options.dst) };
  return {
    ...ends,
    sport,
    dport,
    seq,
    ack,
    flags,
    window,
    ttl,
    payloadLength,
    capturedPayloadLength: payloadLength,
  };
}

test('any segment in any nesting of tunnels and link layers comes back as it was', () => {
  fc.assert(
    fc.property(segmentOptions, wrapping, (options, wrap) => {
      const { bytes, linkType } = wrap(tcpPacket(options));
      expect(decodeFrame(bytes, linkType).segments).toEqual([expected(options)]);
    }),
    { numRuns: 3000 },
  );
});

test('any segment in fragments of any size comes back with the last of them', () => {
  const size = fc.integer({ min: 1, max: 8 }).map((units) => units * 8);
  fc.assert(
    fc.property(segmentOptions, size, (options, bytes) => {
      let { decoder, segments } = decodeFrame(new Uint8Array(0));
      for (const piece of fragments(tcpPacket(options), bytes)) {
        ({ segments } = decodeFrame(ethernet(piece), 1, { decoder }));
      }
      expect(segments).toEqual([expected(options)]);
    }),
  );
});

describe('every tunnel over every link layer', () => {
  test.each(Object.entries(links))('%s', (_name, { linkType, wrap }) => {
    for (const tunnel of Object.values(tunnels)) {
      expect(decodeFrame(wrap(tunnel(packet4)), linkType).segments).toEqual([expected4]);
      expect(decodeFrame(wrap(tunnel(packet6)), linkType).segments).toEqual([expected6]);
    }
  });
});
