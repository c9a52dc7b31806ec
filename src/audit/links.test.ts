import { expect, test } from 'vitest';
import { chainsOf } from './links.ts';
import type { Endpoint, Hop } from './model.ts';

function hop(name: string, file: string, listens: Endpoint[], upstreams: Endpoint[] = []): Hop {
  return { name, product: name, place: { file, line: 1 }, listens, upstreams, asServer: {}, asClient: {} };
}

const chainNames = (...hops: Hop[]): string[] =>
  chainsOf(hops).map((chain) => chain.map(({ name }) => name).join(' '));

test('a hop sends to the one that has the name and the port of its upstream', () => {
  const app = hop('app', 'b', [{ host: 'app', port: 80 }]);
  expect(chainNames(hop('proxy', 'a', [], [{ host: 'app', port: 80 }]), app)).toEqual(['proxy app']);
  expect(chainNames(hop('proxy', 'a', [], [{ host: 'app', port: 81 }]), app)).toEqual(['proxy', 'app']);
  expect(chainNames(hop('proxy', 'a', [], [{ host: 'APP.shop.svc.cluster.local', port: 80 }]), app)).toEqual([
    'proxy app',
  ]);
});

test('a port alone tells only where one file speaks of it', () => {
  const proxy = hop('proxy', 'a', [], [{ host: '10.0.0.1', port: 3000 }]);
  const first = hop('first', 'b', [{ port: 3000 }]);
  expect(chainNames(proxy, first)).toEqual(['proxy first']);
  expect(chainNames(proxy, first, hop('second', 'c', [{ port: 3000 }]))).toEqual([
    'proxy',
    'first',
    'second',
  ]);
});

test('of two that have the name, the one in the nearer directory is meant', () => {
  const listens = [{ host: 'app', port: 80 }];
  const upstreams = [{ host: 'app', port: 80 }];
  expect(
    chainNames(
      hop('proxy-staging', 'staging/nginx.conf', [], upstreams),
      hop('app-staging', 'staging/app.yaml', listens),
      hop('proxy-production', 'production/nginx.conf', [], upstreams),
      hop('app-production', 'production/app.yaml', listens),
    ),
  ).toEqual(['proxy-staging app-staging', 'proxy-production app-production']);
});

test('hops that send in a circle are one chain, and end', () => {
  const a = hop('a', 'a', [{ host: 'a' }], [{ host: 'b' }]);
  const b = hop('b', 'b', [{ host: 'b' }], [{ host: 'a' }]);
  expect(chainNames(a, b)).toEqual(['a b']);
});
