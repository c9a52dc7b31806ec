import { expect, test } from 'vitest';
import { urlEndpoint } from './url-endpoint.ts';

test.each([
  ['http://users:8080/path', { host: 'users', port: 8080 }],
  ['https://legacy.example.com', { host: 'legacy.example.com', port: 443 }],
  ['http://user:secret@app/', { host: 'app', port: 80 }],
  ['h2c://[2001:db8::1]:9000', { host: '2001:db8::1', port: 9000 }],
  ['app:3000', { host: 'app', port: 3000 }],
  ['lb://orders', undefined],
  ['app', undefined],
  ['', undefined],
])('%s', (text, endpoint) => {
  expect(urlEndpoint(text)).toEqual(endpoint);
});
