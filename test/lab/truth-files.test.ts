/** The lab's committed captures and the examples: each truth file agrees with its capture and with the vocabulary. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { harmfulCauses, harmlessCauses } from '../../src/diagnose/causes.ts';

interface Row {
  server: string;
  cause: string;
  acceptable: string[];
  frames: [number, number];
  harm: string;
}
interface Truth {
  file: string;
  vantage: string;
  scenario: string;
  software: { tls?: string };
  derivedFrom?: string;
  connectionsInFile: number;
  connections: Row[];
  incidents: { cause: string; hurt: number; listed: number }[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const known = new Set<string>([...harmfulCauses, ...harmlessCauses, 'unexplained', 'none']);
const harms = ['none', 'request-lost', 'response-truncated', 'connect-failed', 'unknown'];
const files = ['examples', 'test/captures/lab'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.truth.json'))
    .map((name) => join(root, folder, name)),
);

describe.each(files.map((path) => [basename(path), path]))('%s', (_, path) => {
  const truth: Truth = JSON.parse(readFileSync(path, 'utf8'));

  test('belongs to a capture and says where it was taken', () => {
    expect(existsSync(join(path, '..', truth.file))).toBe(true);
    expect(truth.vantage).not.toBe('');
    expect(truth.scenario).not.toBe('');
  });

  test('uses the words of the vocabulary', () => {
    for (const row of truth.connections) {
      for (const cause of [row.cause, ...row.acceptable]) expect(known).toContain(cause);
      expect(harms).toContain(row.harm);
      expect(row.frames[0]).toBeLessThanOrEqual(row.frames[1]);
    }
    expect(truth.connections.length).toBeLessThanOrEqual(truth.connectionsInFile);
  });

  test('counts in its incidents the connections it lists', () => {
    for (const { cause, hurt, listed } of truth.incidents) {
      const rows = truth.connections.filter((row) => row.cause === cause);
      expect(rows.length).toBeGreaterThanOrEqual(listed);
      expect(listed).toBeGreaterThanOrEqual(hurt);
    }
  });
});

const shown = shownBy(files);

test('the committed captures show every cause', () => {
  expect([...harmfulCauses, ...harmlessCauses].filter((cause) => !shown.has(cause))).toEqual([]);
});

test.each([...shown])(
  '%s is shown by three scenarios, of different programs, and over TLS or IPv6 too',
  (_, scenes) => {
    expect(new Set(scenes.map(({ name }) => name)).size).toBeGreaterThanOrEqual(3);
    expect(new Set(scenes.map(({ programs }) => programs)).size).toBeGreaterThanOrEqual(2);
    expect(scenes.some(({ tls, ipv6 }) => tls || ipv6)).toBe(true);
  },
);

interface Scene {
  name: string;
  programs: string;
  tls: boolean;
  ipv6: boolean;
}

/** Which scenarios show a cause; captures at two hosts of a run, or derived from one another, are one scenario. */
function shownBy(paths: readonly string[]): Map<string, Scene[]> {
  const found = new Map<string, Scene[]>();
  for (const path of paths) {
    const { connections, software, derivedFrom } = JSON.parse(readFileSync(path, 'utf8')) as Truth;
    const name = (derivedFrom ?? basename(path)).split('.')[0] as string;
    const tls = /^1\.\d$/.test(software.tls ?? '');
    for (const { cause, server } of connections) {
      const scenes = found.get(cause) ?? [];
      found.set(cause, scenes);
      scenes.push({ name, programs: JSON.stringify(software), tls, ipv6: server.startsWith('[') });
    }
  }
  return found;
}
