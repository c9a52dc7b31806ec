/** middlebox-idle and tcp-keepalive: a box in between forgets silent connections without a FIN. */
import { expect, test } from 'vitest';
import { findingsOf, hop } from '../build-hops.ts';

const nlb = hop('nlb', { asServer: { flowIdleTimeoutS: 350 }, asClient: { flowIdleTimeoutS: 350 } });
const client = (idleTimeoutS: number, tcpKeepAliveS: number | null = null) =>
  hop('client', { asClient: { idleTimeoutS, tcpKeepAliveS } });
const server = (idleTimeoutS: number, tcpKeepAliveS: number | null = null) =>
  hop('server', { asServer: { idleTimeoutS, tcpKeepAliveS } });

test('both ends longer than the box is an error that names all three', () => {
  expect(findingsOf(client(400), nlb, server(500))).toEqual(['error middlebox-idle client→nlb→server']);
});

test('an end that closes in time ends the connection for both', () => {
  expect(findingsOf(client(60), nlb, server(3600))).toEqual([]);
});

test('exactly as long as the box is too long', () => {
  expect(findingsOf(client(350), nlb, server(400))).toEqual(['error middlebox-idle client→nlb→server']);
});

test('TCP keep-alive of either end keeps the flow alive', () => {
  expect(findingsOf(client(400, 60), nlb, server(500))).toEqual([]);
  expect(findingsOf(client(400), nlb, server(500, 60))).toEqual([]);
});

test('TCP keep-alive after the box has forgotten is of no use', () => {
  expect(findingsOf(client(400, 7200), nlb, server(500))).toEqual([
    'error middlebox-idle client→nlb→server',
    'warning tcp-keepalive client→nlb→server',
  ]);
  expect(findingsOf(client(60, 7200), nlb, server(500))).toEqual([]);
});

test('behind a box whose clients are not known a longer server may be left with dead connections', () => {
  expect(findingsOf(nlb, server(400))).toEqual(['warning middlebox-idle nlb→server']);
  expect(findingsOf(nlb, server(75))).toEqual([]);
});

test('the order of the two ends is looked at as if the box were not there', () => {
  expect(findingsOf(client(60), nlb, server(5))).toEqual(['error idle-order client→server']);
});

test('of several boxes the most forgetful one counts', () => {
  const nat = hop('nat', { asServer: { flowIdleTimeoutS: 240 } });
  expect(findingsOf(client(300), nlb, nat, server(400))).toEqual(['error middlebox-idle client→nat→server']);
});
