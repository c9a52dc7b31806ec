import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientHello, type HelloOptions, serverHello, TLS12, TLS13 } from '../../test/build/tls.ts';
import { parseTlsHello, type TlsHello, tlsVersionName } from './tls-hello.ts';

function parse(bytes: Uint8Array, end = bytes.length): TlsHello | null {
  return parseTlsHello(new DataView(bytes.slice().buffer), 0, end);
}

test('a ClientHello says whom it wants, what it speaks, and the newest version it knows', () => {
  const hello = clientHello({ serverName: 'api.test', alpn: ['h2', 'http/1.1'], versions: [TLS12, TLS13] });
  expect(parse(hello)).toEqual({
    type: 'client',
    version: TLS13,
    serverName: 'api.test',
    alpn: 'h2,http/1.1',
  });
});

test('GREASE versions are left out (RFC 8701)', () => {
  expect(parse(clientHello({ versions: [0x0a0a, TLS13, TLS12, 0xfafa] }))?.version).toBe(TLS13);
});

test('a ServerHello says what was chosen', () => {
  const hello = serverHello({ versions: [TLS13], alpn: ['h2'] });
  expect(parse(hello)).toEqual({ type: 'server', version: TLS13, serverName: null, alpn: 'h2' });
  expect(parse(serverHello({ legacyVersion: 0x0302 }))).toMatchObject({ version: 0x0302, alpn: null });
});

test('names are text of printable characters', () => {
  expect(parse(clientHello({ serverName: 'a\u001b[31m b' }))?.serverName).toBe('a?[31m?b');
});

test.each<[string, HelloOptions]>([
  ['with everything', { serverName: 'api.test', alpn: ['h2'], versions: [TLS13] }],
  ['with nothing', {}],
])('a hello %s may be cut anywhere', (_, options) => {
  for (const whole of [clientHello(options), serverHello(options)]) {
    for (let end = 0; end <= whole.length; end++) {
      const cut = parse(whole.slice(0, end), end);
      expect(cut === null || [null, options.serverName].includes(cut.serverName)).toBe(true);
    }
  }
});

test('no bytes are too strange', () => {
  const start = fc.constantFrom([1], [2], []);
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 200 }), (first, rest) => {
      const hello = parse(Uint8Array.from([...first, ...rest]));
      expect(hello === null || ['client', 'server'].includes(hello.type)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [0x0300, 'ssl3'],
  [0x0301, '1.0'],
  [0x0303, '1.2'],
  [0x0304, '1.3'],
  [0x0305, null],
  [0x7f1c, null],
])('version %i is called %s', (version, name) => {
  expect(tlsVersionName(version)).toBe(name);
});
