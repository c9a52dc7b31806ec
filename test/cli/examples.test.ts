import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from './whyreset.ts';

test('docs/examples.md is what whyreset prints for the bundled captures (npm run examples writes it)', () => {
  const { stderr, status } = spawnSync(process.execPath, ['scripts/examples.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
