/** What must not change a verdict. Every case of test/cases is an example; fast-check varies the world around it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnalyzer } from '../../src/engine/index.ts';
import { writePcap } from '../build/capture-files.ts';
import { ethernet, Flag, tcpFrame, udpPacket } from '../build/frames.ts';
import { captureOf, framesOf, usualWorld } from '../cases/capture.ts';
import { readCases } from '../cases/case-file.ts';
import { parseScript, type Script } from '../cases/script.ts';
import { analysePieces, documentOf, exampleCaptures, verdictsOf, withoutTimes } from './documents.ts';

const scripts = readCases().map(({ name, segments }) => ({ name, script: parseScript(segments) }));
const byName = new Map(scripts.map(({ name, script }) => [name, script]));
/** By name, so that a counterexample can be read. */
const anyScript = fc.constantFrom(...byName.keys());
const scriptOf = (name: string): Script => byName.get(name) as Script;
/** Within 10 s a machine that does other things too gets through enough of them. */
const limits = { interruptAfterTimeLimit: 8000, numRuns: 300 };

test('the bytes of a capture may come in any pieces', () => {
  const captures = [...exampleCaptures(), ...scripts.map(({ script }) => captureOf(script))];
  const whole = new Map(captures.map((capture) => [capture, analysePieces(capture, [])]));
  const lengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 100_000 })), {
    minLength: 1,
    maxLength: 50,
  });
  fc.assert(
    fc.property(fc.constantFrom(...captures), lengths, (capture, pieces) => {
      const last = Math.max(pieces.at(-1) ?? 1, Math.ceil(capture.length / 3000));
      expect(analysePieces(capture, [...pieces, last])).toEqual(whole.get(capture));
    }),
    limits,
  );
}, 20_000);

test('the seed of the flow table changes nothing', () => {
  for (const capture of exampleCaptures()) {
    const [usual, seeded] = [0, 0x1234_5678].map((hashSeed) => {
      const analyzer = createAnalyzer({ hashSeed });
      analyzer.push(capture);
      return analyzer.finish().document({ all: true });
    });
    expect(seeded).toEqual(usual);
  }
});

test('initial sequence numbers change nothing, also where they wrap around', () => {
  const nearWrap = fc.integer({ min: -3000, max: 0 }).map((distance) => distance >>> 0);
  const isn = fc.oneof(nearWrap, fc.nat(0xffffffff), fc.constant(0x7fffff00));
  fc.assert(
    fc.property(anyScript, isn, isn, (name, clientIsn, serverIsn) => {
      const script = scriptOf(name);
      const usual = documentOf(script, usualWorld);
      expect(documentOf(script, { ...usualWorld, clientIsn, serverIsn })).toEqual(usual);
    }),
    limits,
  );
}, 20_000);

test('another clock changes times and nothing else', () => {
  const start = fc.bigInt({ min: 0n, max: 4_000_000_000n }).map((seconds) => seconds * 1_000_000_000n);
  fc.assert(
    fc.property(anyScript, start, (name, startNs) => {
      const script = scriptOf(name);
      const moved = documentOf(script, { ...usualWorld, startNs });
      expect(withoutTimes(moved)).toEqual(withoutTimes(documentOf(script, usualWorld)));
    }),
    limits,
  );
}, 20_000);

describe('the verdicts over IPv6 are those over IPv4', () => {
  test.each(scripts)('$name', ({ script }) => {
    const over6 = documentOf(script, { ...usualWorld, version: 6 });
    expect(verdictsOf(over6)).toEqual(verdictsOf(documentOf(script, usualWorld)));
  });
});

test('frames that are not about a connection change nothing about it', () => {
  const ends = { src: '198.51.100.7', dst: '203.0.113.9' };
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .uint8Array({ maxLength: 60 })
      .map((payload) => ethernet(udpPacket({ ...ends, sport: 5353, dport: 53 }, payload))),
    fc
      .uint8Array({ maxLength: 60 })
      .map((payload) => tcpFrame({ ...ends, sport: 999, dport: 9, seq: 5, flags: Flag.ACK, payload })),
  );
  const places = fc.array(fc.tuple(fc.nat(200), noise), { maxLength: 20 });
  fc.assert(
    fc.property(anyScript, places, (name, inserted) => {
      const script = scriptOf(name);
      const frames = framesOf(script).map(({ frame }) => frame);
      for (const [at, bytes] of inserted) {
        const place = at % frames.length; // after a frame, with its time
        frames.splice(place + 1, 0, { bytes, timeNs: (frames[place] as (typeof frames)[0]).timeNs });
      }
      const among = analysePieces(writePcap(frames), []);
      const isOwn = ({ server }: { server: { address: string } }): boolean =>
        !server.address.startsWith('203.') && !server.address.startsWith('198.');
      const own = {
        ...among,
        connections: among.connections.filter(isOwn),
        incidents: among.incidents.filter(isOwn),
      };
      expect(verdictsOf(own)).toEqual(verdictsOf(documentOf(script, usualWorld)));
    }),
    limits,
  );
}, 20_000);
