/** What a pack, and a redacted report, must not show: what was sent, and who sent it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pseudonyms } from '../../src/evidence/pseudonyms.ts';
import { redacted, withoutPayload } from '../../src/evidence/redact.ts';
import { renderMarkdown } from '../../src/report/explain-markdown.ts';
import { renderExplain } from '../../src/report/explain-text.ts';
import { DecodeStatus } from '../../src/wire/decode-status.ts';
import { FrameDecoder } from '../../src/wire/frame-decoder.ts';
import { concat, internetChecksum, text, u16 } from '../build/bytes.ts';
import { type BuiltFrame, writePcap } from '../build/capture-files.ts';
import {
  amsduSubframes,
  geneve,
  gre,
  gtp,
  ieee80211,
  ipInIp,
  llcSnap,
  pppoe,
  sll,
  sll2,
  vlan,
  vxlan,
} from '../build/encapsulation.ts';
import { ethernet, Flag, fragments, type TcpOptions, tcpFrame } from '../build/frames.ts';
import { readCapture } from '../build/read-capture.ts';
import { clientHello, opaqueRecord, RecordType, tlsRecord } from '../build/tls.ts';
import { type Explained, explained, packOf, ways } from './captures.ts';

const client = '10.20.30.40';
const server = '203.0.113.77';
const secrets = [
  'hunter2',
  'sesame',
  'swordfish',
  'X-Acme-Internal',
  'cHVyZSBnb2xk',
  'patient-4711',
  'rosebud',
  'mellon',
];
const names = ['payroll.acme.example', 'login.acme.example'];

const request = [
  'POST /patient-4711/pay?token=hunter2 HTTP/1.1',
  'Host: payroll.acme.example',
  'Cookie: session=sesame',
  'X-Acme-Internal: swordfish',
  'Authorization: Basic cHVyZSBnb2xk',
  'Content-Length: 7',
  '',
  'rosebud',
].join('\r\n');
const chunked = 'HTTP/1.1 200 mellon\r\nTransfer-Encoding: chunked\r\n\r\n6;x=mellon\r\nmellon\r\n';

/** A conversation that breaks off: payloads by turns from the client and the server, then a RST. */
function conversation(port: number, payloads: readonly Uint8Array[]): BuiltFrame[] {
  const next = [1000, 7000];
  const frames: Uint8Array[] = [];
  const send = (from: 0 | 1, flags: number, payload: Uint8Array = new Uint8Array(0)): void => {
    const ends: Pick<TcpOptions, 'src' | 'dst' | 'sport' | 'dport'> =
      from === 0
        ? { src: client, dst: server, sport: port, dport: 80 }
        : { src: server, dst: client, sport: 80, dport: port };
    const to = from === 0 ? 1 : 0;
    frames.push(tcpFrame({ ...ends, seq: next[from] ?? 0, ack: next[to] ?? 0, flags, payload }));
    next[from] = (next[from] ?? 0) + payload.length + ((flags & Flag.SYN) !== 0 ? 1 : 0);
  };
  send(0, Flag.SYN);
  send(1, Flag.SYN | Flag.ACK);
  send(0, Flag.ACK);
  for (const [index, payload] of payloads.entries())
    send(index % 2 === 0 ? 0 : 1, Flag.ACK | Flag.PSH, payload);
  send(1, Flag.RST | Flag.ACK);
  return frames.map((bytes, index) => ({
    bytes,
    timeNs: BigInt(port) * 10_000_000_000n + BigInt(index) * 20_000_000n,
  }));
}

const hello = tlsRecord(
  RecordType.handshake,
  clientHello({ serverName: 'login.acme.example', alpn: ['h2', 'sesame'] }),
);
const story = explained(
  writePcap([
    ...conversation(50_001, [text(request), text(chunked)]),
    ...conversation(50_002, [hello, opaqueRecord(RecordType.applicationData, 200)]),
  ]),
);

function incidentOf({ document }: Explained): (typeof document.incidents)[0] {
  return document.incidents[0] as (typeof document.incidents)[0];
}

test('the conversation is an incident that shows the secrets, or else nothing is tested', () => {
  expect(story.document.incidents).not.toEqual([]);
  expect(JSON.stringify(story.document)).toContain('/patient-4711/pay');
});

describe.each(ways.filter(({ name }) => name !== 'payload kept'))('$name', ({ options }) => {
  const pack = packOf(story, incidentOf(story), options());
  const raw = new TextDecoder('latin1').decode(pack.capture);

  test.each(secrets)('nothing of %s is in the capture or the report', (secret) => {
    expect(raw.toLowerCase()).not.toContain(secret.toLowerCase());
    expect(JSON.stringify(pack.report).toLowerCase()).not.toContain(secret.toLowerCase());
  });
});

describe('with pseudonyms', () => {
  const pseudonyms = new Pseudonyms(new Uint8Array(32).fill(9));
  const pack = packOf(story, incidentOf(story), { keepPayload: false, pseudonyms });

  test.each(names)('the name %s is nowhere', (name) => {
    expect(new TextDecoder('latin1').decode(pack.capture)).not.toContain(name);
    expect(JSON.stringify(pack.report)).not.toContain(name);
  });

  test('the report and the capture use the same pseudonyms', () => {
    const [incident] = pack.report.document.incidents;
    const again = incidentOf(explained(pack.capture));
    expect(again.server).toEqual(incident?.server);
    expect(again.clients).toEqual(incident?.clients);
    expect(again.server.address).not.toBe(server);
  });

  const outer = { src: '198.51.100.1', dst: '198.51.100.2' };
  const inEthernet = (packet: Uint8Array): Uint8Array => ethernet(packet);
  test.each<[string, number, (packet: Uint8Array) => Uint8Array[]]>([
    ['in a VLAN', 1, (packet) => [vlan(inEthernet(packet), 7)]],
    ['in VXLAN', 1, (packet) => [inEthernet(vxlan(outer, inEthernet(packet)))]],
    ['in Geneve', 1, (packet) => [inEthernet(geneve(outer, inEthernet(packet)))]],
    ['in GRE', 1, (packet) => [inEthernet(gre(outer, packet))]],
    ['in IP', 1, (packet) => [inEthernet(ipInIp(outer, packet))]],
    ['in GTP', 1, (packet) => [inEthernet(gtp(outer, packet))]],
    ['of any interface', 113, (packet) => [sll(packet)]],
    ['of any interface, version 2', 276, (packet) => [sll2(packet)]],
    ['without a link layer', 101, (packet) => [packet]],
    ['in PPPoE', 1, (packet) => [ethernet(pppoe(packet), {}, 0x8864)]],
    ['on the air', 105, (packet) => [ieee80211(llcSnap(packet))]],
    [
      'on the air, several packets in one',
      105,
      (packet) => [ieee80211(amsduSubframes(packet), { amsdu: true })],
    ],
    ['in fragments', 1, (packet) => fragments(packet, 16).map(inEthernet)],
  ])('no address is left in frames %s, and checksums are right', (_, linkType, wrap) => {
    const frames = conversation(50_001, [text(request)]).flatMap(({ bytes, timeNs }) =>
      wrap(bytes.slice(14)).map((wrapped) => ({ bytes: wrapped, timeNs })),
    );
    const wrapped = explained(writePcap(frames, { linkType }));
    const { capture, check } = packOf(wrapped, incidentOf(wrapped), {
      keepPayload: false,
      pseudonyms: new Pseudonyms(new Uint8Array(32).fill(9)),
    });
    expect(check.differences).toEqual([]);
    const packed = readCapture(capture).frames;
    expect(packed).toHaveLength(5);
    for (const address of [client, server, '198.51.100.1', '198.51.100.2']) {
      const sought = address.split('.').map(Number);
      for (const { bytes } of packed) expect(positionOf(bytes, sought)).toBe(-1);
    }
    for (const { bytes, linkType: type } of packed) expect(wrongChecksums(bytes, type)).toEqual([]);
  });
});

/** By the tests' own arithmetic: with its checksum in place, every sum comes out as zero. */
function wrongChecksums(bytes: Uint8Array, linkType: number): string[] {
  const decoder = new FrameDecoder();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  expect(decoder.decode(view, 0, bytes.length, bytes.length, linkType, 1)).toBe(DecodeStatus.Tcp);
  const { ipOffset, tcpOffset, payloadOffset, payloadLength } = decoder;
  const segment = bytes.slice(tcpOffset, payloadOffset + payloadLength);
  const pseudoHeader = concat(bytes.slice(ipOffset + 12, ipOffset + 20), [0, 6], u16(segment.length));
  const wrong: string[] = [];
  if (internetChecksum(bytes.slice(ipOffset, ipOffset + 20)) !== 0) wrong.push('IP');
  if (internetChecksum(concat(pseudoHeader, segment)) !== 0) wrong.push('TCP');
  return wrong;
}

function positionOf(bytes: Uint8Array, sought: readonly number[]): number {
  return bytes.findIndex((_, at) => sought.every((byte, index) => bytes[at + index] === byte));
}

describe('a redacted document', () => {
  const { document } = redacted(
    { document: story.document, traces: [] },
    new Pseudonyms(new Uint8Array(32).fill(3)),
  );
  const outputs = [
    JSON.stringify(document),
    renderMarkdown(document),
    renderExplain(document, { width: 100, color: false, all: true }),
  ];

  test.each([...secrets, ...names, client, server, 'someone'])('shows nothing of %s', (secret) => {
    for (const output of outputs) expect(output).not.toContain(secret);
  });

  test('says the same otherwise', () => {
    const facts = (of: typeof document): object[] =>
      of.connections.map(({ stream, cause, confidence, harm, filter }) => ({
        stream,
        cause,
        confidence,
        harm,
        filter,
      }));
    expect(facts(document)).toEqual(facts(story.document));
    expect(document.incidents.map(({ cause }) => cause)).toEqual(
      story.document.incidents.map(({ cause }) => cause),
    );
  });

  test('without pseudonyms keeps addresses and names, and no path', () => {
    const bare = JSON.stringify(withoutPayload({ document: story.document, traces: [] }));
    expect(bare).toContain(server);
    expect(bare).not.toContain('patient');
  });
});

test('whatever was sent, cutting it changes no length and leaves no letter of it', () => {
  const letter = fc.constantFrom(...'qwzjk'.split(''));
  const word = fc.array(letter, { minLength: 6, maxLength: 40 }).map((letters) => text(letters.join('')));
  const record = word.map((body) => tlsRecord(RecordType.applicationData, body));
  const message = word.map((body) =>
    concat(text(`GET /${'k'.repeat(9)} HTTP/1.1\r\nq: `), body, text('\r\n\r\n')),
  );
  const payload = fc.oneof(
    word,
    record,
    message,
    fc.constant(hello),
    fc.uint8Array({ minLength: 1, maxLength: 60, max: 40 }),
  );
  fc.assert(
    fc.property(fc.array(payload, { minLength: 1, maxLength: 8 }), (payloads) => {
      const whole = explained(writePcap(conversation(50_001, payloads)));
      const [incident] = whole.document.incidents;
      if (incident === undefined) return;
      const { capture } = packOf(whole, incident, { keepPayload: false, pseudonyms: null });
      const { frames } = readCapture(capture);
      const lengths = (all: typeof frames): number[] => all.map(({ bytes }) => bytes.length);
      expect(lengths(frames)).toEqual(lengths(readCapture(whole.capture).frames));
      for (const { bytes } of frames)
        expect(new TextDecoder('latin1').decode(bytes)).not.toMatch(/[qwzjk]{6}/);
    }),
    { numRuns: 150 },
  );
});
