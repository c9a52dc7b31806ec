import { describe, expect, test } from 'vitest';
import type { TracedFrame } from '../../engine/index.ts';
import { type Row, rowsOf, withoutPlainAcks } from './rows.ts';

let number = 0;

function frame(atS: number, from: 'client' | 'server', fields: Partial<TracedFrame> = {}): TracedFrame {
  number++;
  return { frame: number, atS, from, flags: 16, seq: 1, ack: 1, length: 0, window: 500, ...fields };
}

function data(atS: number, from: 'client' | 'server', fields: Partial<TracedFrame> = {}): TracedFrame {
  return frame(atS, from, { flags: 24, length: 1000, ...fields });
}

function textOf(row: Row): string {
  if (row.kind === 'silence') return `silence ${row.seconds.toFixed(1)}`;
  return row.kind === 'fold' ? `[${row.text}]` : String(row.frame.frame);
}

function shown(
  frames: readonly TracedFrame[],
  cited: readonly number[] = [],
  open: readonly string[] = [],
): string[] {
  return rowsOf(frames, new Set(cited), new Set(open)).map(textOf);
}

function times(count: number, make: (index: number) => TracedFrame): TracedFrame[] {
  number = 0;
  return Array.from({ length: count }, (_, index) => make(index));
}

describe('rows', () => {
  test('a response of many segments is one row, with the ACKs in between', () => {
    const frames = [
      ...times(1, () => data(0, 'server', { contents: ['HTTP 200'] })),
      ...Array.from({ length: 8 }, (_, i) => data(0.01 * i, 'server')),
      frame(0.08, 'client'),
      data(0.09, 'server'),
    ];
    expect(shown(frames)).toEqual(['1', '[9 segments, 9.0 kB in 90 ms]']);
  });

  test('TLS records of one transfer are folded behind the first', () => {
    const frames = times(6, (i) => data(0.001 * i, 'server', { contents: ['Application Data'] }));
    expect(shown(frames)).toEqual(['1', '[5 segments, 5.0 kB in 4 ms]']);
  });

  test('a cited frame is never folded', () => {
    const frames = times(9, (i) => data(0.001 * i, 'server'));
    expect(shown(frames, [5])).toEqual(['[4 segments, 4.0 kB in 3 ms]', '5', '[4 segments, 4.0 kB in 3 ms]']);
  });

  test('silence is a row, and measured from the end of what was folded', () => {
    const frames = times(5, (i) => data(i < 4 ? 0.3 * i : 10.9, 'server'));
    expect(shown(frames)).toEqual(['[4 segments, 4.0 kB in 900 ms]', 'silence 10.0', '5']);
  });

  test('many probes are one row that says whether anybody answered', () => {
    const probe = (i: number): TracedFrame => frame(75 * i, 'client', { marks: ['keep-alive'] });
    expect(shown(times(9, probe))).toEqual(['[9 keep-alive probes, none answered in 600 s]']);
    const answered = times(12, (i) =>
      frame(10 * i, i % 2 === 0 ? 'client' : 'server', {
        marks: [i % 2 === 0 ? 'keep-alive' : 'keep-alive ACK'],
      }),
    );
    expect(shown(answered)).toEqual(['[6 keep-alive probes, all answered in 110 s]']);
  });

  test('a few retransmissions keep their rhythm', () => {
    const frames = times(4, (i) => data(2 ** i, 'client', { marks: ['retransmission'] }));
    expect(shown(frames)).toEqual(['1', 'silence 1.0', '2', 'silence 2.0', '3', 'silence 4.0', '4']);
  });

  test('an opened row shows what it holds, below itself', () => {
    const frames = times(4, (i) => data(0.001 * i, 'server'));
    const [row] = rowsOf(frames, new Set(), new Set());
    expect(row?.kind).toBe('fold');
    const key = row?.kind === 'fold' ? row.key : '';
    expect(shown(frames, [], [key])).toEqual(['[4 segments, 4.0 kB in 3 ms]', '1', '2', '3', '4']);
  });

  test('of a long story both ends stay, and what is cited with its surroundings', () => {
    const frames = times(400, (i) =>
      data(0.01 * i, i % 2 === 0 ? 'client' : 'server', { contents: [i % 2 === 0 ? 'GET /' : 'HTTP 200'] }),
    );
    const rows = shown(frames, [200]);
    expect(rows.length).toBeLessThan(70);
    expect(rows).toEqual(expect.arrayContaining(['1', '196', '200', '204', '400']));
    expect(rows.filter((text) => text.includes('frames'))).toEqual([
      '[185 frames: 93.0 kB to the server, 92.0 kB back in 1.84 s]',
      '[162 frames: 81.0 kB to the server, 81.0 kB back in 1.61 s]',
    ]);
  });

  test('what the reader left out is said where it was', () => {
    const frames = times(2, (i) => data(i * 0.1, 'server'));
    (frames[1] as TracedFrame).skipped = { frames: 1204, clientBytes: 0, serverBytes: 1_500_000 };
    expect(shown(frames)).toEqual(['1', '[1,204 frames not shown: 0 B to the server, 1.5 MB back]', '2']);
  });
});

describe('plain ACKs are left out', () => {
  test('but for the handshake, the end of a silence, and what is marked or cited', () => {
    const frames = times(1, () => frame(0, 'client', { flags: 2 }));
    frames.push(
      frame(0.1, 'server', { flags: 18 }),
      frame(0.1, 'client'),
      frame(0.2, 'server'),
      frame(2, 'server'),
      frame(2, 'client', { window: 0 }),
      frame(2, 'client', { marks: ['duplicate ACK'] }),
      frame(2, 'server'),
    );
    expect(withoutPlainAcks(frames, new Set()).map((one) => one.frame)).toEqual([1, 2, 3, 5, 6, 7]);
    expect(withoutPlainAcks(frames, new Set([4, 8])).map((one) => one.frame)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
  });
});
