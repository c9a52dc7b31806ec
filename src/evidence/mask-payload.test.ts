import { describe, expect, test } from 'vitest';
import { concat, text } from '../../test/build/bytes.ts';
import { clientHello, opaqueRecord, RecordType, tlsRecord } from '../../test/build/tls.ts';
import { parseTlsHello } from '../wire/tls-hello.ts';
import type { CollectedFrame } from './collected-frame.ts';
import { maskPayload } from './mask-payload.ts';

/** Frames that are payload only, `size` bytes each; those in `lost` were not captured. */
function framesOf(
  from: 0 | 1,
  payload: Uint8Array,
  size: number,
  lost: readonly number[] = [],
): CollectedFrame[] {
  const frames: CollectedFrame[] = [];
  for (let at = 0; at < payload.length; at += size) {
    const bytes = payload.slice(at, at + size);
    const fields = {
      stream: 0,
      timeNs: 0,
      linkType: 101,
      isPacket: false,
      ipVersion: 4,
      ipOffset: 0,
    } as const;
    frames.push({
      ...fields,
      from,
      frameNumber: at + 1,
      bytes,
      originalLength: bytes.length,
      tcpOffset: 0,
      payloadOffset: 0,
      payloadLength: bytes.length,
      capturedPayloadLength: bytes.length,
      payloadSeq: 1000 + at,
      etherSourceLow: 0,
    });
  }
  return frames.filter((_, index) => !lost.includes(index));
}

interface Sent {
  client?: Uint8Array;
  server?: Uint8Array;
}

/** What is left of what both sides sent, in segments of `size` bytes. */
function masked(
  { client = text(''), server = text('') }: Sent,
  size = 1460,
): { client: string; server: string } {
  const frames = [...framesOf(0, client, size), ...framesOf(1, server, size)];
  maskPayload({ stream: 0, clientIndex: 0, frames }, (name) => name.toUpperCase());
  const left = (from: 0 | 1): string =>
    frames
      .filter((frame) => frame.from === from)
      .map(({ bytes }) => String.fromCharCode(...bytes))
      .join('');
  return { client: left(0), server: left(1) };
}

const get = text('GET /a?b HTTP/1.1\r\nHost: shop:8080\r\nCookie: id=1\r\n\r\n');

describe('HTTP/1', () => {
  test('keeps the method, the host and what frames a message', () => {
    expect(masked({ client: get }).client).toBe(
      'GET /xxx HTTP/1.1\r\nHost: SHOP:8080\r\nxxxxxx: xxxx\r\n\r\n',
    );
  });

  test.each([
    [
      'a length',
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
      'HTTP/1.1 200 xx\r\nContent-Length: 5\r\n\r\nxxxxx',
    ],
    [
      'chunks and trailers',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;q=1\r\nhello\r\n0\r\nSum: 9\r\n\r\n',
      'HTTP/1.1 200 xx\r\nTransfer-Encoding: chunked\r\n\r\n5;xxx\r\nxxxxx\r\n0\r\nxxx: x\r\n\r\n',
    ],
    ['the end of the connection', 'HTTP/1.0 200 OK\r\n\r\nhello', 'HTTP/1.0 200 xx\r\n\r\n\0\0\0\0\0'],
    [
      'no content at all',
      'HTTP/1.1 304 No\r\nContent-Length: 5\r\n\r\nHTTP/1.1 204 No\r\n\r\n',
      'HTTP/1.1 304 xx\r\nContent-Length: 5\r\n\r\nHTTP/1.1 204 xx\r\n\r\n',
    ],
  ])('follows a response that is framed by %s, however it is cut into segments', (_, server, left) => {
    for (const size of [1460, 40, 7, 1])
      expect(masked({ client: get, server: text(server) }, size).server).toBe(left);
  });

  test('knows that the response to HEAD has no content', () => {
    const client = text('HEAD / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n');
    const server = text(
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno',
    );
    expect(masked({ client, server }).server).toBe(
      'HTTP/1.1 200 xx\r\nContent-Length: 9\r\n\r\nHTTP/1.1 404 xx\r\nContent-Length: 2\r\n\r\nxx',
    );
  });

  test('behind a hole blanks everything, until a segment begins with a message', () => {
    const message = text('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789');
    const frames = framesOf(1, concat(message, message, message), message.length, [1]);
    const [first] = framesOf(1, concat(message, message, message), 20, []);
    maskPayload(
      { stream: 0, clientIndex: 0, frames: [first as CollectedFrame, ...frames.slice(1)] },
      (name) => name,
    );
    expect(new TextDecoder().decode(first?.bytes)).toMatch(/^HTTP\/1\.1 200 xx/);
    expect(new TextDecoder().decode(frames[1]?.bytes)).toBe(
      'HTTP/1.1 200 xx\r\nContent-Length: 10\r\n\r\nxxxxxxxxxx',
    );
  });
});

describe('TLS', () => {
  test('keeps headers and hellos, with the name replaced, and nothing that is encrypted', () => {
    const hello = tlsRecord(
      RecordType.handshake,
      clientHello({ serverName: 'shop.example', alpn: ['h2', 'mine'] }),
    );
    const records = concat(
      hello,
      tlsRecord(RecordType.alert, [2, 40]),
      opaqueRecord(RecordType.applicationData, 50),
    );
    for (const size of [1460, 50, 3]) {
      const left = Uint8Array.from(masked({ client: records }, size).client, (letter) =>
        letter.charCodeAt(0),
      );
      const view = new DataView(left.buffer);
      expect(parseTlsHello(view, 5, hello.length)).toMatchObject({
        serverName: 'SHOP.EXAMPLE',
        alpn: 'h2,xxxx',
      });
      expect([...left.slice(hello.length)]).toEqual([
        21,
        3,
        3,
        0,
        2,
        2,
        40,
        23,
        3,
        3,
        0,
        50,
        ...new Array(50).fill(0),
      ]);
    }
  });
});

describe('HTTP/2 in cleartext', () => {
  const frame = (type: number, flags: number, body: readonly number[]): number[] => [
    ...[0, 0, body.length, type, flags, 0, 0, 0, 1],
    ...body,
  ];

  test('keeps frame headers and what steers the connection; header blocks become a static entry, data zeros', () => {
    const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
    const settings = [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100];
    const sent = [
      ...settings,
      ...frame(1, 4, [1, 2, 3]),
      ...frame(0, 1, [7, 7]),
      ...frame(7, 0, [0, 0, 0, 1, 0, 0, 0, 0, 9]),
    ];
    const left = [
      ...settings,
      ...frame(1, 4, [0x82, 0x82, 0x82]),
      ...frame(0, 1, [0, 0]),
      ...frame(7, 0, [0, 0, 0, 1, 0, 0, 0, 0, 0]),
    ];
    const client = concat(text(preface), Uint8Array.from(sent));
    const after = masked({ client }).client;
    expect(after.slice(0, preface.length)).toBe(preface);
    expect([...after.slice(preface.length)].map((letter) => letter.charCodeAt(0))).toEqual(left);
  });
});

test('what is none of these is blanked whole', () => {
  expect(masked({ client: text('SSH-2.0-mine'), server: text('\x05hello') })).toEqual({
    client: '\0'.repeat(12),
    server: '\0'.repeat(6),
  });
});

test('a repeated segment is masked as it was the first time', () => {
  const frames = [
    ...framesOf(0, get, 20),
    ...framesOf(0, get, 20).map((frame) => ({ ...frame, frameNumber: 900 + frame.frameNumber })),
  ];
  maskPayload({ stream: 0, clientIndex: 0, frames }, (name) => name);
  const half = frames.length / 2;
  expect(frames.slice(half).map(({ bytes }) => bytes)).toEqual(
    frames.slice(0, half).map(({ bytes }) => bytes),
  );
});
