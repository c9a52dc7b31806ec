import { expect, test } from 'vitest';
import { applyRow, hopDraft } from './hop-draft.ts';
import type { AuditWarning } from './model.ts';
import {
  caddyDuration,
  caddyJsonDuration,
  goDuration,
  httpdTime,
  milliseconds,
  type Notation,
  nginxTime,
  protobufDuration,
  seconds,
  springDuration,
  traefikDuration,
} from './notation.ts';

test.each<[Notation, string, number | undefined]>([
  [seconds, '60', 60],
  [seconds, '60s', undefined],
  [milliseconds, '60000', 60],
  [nginxTime, '1h 30m', 5400],
  [nginxTime, '90', 90],
  [httpdTime, '500ms', 0.5],
  [httpdTime, '1min', 60],
  [goDuration, '1m30s', 90],
  [goDuration, '90', undefined],
  [goDuration, '0', 0],
  [traefikDuration, '90', 90],
  [caddyDuration, '1d', 86_400],
  [caddyDuration, '30', undefined],
  [caddyJsonDuration, '30000000000', 30],
  [protobufDuration, '0.25s', 0.25],
  [protobufDuration, '1m', undefined],
  [springDuration, '60s', 60],
  [springDuration, '60000', 60],
  [springDuration, 'PT1M30S', 90],
  [springDuration, 'soon', undefined],
])('%o reads %s as its product does', ({ read }, text, value) => {
  expect(read(text)?.value).toBe(value);
});

const shown = (notation: Notation, text: string): [unknown, string] => {
  const hop = hopDraft('app', 'app');
  const warnings: AuditWarning[] = [];
  const written = { name: 'idle', text, place: { file: 'a', line: 1 } };
  applyRow(hop, { side: 'asServer', setting: 'idleTimeoutS', notation }, written, warnings);
  return [hop.asServer.idleTimeoutS?.value, warnings.map(({ message }) => message).join()];
};

test.each<[Notation, string, unknown, string]>([
  [milliseconds, '65', 0.065, 'read as 65 ms: a bare number is milliseconds here'],
  [springDuration, '60', 0.06, 'read as 60 ms'],
  [seconds, '75000', 75_000, 'read as 75000 s: a bare number is seconds here'],
  [protobufDuration, '60', 60, '60 s assumed: expected seconds with their unit'],
  [seconds, '75s', 75, '75 s assumed: expected seconds as a bare number'],
  [goDuration, `\${IDLE}`, null, 'its value is decided elsewhere'],
  [seconds, 'often', null, 'not read: expected seconds as a bare number'],
])('%o with %s is warned about, with what was assumed', (notation, text, value, message) => {
  const [read, warning] = shown(notation, text);
  expect(read).toBe(value);
  expect(warning).toContain(message);
});
