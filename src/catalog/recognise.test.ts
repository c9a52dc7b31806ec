import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { productById } from './facts.ts';
import { recogniseClient, recogniseServer } from './recognise.ts';

describe('the Server field', () => {
  test.each([
    ['nginx/1.22.1', 'nginx'],
    ['nginx', 'nginx'],
    ['openresty/1.21.4.1', 'nginx'],
    ['Apache/2.4.57 (Debian)', 'apache-httpd'],
    ['Apache', 'apache-httpd'],
    ['Apache-Coyote/1.1', 'tomcat'],
    ['gunicorn', 'gunicorn'],
    ['gunicorn/20.1.0', 'gunicorn'],
    ['uvicorn', 'uvicorn'],
    ['Caddy', 'caddy'],
    ['lighttpd/1.4.69', 'lighttpd'],
    ['Jetty(9.4.57.v20241219)', 'jetty'],
    ['awselb/2.0', 'aws-alb'],
    ['Microsoft-IIS/10.0', 'iis'],
    ['Microsoft-HTTPAPI/2.0', 'iis'],
    ['Kestrel', 'kestrel'],
    ['envoy', 'envoy'],
    ['istio-envoy', 'istio'],
    ['cloudflare', 'cloudflare'],
    ['WEBrick/1.8.1 (Ruby/3.1.2/2022-04-12)', 'webrick'],
    ['Werkzeug/2.2.2 Python/3.11.2', 'werkzeug'],
    ['Python/3.11 aiohttp/3.8.4', 'aiohttp'],
    ['TornadoServer/6.2', 'tornado'],
    ['Microsoft-Azure-Application-Gateway/v2', 'azure-application-gateway'],
    ['AkamaiGHost', 'akamai'],
  ])('%s is recognised', (header, product) => {
    expect(recogniseServer(header)).toBe(product);
  });

  test.each(['', 'my-own-server', 'ApacheBenchmark', 'x nginx', 'kestrel-like'])(
    '"%s" is nobody known',
    (header) => {
      expect(recogniseServer(header)).toBeUndefined();
    },
  );
});

describe('the Via field', () => {
  test.each([
    ['nginx', '1.1 varnish', 'varnish'],
    ['Apache', '1.1 varnish (Varnish/7.1)', 'varnish'],
    ['Cowboy', '1.1 vegur', 'heroku'],
    ['nginx', '1.1 proxy1 (squid/5.7)', 'squid'],
    ['AmazonS3', '1.1 0123abcd.cloudfront.net (CloudFront)', 'cloudfront'],
    ['gunicorn', '1.1 google', 'gcp-lb'],
    ['nginx', '1.1 kong/3.4.0', 'kong'],
    ['nginx', 'HTTP/2.0 Caddy', 'caddy'],
  ])('Server %s behind "%s" is the gateway, not the origin', (server, via, product) => {
    expect(recogniseServer(server, via)).toBe(product);
  });

  test('names the last gateway, which is the peer', () => {
    expect(recogniseServer('nginx', '1.1 varnish, 1.1 google')).toBe('gcp-lb');
  });

  test('hides the origin where the gateway is nobody known', () => {
    expect(recogniseServer('nginx/1.22.1', '1.1 edge7.example.net')).toBeUndefined();
  });

  test('says nothing when empty', () => {
    expect(recogniseServer('nginx', '')).toBe('nginx');
  });
});

describe('the User-Agent field', () => {
  test.each([
    ['Go-http-client/1.1', 'go-http-client'],
    ['Java-http-client/17.0.15', 'java-httpclient'],
    ['Java/17.0.15', 'java-httpurlconnection'],
    ['Apache-HttpClient/4.5.14 (Java/17.0.15)', 'apache-httpclient4'],
    ['Apache-HttpClient/5.2.1 (Java/17)', 'apache-httpclient5'],
    ['Apache-HttpAsyncClient/4.1.5 (Java/17)', 'apache-httpclient4'],
    ['okhttp/4.12.0', 'okhttp'],
    ['ReactorNetty/1.1.15', 'reactor-netty'],
    ['python-requests/2.28.1', 'python-requests'],
    ['python-urllib3/2.0.7', 'python-requests'],
    ['Python-urllib/3.11', 'python-urllib'],
    ['Python/3.11 aiohttp/3.8.4', 'aiohttp'],
    ['python-httpx/0.23.3', 'httpx'],
    ['undici', 'undici'],
    ['node', 'undici'],
    ['axios/1.6.8', 'axios'],
    ['got (https://github.com/sindresorhus/got)', 'got'],
    ['node-fetch/1.0 (+https://github.com/bitinn/node-fetch)', 'node-http-agent'],
    ['curl/8.5.0', 'curl'],
    ['Ruby', 'ruby'],
    ['GuzzleHttp/7', 'php'],
    ['Dart/3.2 (dart:io)', 'dart'],
    ['reqwest/0.12', 'reqwest'],
    ['grpc-go/1.62.1', 'grpc-go'],
    ['grpc-python/1.60.0 grpc-c/37.0.0 (linux; chttp2)', 'grpc-core'],
    ['ELB-HealthChecker/2.0', 'aws-alb'],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
      'chrome',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0', 'firefox'],
  ])('%s is recognised', (header, product) => {
    expect(recogniseClient(header)).toBe(product);
  });

  test.each(['', 'kube-probe/1.28', 'MyApp/1.0', 'JavaScript', 'nodemon', 'Java'])(
    '"%s" is nobody known',
    (header) => {
      expect(recogniseClient(header)).toBeUndefined();
    },
  );
});

test('any text is answered with a product of the catalogue or with nothing', () => {
  const words = fc.constantFrom(
    'nginx',
    'Java',
    'aiohttp/',
    ' ',
    '/',
    '1.1 ',
    ',',
    'varnish',
    'Jetty',
    'grpc-c/',
    'msie ',
    '\u0000',
  );
  const text = fc.oneof(
    fc.string({ maxLength: 2000 }),
    fc.array(words, { maxLength: 40 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, text, (one, two) => {
      for (const id of [recogniseServer(one), recogniseServer(one, two), recogniseClient(one)]) {
        if (id !== undefined) expect(productById(id)).toBeDefined();
      }
    }),
  );
});

test('a huge field is answered at once', () => {
  const huge = 'a '.repeat(5_000_000);
  const start = performance.now();
  recogniseClient(huge);
  recogniseServer(huge, huge);
  expect(performance.now() - start).toBeLessThan(1000);
});
