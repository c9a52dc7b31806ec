import { expect, test } from 'vitest';
import { addressAndPort, endpointName } from './endpoint-text.ts';

test('an IPv6 address stands in brackets before its port', () => {
  expect(addressAndPort({ address: '2001:db8::7', port: 443 })).toBe('[2001:db8::7]:443');
});

test('a name comes before its address', () => {
  expect(endpointName({ address: '10.0.3.7', port: 443, name: 'api.example.com' })).toBe(
    'api.example.com (10.0.3.7:443)',
  );
});

test.each(['', '10.0.3.7', '10.0.3.7:443'])(
  'the name "%s", from a Host header, adds nothing to the address',
  (name) => {
    expect(endpointName({ address: '10.0.3.7', port: 443, name })).toBe('10.0.3.7:443');
  },
);

test('a long or hostile name does not push the line away', () => {
  const text = endpointName({ address: '10.0.3.7', port: 443, name: `\x1b${'a'.repeat(9999)}` });
  expect(text).toMatch(/^\\x1ba+… \(10\.0\.3\.7:443\)$/);
  expect(text.length).toBeLessThan(90);
});
