import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { bundleAndFolder, whyreset } from './whyreset.ts';

const race = 'examples/keepalive-race.pcap';
const folder = bundleAndFolder();

test('evidence writes a pack and says what is in it', () => {
  const file = join(folder, 'pack.zip');
  const { status, stdout } = whyreset(['evidence', race, '--incident', '1', '-o', file]);
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /incident 1, keepalive-race at .*\n {2}9 connections of the incident and \d+ others for contrast/,
  );
  expect(stdout).toContain('every connection has the verdict that it had in the whole capture');
  const names = Object.keys(unzipSync(readFileSync(file)));
  expect(names).toEqual(['README.txt', 'capture.pcapng', 'report.html', 'report.md']);
});

test('pseudonyms are others each time, for the key is forgotten', () => {
  const clients = [0, 1].map((turn) => {
    const file = join(folder, `pseudonyms-${turn}.zip`);
    expect(whyreset(['evidence', race, '--pseudonymise', '-o', file]).status).toBe(0);
    const report = new TextDecoder().decode(unzipSync(readFileSync(file))['report.md']);
    return /\*\*clients\*\*: ([\d.]+)/.exec(report)?.[1];
  });
  expect(clients[0]).toMatch(/^192\.168\./);
  expect(clients[1]).not.toBe(clients[0]);
});

test.each([
  [['--pseudonymise', '--keep-payload'], /^whyreset: payload holds addresses and names .* not both\.\n/],
  [['--incident', '9'], /^whyreset: there is no incident 9; there is 1 keepalive-race at /],
  [['--incident', 'two'], /It must be a number from 1\./],
  [['-o', '/nowhere/pack.zip'], /^whyreset: \/nowhere\/pack\.zip cannot be written: /],
])('%j is refused in one sentence', (options, says) => {
  const { status, stderr, stdout } = whyreset(['evidence', race, '-o', join(folder, 'no.zip'), ...options]);
  expect(status).toBe(2);
  expect(stderr).toMatch(says);
  expect(stdout).toBe('');
});

test('standard input cannot be read twice, and a calm capture has nothing to show', () => {
  expect(whyreset(['evidence', '-'], { input: '' }).stderr).toContain('standard input can be read only once');
  const calm = whyreset(['evidence', 'examples/healthy.pcap', '-o', join(folder, 'no.zip')]);
  expect(calm).toMatchObject({ status: 2, stdout: '' });
  expect(calm.stderr).toContain('there is no incident in this capture');
});
