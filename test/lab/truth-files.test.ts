/** The lab's committed captures and the examples: each truth file agrees with its capture and with the vocabulary. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { harmfulCauses, harmlessCauses } from '../../src/diagnose/causes.ts';

interface Row {
  cause: string;
  acceptable: string[];
  frames: [number, number];
  harm: string;
}
interface Truth {
  file: string;
  vantage: string;
  scenario: string;
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

test('the committed captures show every harmful cause', () => {
  const shown = new Set(files.flatMap((path) => causesOf(path)));
  expect([...harmfulCauses].filter((cause) => !shown.has(cause))).toEqual([]);
});

function causesOf(path: string): string[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as Truth).connections.map((row) => row.cause);
}
