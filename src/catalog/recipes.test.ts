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
    for (const product of productsWithRecipes) expect(productById(product)).toBeDefined();
  });

  test.each(all)('$product: $purpose by $setting is complete', (recipe) => {
    expect(purposes).toContain(recipe.purpose);
    expect(recipe.setting).not.toBe('');
    expect(recipe.language).toMatch(/^[a-z]+$/);
    expect(recipe.title).toBe(productById(recipe.product)?.title);
    expect(recipe.snippet(8)).not.toBe('');
    expect(recipe.snippet(8)).toBe(recipe.snippet(8).trim());
  });

  test.each(promised)(
    '%s: an idle timeout can be set, or it is said that a response timeout can',
    (product) => {
      const idle = (['idle-timeout-client', 'idle-timeout-server', 'idle-timeout-flow'] as const).flatMap(
        (of) => recipesFor(product, of),
      );
      const other = [...recipesFor(product, 'tcp-keepalive'), ...recipesFor(product, 'response-timeout')];
      expect(idle.length + other.length).toBeGreaterThan(0);
    },
  );

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

  test.each(all.filter(({ purpose }) => purpose.startsWith('idle-timeout')))(
    '$product: $setting changes with the value',
    ({ snippet }) => {
      expect(snippet(120)).not.toBe(snippet(240));
      expect(snippet(0.0001).replace(/[<>] 0/g, '')).not.toMatch(/[ =(:"]0[ );"]/);
    },
  );
});
