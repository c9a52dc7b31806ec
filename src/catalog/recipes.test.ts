import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { productById } from './facts.ts';
import { purposes } from './recipe.ts';
import { productsWithRecipes, recipesFor, recipesOf } from './recipes.ts';

const all = productsWithRecipes.flatMap(recipesOf);

/** What the catalogue promises to know how to set. */
const promised = [
  ...[
    'dotnet',
    'dotnet-framework',
    'java-httpurlconnection',
    'java-httpclient',
    'apache-httpclient4',
    'apache-httpclient5',
    'okhttp',
  ],
  ...[
    'reactor-netty',
    'node-http-agent',
    'undici',
    'axios',
    'go-http-client',
    'python-requests',
    'httpx',
    'aiohttp',
    'php',
    'ruby',
  ],
  ...[
    'reqwest',
    'curl',
    'nginx',
    'ingress-nginx',
    'haproxy',
    'envoy',
    'istio',
    'traefik',
    'caddy',
    'apache-httpd',
    'tomcat',
  ],
  ...[
    'spring-boot',
    'jetty',
    'gunicorn',
    'uvicorn',
    'puma',
    'kestrel',
    'iis',
    'node',
    'go-http-server',
    'aws-alb',
    'aws-nlb',
  ],
  ...['azure-lb', 'azure-application-gateway', 'gcp-lb', 'layer7-gateway', 'linux', 'linux-conntrack'],
];

describe('recipes', () => {
  test('exist for every product promised, and only for products of the catalogue', () => {
    expect([...productsWithRecipes].sort()).toEqual([...promised].sort());
    for (const { product, title } of all) expect(productById(product)?.title).toBe(title);
  });

  test('are complete, each of them', () => {
    for (const recipe of all) {
      const name = `${recipe.product} ${recipe.purpose} ${recipe.setting}`;
      expect(purposes, name).toContain(recipe.purpose);
      expect(recipe.setting, name).not.toBe('');
      expect(recipe.language, name).toMatch(/^[a-z]+$/);
      expect(recipe.title, name).toBe(productById(recipe.product)?.title);
      expect(recipe.snippet(8), name).toMatch(/^\S.*\S$/s);
    }
  });

  test('set an idle timeout, or at least a response timeout or TCP keep-alive, on every product', () => {
    for (const product of promised) {
      const purposesThere = recipesOf(product).map(({ purpose }) => purpose);
      expect(
        purposesThere.some((purpose) => /idle-timeout|response-timeout|tcp-keepalive/.test(purpose)),
        product,
      ).toBe(true);
    }
  });

  test('carry the value asked for', () => {
    expect(recipesFor('nginx', 'idle-timeout-server')[0]?.snippet(8)).toBe('keepalive_timeout 8s;');
    expect(recipesFor('nginx', 'idle-timeout-server')[0]?.snippet(8.5)).toBe('keepalive_timeout 8500ms;');
    expect(recipesFor('apache-httpd', 'idle-timeout-server')[0]?.snippet(8)).toBe('KeepAliveTimeout 8');
    expect(recipesFor('apache-httpd', 'idle-timeout-server')[0]?.snippet(8.5)).toBe(
      'KeepAliveTimeout 8500ms',
    );
    expect(recipesFor('iis', 'idle-timeout-server')[0]?.snippet(75)).toContain('00:01:15');
    expect(recipesFor('azure-lb', 'idle-timeout-flow')[0]?.snippet(890)).toContain('--idle-timeout 15');
    expect(recipesFor('istio', 'idle-timeout-client')[0]?.snippet(3.5)).toContain('idleTimeout: 3.5s');
  });

  test('round down for a client, which must give up first, and up for a server', () => {
    expect(recipesFor('java-httpclient', 'idle-timeout-client')[0]?.snippet(8.9)).toContain('timeout=8 ');
    expect(recipesFor('uvicorn', 'idle-timeout-server')[0]?.snippet(8.1)).toContain('--timeout-keep-alive 9');
  });

  test('can be asked for by side', () => {
    expect(recipesFor('nginx', 'tcp-keepalive', 'client').map(({ setting }) => setting)).toEqual([
      'proxy_socket_keepalive',
    ]);
    expect(recipesFor('linux', 'tcp-keepalive', 'client').length).toBe(1);
  });

  test('are empty for a product or purpose that has none', () => {
    expect(recipesFor('nobody', 'retry')).toEqual([]);
    expect(recipesFor('aws-nlb', 'retry')).toEqual([]);
  });

  test('never write NaN, infinity or an exponent where a time was asked for', () => {
    const timed = all.filter(
      ({ purpose }) => purpose.startsWith('idle-timeout') || purpose === 'response-timeout',
    );
    fc.assert(
      fc.property(
        fc.double({ min: 0.0001, max: 1e6, noNaN: true }),
        fc.constantFrom(...timed),
        (value, { snippet }) => {
          const text = snippet(value);
          expect(text).not.toMatch(/NaN|Infinity|undefined|\d(\.\d+)?e[-+]?\d/);
          if (text !== snippet(value + 86_400)) expect(text).not.toBe(snippet(value + 86_400));
        },
      ),
    );
  });

  test('for idle timeouts change with the value and never say 0', () => {
    for (const { product, setting, snippet } of all.filter(({ purpose }) =>
      purpose.startsWith('idle-timeout'),
    )) {
      expect(snippet(120), `${product} ${setting}`).not.toBe(snippet(240));
      expect(snippet(0.0001).replace(/[<>] 0/g, ''), `${product} ${setting}`).not.toMatch(/[ =(:"]0[ );"]/);
    }
  });
});
