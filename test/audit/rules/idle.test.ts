/** idle-order and idle-equal: the side that sends requests gives up first, with a margin. */
import { expect, test } from 'vitest';
import { auditOf, findingsOf, hop } from '../build-hops.ts';

const proxy = (idleTimeoutS: number | 'unlimited' | null) => hop('proxy', { asClient: { idleTimeoutS } });
const app = (idleTimeoutS: number | 'unlimited' | null) => hop('app', { asServer: { idleTimeoutS } });

test('a proxy that keeps connections longer than its server is an error', () => {
  expect(findingsOf(proxy(60), app(5))).toEqual(['error idle-order proxy→app']);
  expect(findingsOf(proxy('unlimited'), app(3600))).toEqual(['error idle-order proxy→app']);
});

test('a proxy that gives up first, by the margin, is right', () => {
  expect(findingsOf(proxy(4), app(5))).toEqual([]);
  expect(findingsOf(proxy(60), app(65))).toEqual([]);
  expect(findingsOf(proxy(60), app('unlimited'))).toEqual([]);
});

test('the direction of the requests decides, not which hop is in front', () => {
  const load = hop('balancer', { asServer: { idleTimeoutS: 10 }, asClient: { idleTimeoutS: 10 } });
  expect(findingsOf(load, app(65))).toEqual([]);
});

test('equal values race too', () => {
  expect(findingsOf(proxy(60), app(60))).toEqual(['error idle-equal proxy→app']);
});

test('a lead below the margin may be turned round', () => {
  expect(findingsOf(proxy(59.5), app(60))).toEqual(['warning idle-equal proxy→app']);
});

test('a long way to the server needs a larger lead', () => {
  expect(findingsOf(proxy(60), { ...app(61), rttMs: 10 })).toEqual(['warning idle-equal proxy→app']);
});

test('what is not known is no finding', () => {
  expect(findingsOf(proxy(null), app(5))).toEqual([]);
  expect(findingsOf(proxy(60), app(null))).toEqual([]);
  expect(findingsOf(hop('proxy'), app(5))).toEqual([]);
});

test('where connections are not kept there is nothing to race', () => {
  const closing = hop('proxy', { asClient: { idleTimeoutS: 60, keepAlive: false } });
  expect(findingsOf(closing, app(5)).filter((finding) => finding.includes('idle'))).toEqual([]);
  const closes = hop('app', { asServer: { idleTimeoutS: 5, keepAlive: false } });
  expect(findingsOf(proxy(60), closes).filter((finding) => finding.includes('idle'))).toEqual([]);
});

test('a connection bound to an idle client outlives the pool: that may race', () => {
  const bound = hop('haproxy', { asClient: { idleTimeoutS: 5, boundIdleTimeoutS: 60 } });
  expect(findingsOf(bound, app(10))).toEqual(['warning idle-order haproxy→app']);
});

test('a finding names both lines and the arithmetic', () => {
  const [finding] = auditOf(proxy(60), app(5)).findings;
  expect(finding).toMatchObject({
    sources: [
      { file: 'proxy', line: 2 },
      { file: 'app', line: 1 },
    ],
    arithmetic: '60 s (proxy, sends) > 5 s (app, answers)',
  });
});
