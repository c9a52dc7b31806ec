import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf } from './ascii.ts';
import { mostBodyBytes, mostHeadBytes, ResponseReader } from './response-reader.ts';

function read(text: string, isHead = false): ResponseReader {
  const reader = new ResponseReader(isHead);
  reader.push(bytesOf(text));
  return reader;
}

describe('a response is complete', () => {
  test.each([
    ['after its Content-Length', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc'],
    [
      'after its last chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\nabc\r\n0\r\nT: 1\r\n\r\n',
    ],
    ['after the head of a 204', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['after the head of a 304, whatever its length says', 'HTTP/1.1 304 X\r\nContent-Length: 9\r\n\r\n'],
    [
      'after interim responses',
      'HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    ],
    ['with bare line feeds', 'HTTP/1.0 200 OK\nContent-Length: 1\n\nx'],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({ state: 'complete', problem: null, surplusBytes: 0 });
  });

  test('after its head when it answers HEAD', () => {
    expect(read('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n', true).state).toBe('complete');
  });

  test('at the end of the connection where it has no length', () => {
    const reader = read('HTTP/1.1 200 OK\r\n\r\nabc');
    expect(reader.state).toBe('until-close');
    reader.end();
    expect(reader).toMatchObject({ state: 'complete', bodyStart: 'abc' });
  });
});

test('what follows a response is counted, not read', () => {
  expect(read('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 408 X\r\n').surplusBytes).toBe(16);
});

test('fields of one name are joined', () => {
  const { head } = read('HTTP/1.1 200 OK\r\nVia: 1.1 a\r\nVIA: 1.1 b\r\nContent-Length: 0\r\n\r\n');
  expect(head?.fields.get('via')).toBe('1.1 a, 1.1 b');
});

describe('is refused', () => {
  test.each([
    ['what is not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'not-http'],
    ['a status out of range', 'HTTP/1.1 042 Odd\r\n\r\n', 'not-http'],
    ['a TLS alert', '\x15\x03\x01\x00\x02\x02\x46', 'tls-alert'],
    ["HTTP/2's SETTINGS", '\x00\x00\x12\x04\x00\x00\x00\x00\x00', 'http2'],
    ['a head without end', `HTTP/1.1 200 OK\r\n${'X: 1\r\n'.repeat(mostHeadBytes / 5)}`, 'endless-head'],
    ['interim responses without end', 'HTTP/1.1 100 X\r\n\r\n'.repeat(20), 'endless-head'],
    [
      'a body that is announced too large',
      'HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n',
      'huge-body',
    ],
    ['a body that becomes too large', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(mostBodyBytes + 1)}`, 'huge-body'],
    ['a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n', 'malformed-body'],
    [
      'a chunk size that is no number',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      'malformed-body',
    ],
    [
      'a chunk longer than it says',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc',
      'malformed-body',
    ],
    [
      'a trailer without end',
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n${'T: 1\r\n'.repeat(3000)}`,
      'malformed-body',
    ],
  ])('%s', (_, text, problem) => {
    expect(read(text)).toMatchObject({ state: 'failed', problem });
  });
});

test('any split of the bytes reads the same', () => {
  const text =
    'HTTP/1.1 103 E\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\nrest';
  const whole = read(text);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
      const reader = new ResponseReader(false);
      const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
      for (const [i, from] of at.slice(0, -1).entries()) reader.push(bytesOf(text.slice(from, at[i + 1])));
      expect(reader).toMatchObject({ state: whole.state, head: whole.head });
      expect(reader.surplusBytes).toBe(whole.surplusBytes);
    }),
  );
});

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }),
      fc.boolean(),
      (pieces, begun) => {
        const reader = new ResponseReader(false);
        if (begun) reader.push(bytesOf('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n'));
        for (const piece of pieces) reader.push(piece);
        reader.end();
        expect(['head', 'body', 'until-close', 'complete', 'failed']).toContain(reader.state);
      },
    ),
  );
});
