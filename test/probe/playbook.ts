/** A machine's script as a test: each command that is expected, and the event that it is given for it. */
import { expect } from 'vitest';
import { bytesOf, textOf } from '../../src/probe/ascii.ts';
import type { CloseHow, Command, Dialogue, Opened, ProbeEvent } from '../../src/probe/machine.ts';
import type { ProbeSettings } from '../../src/probe/settings.ts';

export type Line = readonly [
  expected: Partial<Record<keyof Command | string, unknown>> | string,
  event: ProbeEvent,
];

/** Plays the script to its end and returns the machine's result. A text stands for a `send` of text that begins so. */
export function play<Result>(dialogue: Dialogue<Result>, script: readonly Line[]): Result {
  let step = dialogue.next();
  for (const [expected, event] of script) {
    if (step.done) throw new Error(`the machine has ended before ${JSON.stringify(expected)}`);
    if (typeof expected === 'string') expect(sentText(step.value).slice(0, expected.length)).toBe(expected);
    else expect(step.value).toMatchObject(expected);
    step = dialogue.next(event);
  }
  if (!step.done) throw new Error(`the machine goes on: ${JSON.stringify(step.value)}`);
  return step.value;
}

function sentText(command: Command): string {
  return command.do === 'send' ? textOf(command.bytes) : JSON.stringify(command);
}

export const plainOpened: Opened = { connectMs: 1, tlsMs: null, tls: null };
export const opened = (atMs: number, facts: Opened = plainOpened): ProbeEvent => ({
  kind: 'opened',
  atMs,
  opened: facts,
});
export const ok = (atMs: number): ProbeEvent => ({ kind: 'ok', atMs });
export const timeUp = (atMs: number): ProbeEvent => ({ kind: 'time-up', atMs });
export const stopped = (atMs: number): ProbeEvent => ({ kind: 'stopped', atMs });
export const closed = (atMs: number, how: CloseHow = 'fin'): ProbeEvent => ({ kind: 'closed', atMs, how });
export const data = (atMs: number, text: string): ProbeEvent => ({
  kind: 'data',
  atMs,
  bytes: bytesOf(text),
});
export const failed = (atMs: number, code: string): ProbeEvent => ({
  kind: 'failed',
  atMs,
  failure: { code, message: code },
});
export const finished = (atMs: number, results: readonly unknown[]): ProbeEvent => ({
  kind: 'finished',
  atMs,
  results,
});

/** An HTTP/1.1 response of two bytes. */
export const response = (fields = '', status = 200): string =>
  `HTTP/1.1 ${status} X\r\n${fields}Content-Length: 2\r\n\r\nok`;

export const settings: ProbeSettings = {
  url: 'http://server.example/page',
  tls: false,
  authority: 'server.example',
  target: '/page',
  method: 'GET',
  fields: [],
  userAgent: 'whyreset/test (probe)',
  maxIdleMs: 130_000,
  responseLimitMs: 3000,
  maxRequests: 110,
  countsToTheEnd: false,
  slow: false,
  race: false,
  limitConnections: null,
  parallel: 20,
};
