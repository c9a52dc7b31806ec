/** A connection's frames, read a second time: numbered as the analysis numbers them, described as Wireshark does. */
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createAnalyzer } from '../../src/engine/index.ts';
import type { ConnectionTrace } from '../../src/engine/trace.ts';
import { createStreamWalk } from '../../src/evidence/stream-walk.ts';
import { TraceRecorder } from '../../src/evidence/trace-recorder.ts';
import { bytesOf, captureFiles } from './captures.ts';

const hasTshark = spawnSync('tshark', ['--version']).status === 0;
const files = captureFiles(12).map((file) => ({ name: basename(file), file }));

function tracesOf(capture: Uint8Array): ConnectionTrace[] {
  const analyzer = createAnalyzer();
  analyzer.push(capture);
  const recorder = new TraceRecorder([...analyzer.finish().connections()]);
  const walk = createStreamWalk([recorder]);
  for (let at = 0; at < capture.length; at += 10_007) walk.push(capture.subarray(at, at + 10_007));
  walk.finish();
  return recorder.traces();
}

describe.each(files)('$name', ({ file }) => {
  const capture = bytesOf(file);
  const traces = tracesOf(capture);

  test('has for each stream the frames that the analysis counted', () => {
    const analyzer = createAnalyzer();
    analyzer.push(capture);
    const lines = [...analyzer.finish().connections()].slice(0, traces.length);
    const counted = lines.map(({ stream, frames }) => ({ stream, ...frames }));
    const seen = traces.map(({ stream, frames }) => ({
      stream,
      client: frames.filter(({ from }) => from === 'client').length,
      server: frames.filter(({ from }) => from === 'server').length,
    }));
    expect(seen).toEqual(counted);
  });

  test('has the frames that verdicts cite, in the stream that they are about', () => {
    const analyzer = createAnalyzer();
    analyzer.push(capture);
    const byStream = new Map(traces.map((trace) => [trace.stream, trace]));
    for (const { stream, evidence } of analyzer.finish().document().connections) {
      const frames = byStream.get(stream)?.frames.map(({ frame }) => frame);
      if (frames !== undefined)
        expect(frames).toEqual(expect.arrayContaining(evidence.map(({ frame }) => frame)));
    }
  });

  test.runIf(hasTshark)('says of each frame what tshark says', () => {
    expect(traces.flatMap(linesOf).sort()).toEqual(linesByTshark(file, traces.length).sort());
  });
});

function linesOf({ stream, frames }: ConnectionTrace): string[] {
  return frames.map(({ frame, flags, seq, ack, length, window }) =>
    [frame, stream, flags, seq, ack ?? 0, length, window].join(' '),
  );
}

const fields = [
  'frame.number',
  'tcp.stream',
  'tcp.flags',
  'tcp.seq',
  'tcp.ack',
  'tcp.len',
  'tcp.window_size',
];

function linesByTshark(file: string, streams: number): string[] {
  const { stdout } = spawnSync(
    'tshark',
    [
      '-n',
      '-r',
      file,
      '-Y',
      `tcp.stream < ${streams}`,
      '-T',
      'fields',
      ...fields.flatMap((field) => ['-e', field]),
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [frame, stream, flags, ...rest] = line.split('\t');
      return [frame, stream, Number(flags) & 0xff, ...rest].join(' ');
    });
}
