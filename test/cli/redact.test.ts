import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bundleAndFolder, whyreset } from './whyreset.ts';

const race = 'examples/keepalive-race.pcap';
const folder = bundleAndFolder();
let secrets: string[];

beforeAll(() => {
  const { incidents, connections } = JSON.parse(whyreset([race, '--json']).stdout);
  const hosts = connections.flatMap((one: { client: object; server: object }) => [one.client, one.server]);
  secrets = [
    ...new Set<string>(hosts.map(({ address }: { address: string }) => address)),
    'examples/',
    '/ok',
  ];
  expect(incidents).toHaveLength(1);
});

test.each([[[]], [['--json']], [['--markdown']], [['--all']]])(
  'explain --redact %j names nobody',
  (options) => {
    const plain = whyreset([race, ...options]).stdout;
    const { status, stdout } = whyreset([race, '--redact', ...options]);
    expect(status).toBe(0);
    expect(secrets.filter((secret) => stdout.includes(secret))).toEqual([]);
    expect(secrets.some((secret) => plain.includes(secret))).toBe(true);
    expect(stdout).toContain('keepalive-race');
  },
);

test('a redacted report has its ladder, and one pseudonym for each address', () => {
  const file = join(folder, 'report.html');
  expect(whyreset([race, '--redact', '--html', file]).status).toBe(0);
  const html = readFileSync(file, 'utf8');
  expect(secrets.filter((secret) => html.includes(`"${secret}`))).toEqual([]);
  const json = /<script type="application\/json" id="whyreset-report">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  const { document, traces } = JSON.parse(json);
  expect(traces).toHaveLength(1);
  expect(traces[0].server.address).toBe(document.incidents[0].server.address);
  expect(traces[0].frames.length).toBeGreaterThan(5);
});

test('a report can be mailed: it is smaller than 600 kB', () => {
  const file = join(folder, 'report.html');
  whyreset([race, '--html', file]);
  expect(readFileSync(file).length).toBeLessThan(600_000);
});
