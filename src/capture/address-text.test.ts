import { expect, test } from 'vitest';
import { ipv4Text, ipv6Text } from './address-text.ts';

test('IPv4 is dotted', () => {
  expect(ipv4Text(new DataView(Uint8Array.of(192, 0, 2, 255).buffer), 0)).toBe('192.0.2.255');
});

// RFC 5952 section 4.
test.each([
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['fe80:0:0:0:0:0:0:0', 'fe80::'],
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ['a:b:c:d:e:f:1:2', 'a:b:c:d:e:f:1:2'],
])('IPv6 %s is written %s', (groups, text) => {
  const view = new DataView(new ArrayBuffer(16));
  groups.split(':').forEach((group, index) => {
    view.setUint16(2 * index, Number.parseInt(group, 16));
  });
  expect(ipv6Text(view, 0)).toBe(text);
});
