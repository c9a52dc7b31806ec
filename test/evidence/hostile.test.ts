/** Packs and redacted reports of captures that nobody would make in good faith: damaged, cut, tunnelled, full of traps. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pseudonyms } from '../../src/evidence/pseudonyms.ts';
import { redacted } from '../../src/evidence/redact.ts';
import { createStreamWalk } from '../../src/evidence/stream-walk.ts';
import { TraceRecorder } from '../../src/evidence/trace-recorder.ts';
import { renderMarkdown } from '../../src/report/explain-markdown.ts';
import { text } from '../build/bytes.ts';
import { type BuiltFrame, writePcap } from '../build/capture-files.ts';
import { ethernet, Flag, type TcpOptions, tcpFrame, udpPacket } from '../build/frames.ts';
import { readCapture } from '../build/read-capture.ts';
import { opaqueRecord, RecordType } from '../build/tls.ts';
import { bytesOf, captureFiles, type Explained, explained, packOf, ways } from './captures.ts';

const files = captureFiles(30);
const originals = files.map(bytesOf);

/** Bytes overwritten here and there, and the end cut off. */
const damaged = fc
  .tuple(
    fc.constantFrom(...originals),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 60 }),
    fc.double({ min: 0.3, max: 1, noNaN: true }),
  )
  .map(([capture, places, length]) => {
    const copy = capture.slice(0, Math.floor(capture.length * length));
    for (const [place, value] of places) copy[24 + Math.floor(place * (copy.length - 25))] = value;
    return copy;
  });

test('whatever the bytes: traces, packs and redaction come to an end and throw nothing', () => {
  fc.assert(
    fc.property(damaged, fc.constantFrom(...ways), (capture, way) => {
      const whole = explained(capture);
      const recorder = new TraceRecorder([...whole.analysis.connections()]);
      const walk = createStreamWalk([recorder]);
      walk.push(capture);
      walk.finish();
      const shown = { document: whole.document, traces: recorder.traces() };
      redacted(shown, new Pseudonyms(new Uint8Array(32).fill(1)));
      const [incident] = whole.document.incidents;
      if (incident === undefined) return;
      const pack = packOf(whole, incident, way.options());
      expect(readCapture(pack.capture).summary.warnings).toEqual([]);
    }),
    { numRuns: 60, interruptAfterTimeLimit: 15_000 },
  );
}, 40_000);

const snapped =
  (length: number) =>
  (frame: BuiltFrame): BuiltFrame => ({
    ...frame,
    bytes: frame.bytes.slice(0, length),
    originalLength: frame.bytes.length,
  });

/** Requests, each answered but the last, which is reset; `host` names the server. */
function requests(host: string, change: (frame: BuiltFrame) => BuiltFrame = (frame) => frame): Explained {
  const client: TcpOptions = { src: '10.0.0.5', dst: '192.0.2.80', sport: 50_001, dport: 80 };
  const server: TcpOptions = { src: '192.0.2.80', dst: '10.0.0.5', sport: 80, dport: 50_001 };
  const ask = text(`GET /${'a'.repeat(400)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  const frames = [
    tcpFrame({ ...client, seq: 99, flags: Flag.SYN }),
    tcpFrame({ ...server, seq: 499, ack: 100, flags: Flag.SYN | Flag.ACK }),
    tcpFrame({ ...client, seq: 100, ack: 500, flags: Flag.ACK }),
    tcpFrame({ ...client, seq: 100, ack: 500, flags: Flag.ACK | Flag.PSH, payload: ask }),
    tcpFrame({ ...server, seq: 500, ack: 100 + ask.length, flags: Flag.RST | Flag.ACK }),
  ];
  return explained(
    writePcap(frames.map((bytes, index) => change({ bytes, timeNs: BigInt(index) * 50_000_000n }))),
  );
}

describe('frames that the capture cut', () => {
  test.each([60, 68, 96, 200])('at %i bytes stay cut, with their original lengths', (length) => {
    const whole = requests('shop.example', snapped(length));
    const [incident] = whole.document.incidents;
    for (const { options } of ways) {
      if (incident === undefined) throw new Error('there is no incident to pack');
      const { capture, check } = packOf(whole, incident, options());
      expect(check.differences).toEqual([]);
      const lengths = readCapture(capture).frames.map(({ bytes, originalLength }) => [
        bytes.length,
        originalLength,
      ]);
      const before = readCapture(whole.capture).frames.map(({ bytes, originalLength }) => [
        bytes.length,
        originalLength,
      ]);
      expect(lengths).toEqual(before);
    }
  });
});

test('connections begun before the capture stay as silent as they were', () => {
  const host = { src: '10.0.0.5', dst: '192.0.2.80' };
  const noise = ethernet(udpPacket({ ...host, sport: 1, dport: 2 }, new Uint8Array(8)));
  const frames: BuiltFrame[] = [{ bytes: noise, timeNs: 0n }];
  for (let index = 0; index < 4; index++) {
    const client: TcpOptions = { ...host, sport: 50_001 + index, dport: 443 };
    const server: TcpOptions = { src: host.dst, dst: host.src, sport: 443, dport: client.sport };
    const startNs = 4_000_000_000n + BigInt(index) * 100_000_000n;
    const record = opaqueRecord(RecordType.applicationData, 100);
    frames.push(
      { timeNs: startNs, bytes: tcpFrame({ ...client, seq: 100, ack: 500, payload: record }) },
      { timeNs: startNs + 20_000_000n, bytes: tcpFrame({ ...server, seq: 500, ack: 100 + record.length }) },
      {
        timeNs: startNs + 10_000_000_000n,
        bytes: tcpFrame({ ...server, seq: 500, ack: 100 + record.length, flags: Flag.FIN | Flag.ACK }),
      },
    );
  }
  frames.sort((a, b) => Number(a.timeNs - b.timeNs));
  const whole = explained(writePcap(frames));
  const [incident] = whole.document.incidents;
  if (incident === undefined) throw new Error('there is no incident to pack');
  const { capture, check } = packOf(whole, incident, { keepPayload: false, pseudonyms: null });
  expect(check).toEqual({ differences: [], exact: true });
  const withoutStart = explained(writePcap(frames.slice(1))).document.incidents[0];
  expect(withoutStart?.cause).not.toBe(incident.cause);
  expect(explained(capture).document.capture.start).toBe(whole.document.capture.start);
});

test('a connection too large to be kept whole is cut after the beginning of each segment', () => {
  const client = { src: '10.0.0.5', dst: '192.0.2.80', sport: 50_001, dport: 80 };
  const head = text('POST /up HTTP/1.1\r\nHost: shop\r\nContent-Length: 90000000\r\n\r\n');
  const payload = new Uint8Array(1400);
  const frames = Array.from({ length: 6500 }, (_, index) => {
    const seq = 100 + (index === 0 ? 0 : head.length + (index - 1) * payload.length);
    return tcpFrame({ ...client, seq, ack: 500, payload: index === 0 ? head : payload });
  });
  const ends = { src: '192.0.2.80', dst: '10.0.0.5', sport: 80, dport: 50_001 };
  frames.push(tcpFrame({ ...ends, seq: 500, ack: 100 + head.length, flags: Flag.RST | Flag.ACK }));
  const whole = explained(
    writePcap(frames.map((bytes, index) => ({ bytes, timeNs: BigInt(index) * 1_000_000n }))),
  );
  const [incident] = whole.document.incidents;
  if (incident === undefined) throw new Error('there is no incident to pack');
  const { capture, check } = packOf(whole, incident, { keepPayload: true, pseudonyms: null });
  expect(check.differences).toEqual([]);
  const packed = readCapture(capture).frames;
  expect(packed).toHaveLength(frames.length);
  expect(Math.max(...packed.map(({ bytes }) => bytes.length))).toBeLessThan(400);
  expect(packed[1]?.originalLength).toBe(54 + payload.length);
});

describe('names that set traps', () => {
  test.each([
    ['a pattern', '(.*)+$^[a-z'],
    ['markup', '<script>alert(1)</script>'],
    ['one letter', 'e'],
    ['the words of a report', 'connections'],
    ['a cause', 'no-response-close'],
    ['an address', '198.51.100.9:80'],
    ['a name as long as they get', `${'a'.repeat(63)}.`.repeat(4).slice(0, 253)],
  ])('%s is replaced, and the report still says what happened', (_, host) => {
    const whole = requests(host);
    const { document } = redacted(
      { document: whole.document, traces: [] },
      new Pseudonyms(new Uint8Array(32).fill(4)),
    );
    expect(document.connections[0]?.server.name).not.toBe(host);
    expect(renderMarkdown(document)).not.toContain('198.51.100.9');
    expect(document.incidents.map(({ cause }) => cause)).toEqual(
      whole.document.incidents.map(({ cause }) => cause),
    );
    expect(document.incidents[0]?.summary).toContain(' connection');
    expect(document.connections[0]?.cause).toBe(whole.document.connections[0]?.cause);
  });
});
