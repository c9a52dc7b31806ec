import { expect, test } from 'vitest';
import { newConnection } from '../../test/build/connection.ts';
import { type Exchange, Known, TurnState } from './exchange.ts';
import { type Moment, momentAt } from './moment.ts';

const S = 1e9;

/** The server's acknowledgment number. */
function acknowledge(exchange: Exchange, ack: number, now: Moment): void {
  exchange.calls.setMoment(now.frame, now.timeNs);
  exchange.calls.acknowledge(exchange.fat * 8, ack);
}

function answered(): Exchange {
  const { exchange } = newConnection();
  exchange.clientBytes(100, 101, momentAt(4, 1 * S));
  acknowledge(exchange, 101, momentAt(5, 1.1 * S));
  exchange.serverBytes(500, momentAt(6, 1.5 * S));
  return exchange;
}

test('client bytes begin a turn, server bytes answer it', () => {
  const exchange = answered();
  const { state, turns, answered: count, requestBytes, responseBytes } = exchange;
  expect({ state, turns, count, requestBytes, responseBytes }).toEqual({
    state: TurnState.response,
    turns: 0,
    count: 1,
    requestBytes: 100,
    responseBytes: 500,
  });
  expect(exchange.requestAcked.frame).toBe(5);
});

test('the next client bytes end it, and the silence before them is idle time', () => {
  const exchange = answered();
  exchange.clientBytes(100, 201, momentAt(7, 9 * S));
  expect([exchange.turns, exchange.idleBeforeNs / S, exchange.previousEnd.frame]).toEqual([1, 7.5, 6]);
  expect(exchange.requestAcked.seen).toBe(false);
  exchange.serverBytes(500, momentAt(8, 9.5 * S));
  expect(exchange.maxIdleSurvivedNs / S).toBe(7.5);
});

test('a connection is not idle before its first request', () => {
  const { exchange } = newConnection();
  exchange.clientBytes(100, 101, momentAt(4, 60 * S));
  expect(exchange.idleBeforeNs).toBe(-1);
});

test('a server that speaks first does not answer', () => {
  const { exchange } = newConnection();
  exchange.serverBytes(20, momentAt(4, S));
  expect([exchange.serverSpokeFirst, exchange.answered, exchange.state]).toEqual([true, 0, TurnState.none]);
});

test('a response that is complete ends the turn at once', () => {
  const exchange = answered();
  exchange.responseComplete();
  exchange.responseComplete();
  expect([exchange.turns, exchange.state, exchange.responseKnown]).toEqual([
    1,
    TurnState.none,
    Known.complete,
  ]);
});

test('an acknowledgment counts only when it covers the whole request', () => {
  const { exchange } = newConnection();
  exchange.clientBytes(100, 101, momentAt(4, S));
  exchange.clientBytes(100, 201, momentAt(5, S));
  acknowledge(exchange, 101, momentAt(6, S));
  expect(exchange.requestAcked.seen).toBe(false);
  acknowledge(exchange, 201, momentAt(7, S));
  acknowledge(exchange, 201, momentAt(8, S));
  expect(exchange.requestAcked.frame).toBe(7);
});

test('opaque bytes that keep coming after an early response belong to the same request', () => {
  const { exchange } = newConnection();
  exchange.opaqueClientBytes(1000, 1001, 1, momentAt(4, 1 * S));
  exchange.opaqueServerBytes(50, 51, 501, momentAt(5, 1.05 * S));
  exchange.opaqueClientBytes(1000, 2001, 51, momentAt(6, 1.1 * S));
  expect([exchange.lateBytes, exchange.turns]).toEqual([1000, 0]);
  exchange.opaqueClientBytes(1000, 3001, 51, momentAt(7, 9 * S));
  expect([exchange.lateBytes, exchange.turns]).toEqual([0, 1]);
});

test('opaque bytes that crossed the response belong to its request, until the response goes on with all of it', () => {
  const { exchange } = newConnection();
  exchange.opaqueClientBytes(1000, 1001, 1, momentAt(4, 1 * S));
  exchange.opaqueServerBytes(50, 51, 1001, momentAt(5, 1.05 * S));
  exchange.opaqueClientBytes(1000, 2001, 1, momentAt(6, 2 * S));
  expect([exchange.lateBytes, exchange.turns]).toEqual([1000, 0]);
  exchange.opaqueServerBytes(50, 101, 2001, momentAt(7, 2.1 * S));
  expect([exchange.lateBytes, exchange.turns]).toEqual([0, 0]);
  exchange.opaqueClientBytes(10, 2011, 101, momentAt(8, 2.2 * S));
  expect(exchange.turns).toBe(1);
});
