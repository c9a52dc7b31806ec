/** Wireshark's flags one by one; the rules in their plain form beside the ones that are tuned. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newConnection } from '../../test/build/connection.ts';
import { Analysis } from './analysis-flags.ts';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import { RECORD_UNITS } from './record-map.ts';
import type { Side } from './side.ts';
import { ACK, FIN, RST, SYN } from './tcp-flags.ts';

/** A segment: sender, seq, ack, length, flags, window, milliseconds. */
type Segment = [
  from: 0 | 1,
  seq: number,
  ack: number,
  length: number,
  flags?: number,
  window?: number,
  ms?: number,
];

const RTT_NS = 5e6;

/** The core's analysis of a segment (core/analysis.ts). */
function analyse(
  connection: Connection,
  from: 0 | 1,
  seq: number,
  ack: number,
  payloadLength: number,
  flags: number,
  window: number,
  timeNs: number,
  firstRttNs: number,
): number {
  const core = connection.core as Core;
  Object.assign(core.segment, { from, seq, ack, payloadLength, flags, window, timeNs });
  return core.calls.analyse(connection.slot, firstRttNs);
}

function flagsOf(segments: readonly Segment[], firstRttNs = 0): string[] {
  const connection = newConnection();
  const names = Object.entries(Analysis);
  return segments.map(([from, seq, ack, length, flags = ACK, window = 500, ms = 0]) => {
    const found = analyse(connection, from, seq | 0, ack | 0, length, flags, window, ms * 1e6, firstRttNs);
    return names.flatMap(([name, bit]) => (found & bit ? [name] : [])).join(' ');
  });
}

const handshake: Segment[] = [
  [0, 0, 0, 0, SYN],
  [1, 0, 1, 0, SYN | ACK],
  [0, 1, 1, 0],
];

/** The last segment's flags, after a handshake and the segments before it. */
const lastOf = (...segments: Segment[]): string => flagsOf([...handshake, ...segments], RTT_NS).at(-1) ?? '';

describe("a segment gets Wireshark's flag", () => {
  test.each<[string, string, Segment[]]>([
    ['in sequence: none', '', [[0, 1, 1, 100]]],
    [
      'an ACK that advances: none',
      '',
      [
        [0, 1, 1, 100],
        [1, 1, 101, 0],
      ],
    ],
    [
      'sent again',
      'retransmission',
      [
        [0, 1, 1, 100],
        [0, 1, 1, 100, ACK, 500, 300],
      ],
    ],
    [
      'sent again at once, being the last one',
      'retransmission',
      [
        [0, 1, 1, 100],
        [0, 1, 1, 100, ACK, 500, 1],
      ],
    ],
    [
      'sent again though acknowledged',
      'spuriousRetransmission',
      [
        [0, 1, 1, 100],
        [1, 1, 101, 0],
        [0, 1, 1, 100, ACK, 500, 300],
      ],
    ],
    [
      'after two duplicate ACKs',
      'fastRetransmission',
      [
        [0, 1, 1, 100],
        [0, 101, 1, 100],
        [0, 201, 1, 100],
        [1, 1, 1, 0],
        [1, 1, 1, 0],
        [1, 1, 1, 0],
        [0, 1, 1, 100, ACK, 500, 8],
      ],
    ],
    [
      'behind a later one, within a round trip',
      'outOfOrder',
      [
        [0, 101, 1, 100],
        [0, 1, 1, 100, ACK, 500, 2],
      ],
    ],
    [
      'behind a later one, too late for that',
      'retransmission',
      [
        [0, 101, 1, 100],
        [0, 1, 1, 100, ACK, 500, 9],
      ],
    ],
    [
      'behind a later one, by a clock that went back',
      'retransmission',
      [
        [0, 101, 1, 100, ACK, 500, 9],
        [0, 1, 1, 100, ACK, 500, 2],
      ],
    ],
    ['with a gap before it', 'lostSegment', [[0, 101, 1, 100]]],
    ['a RST with a gap before it: none', '', [[0, 101, 1, 0, RST | ACK]]],
    [
      'acknowledges what was not seen',
      'ackedLostSegment',
      [
        [0, 1, 1, 100],
        [1, 1, 301, 0],
      ],
    ],
    [
      'the same ACK again',
      'duplicateAck',
      [
        [0, 1, 1, 100],
        [1, 1, 1, 0],
        [1, 1, 1, 0],
      ],
    ],
    [
      'the same ACK with another window: none',
      '',
      [
        [0, 1, 1, 100],
        [1, 1, 1, 0],
        [1, 1, 1, 0, ACK, 600],
      ],
    ],
    [
      'closes its window',
      'zeroWindow',
      [
        [0, 1, 1, 100],
        [1, 1, 101, 0, ACK, 0],
      ],
    ],
    ['a RST with window 0: none', '', [[1, 1, 1, 0, RST | ACK, 0]]],
    [
      'one byte into a closed window',
      'zeroWindowProbe',
      [
        [0, 1, 1, 100],
        [1, 1, 101, 0, ACK, 0],
        [0, 101, 1, 1],
      ],
    ],
    [
      'answers that probe',
      'zeroWindow zeroWindowProbeAck',
      [
        [0, 1, 1, 100],
        [1, 1, 101, 0, ACK, 0],
        [0, 101, 1, 1],
        [1, 1, 101, 0, ACK, 0],
      ],
    ],
    [
      'one before the next, empty',
      'keepAlive',
      [
        [0, 1, 1, 100],
        [1, 1, 101, 0],
        [0, 100, 1, 0],
      ],
    ],
    [
      'one before the next, one byte',
      'keepAlive',
      [
        [0, 1, 1, 100],
        [1, 1, 101, 0],
        [0, 100, 1, 1],
      ],
    ],
    [
      'answers a keep-alive',
      'keepAliveAck',
      [
        [0, 1, 1, 100],
        [1, 1, 101, 0],
        [0, 100, 1, 0],
        [1, 1, 101, 0],
      ],
    ],
    [
      'one before the next, with more behind it: none',
      '',
      [
        [0, 1, 1, 100],
        [0, 100, 1, 50],
      ],
    ],
    [
      'a FIN again',
      'retransmission',
      [
        [0, 1, 1, 0, FIN | ACK],
        [0, 1, 1, 0, FIN | ACK, 500, 1],
      ],
    ],
    ['a SYN again', 'retransmission', [[0, 0, 0, 0, SYN, 500, 1000]]],
    [
      'the ACK of a FIN: none',
      '',
      [
        [0, 1, 1, 0, FIN | ACK],
        [1, 1, 2, 0],
      ],
    ],
  ])('%s', (_, flag, segments) => {
    expect(lastOf(...segments)).toBe(flag);
  });

  test('without a handshake 3 ms are the limit between disorder and retransmission', () => {
    const late = (ms: number): string | undefined =>
      flagsOf([
        [0, 101, 1, 100],
        [0, 1, 1, 100, ACK, 500, ms],
      ]).at(-1);
    expect([late(2), late(4)]).toEqual(['outOfOrder', 'retransmission']);
  });

  test('sequence numbers may wrap around', () => {
    const near: Segment[] = [
      [0, 0xffffffc0, 5000, 32],
      [0, 0xffffffe0, 5000, 64],
      [1, 5000, 0x20, 0],
      [0, 0x20, 5000, 10],
      [0, 0xffffffe0, 5000, 64, ACK, 500, 300],
    ];
    expect(flagsOf(near)).toEqual(['', '', '', '', 'spuriousRetransmission']);
  });
});

test('the short way for uneventful segments finds what the long way finds', () => {
  const number = fc.integer({ min: 0, max: 12 }).map((step) => step * 10);
  const segment = fc.tuple(
    fc.constantFrom<(0 | 1)[]>(0, 1),
    number,
    number,
    fc.constantFrom(0, 0, 1, 10, 10, 20),
    fc.constantFrom(ACK, ACK, ACK, ACK, ACK | FIN, SYN, SYN | ACK, RST),
    fc.constantFrom(500, 500, 500, 0, 7),
    fc.nat(30),
  );
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 40 }), (segments) => {
      const usual = newConnection();
      const long = newConnection();
      for (const [from, seq, ack, length, flags, window, ms] of segments) {
        const rest = [seq, ack, length, flags, window, ms * 1e6, RTT_NS] as const;
        const found = analyse(usual, from, ...rest);
        expect(found).toBe(analyseByReference(long, from, ...rest));
      }
      expect(recordOf(usual)).toEqual(recordOf(long));
    }),
    { numRuns: 500 },
  );
});

function recordOf({ f64, fat }: Connection): Float64Array {
  return f64.slice(fat, fat + RECORD_UNITS);
}

/** Segments with SYN, FIN or RST, and a side's first, never take the short way. */
function analyseByReference(
  connection: Connection,
  from: 0 | 1,
  ...rest: [
    seq: number,
    ack: number,
    length: number,
    flags: number,
    window: number,
    timeNs: number,
    rttNs: number,
  ]
): number {
  const [seq, ack, length, flags, window, timeNs, rttNs] = rest;
  const fwd = connection.sides[from];
  if (!fwd.nextSeqKnown || flags !== ACK) return analyse(connection, from, ...rest);
  const rev = connection.sides[from === 0 ? 1 : 0];
  return analyseReference(fwd, rev, seq, ack, length, window, timeNs, rttNs);
}

/** Pure ACK and data segments by the rules one after the other, written apart from the source. */
function analyseReference(
  fwd: Side,
  rev: Side,
  seq: number,
  ack: number,
  length: number,
  window: number,
  timeNs: number,
  rttNs: number,
): number {
  const next = fwd.nextSeq;
  const probe = length === 1 && seq === next && rev.window === 0;
  let found = probe ? Analysis.zeroWindowProbe : 0;
  if (!probe) {
    if (window === 0) found |= Analysis.zeroWindow;
    if (seq > next) found |= Analysis.lostSegment;
    if (length <= 1 && seq === next - 1) found |= Analysis.keepAlive;
    const repeats =
      length === 0 && seq === next && fwd.lastAckKnown && window === fwd.window && ack === fwd.lastAck;
    if (repeats && window !== 0 && rev.lastWasKeepAlive) found |= Analysis.keepAliveAck;
    else if (repeats && window === 0 && rev.lastWasZeroWindowProbe) found |= Analysis.zeroWindowProbeAck;
    else if (repeats && window !== 0) {
      found |= Analysis.duplicateAck;
      fwd.duplicateAckRun++;
    }
  }
  if (!fwd.lastAckKnown || ack !== fwd.lastAck) fwd.duplicateAckRun = 0;
  if (!rev.baseSeqKnown) {
    rev.baseSeqKnown = true;
    rev.baseSeq = ack - 1;
  }
  if (rev.maxSeqToBeAckedKnown && ack > rev.maxSeqToBeAcked) {
    found |= Analysis.ackedLostSegment;
    rev.maxSeqToBeAcked = rev.nextSeq;
  }
  const end = seq + length;
  if (length > 0 && (found & Analysis.keepAlive) === 0) {
    const old = seq < next && !(length > 1 && seq === next - 1);
    const soon = (sinceNs: number, limitNs: number): boolean =>
      timeNs >= sinceNs && timeNs - sinceNs < limitNs;
    if (rev.lastAckKnown && rev.lastAck !== 0 && end <= rev.lastAck) found |= Analysis.spuriousRetransmission;
    else if (old && rev.duplicateAckRun >= 2 && rev.lastAck === seq && soon(rev.lastAckTimeNs, 20e6))
      found |= Analysis.fastRetransmission;
    else if (old && next !== end && soon(fwd.nextSeqTimeNs, rttNs)) found |= Analysis.outOfOrder;
    else if (old) found |= Analysis.retransmission;
  }
  if (!probe && end > next) {
    fwd.nextSeq = end;
    fwd.nextSeqTimeNs = timeNs;
  }
  if (!probe && (!fwd.maxSeqToBeAckedKnown || seq === fwd.maxSeqToBeAcked)) {
    fwd.maxSeqToBeAckedKnown = true;
    fwd.maxSeqToBeAcked = fwd.nextSeq;
  }
  Object.assign(fwd, { window, lastAckKnown: true, lastAck: ack, lastAckTimeNs: timeNs });
  Object.assign(fwd, { lastWasKeepAlive: (found & Analysis.keepAlive) !== 0, lastWasZeroWindowProbe: probe });
  return found;
}
