import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeBundle, removeBundle, whyreset } from './whyreset.ts';

beforeAll(makeBundle);
afterAll(removeBundle);

const timeouts = (...args: string[]) => whyreset(['timeouts', ...args]);

describe('whyreset timeouts', () => {
  test('lists every product', () => {
    const { stdout, status } = timeouts();
    expect(status).toBe(0);
    expect(stdout).toMatch(/^PRODUCT +TOWARDS CLIENTS/);
    expect(stdout).toMatch(/\nnginx +75 s +60 s +600 s +nginx\n/);
  });

  test('tells one product in full and says what can be set', () => {
    const { stdout } = timeouts('nginx');
    expect(stdout).toMatch(
      /^nginx, web server\n\nkeepalive_timeout {2}idle-keepalive, towards clients\n {2}default {2}75 s\n/,
    );
    expect(stdout).toMatch(/\nTo paste: whyreset timeouts nginx --set idle=8s \| keepalive=off \| /);
  });

  test('searches by kind and value', () => {
    const { stdout } = timeouts('--kind', 'idle-keepalive', '--value', '60');
    expect(stdout).toMatch(/^DEFAULT +THEN +SIDE +KIND +PRODUCT +SETTING\n/);
    expect(stdout).toMatch(
      /\n60 s +FIN +towards clients +idle-keepalive +aws-alb +idle_timeout\.timeout_seconds\n/,
    );
    expect(stdout).not.toContain('keepalive_requests');
  });

  test('prints what to write to set something, and how to see it', () => {
    const { stdout } = timeouts('dotnet', '--set', 'idle=8s');
    expect(stdout).toContain('    PooledConnectionIdleTimeout = TimeSpan.FromSeconds(8)');
    expect(stdout).toContain('what is in force now');
  });

  test('prints JSON of one shape', () => {
    const found = JSON.parse(timeouts('undici', '--json').stdout);
    expect(found).toMatchObject({ schema: 'whyreset/timeouts/1', recipes: [] });
    expect(found.facts[0]).toMatchObject({
      id: 'undici.client.keepAliveTimeout',
      product: 'undici',
      defaultS: 4,
    });
    const set = JSON.parse(timeouts('undici', '--set', 'idle=2', '--json').stdout);
    expect(set).toMatchObject({ schema: 'whyreset/timeouts/1', facts: [] });
    expect(set.recipes[0]).toMatchObject({ product: 'undici', purpose: 'idle-timeout-client', tested: true });
    expect(set.recipes[0].snippet).toContain('keepAliveTimeout: 2000');
  });

  test('prints Markdown', () => {
    expect(timeouts('undici', '--markdown').stdout).toMatch(/^\| setting \| side \|/);
    expect(timeouts('undici', '--set', 'retry', '--markdown').stdout).toContain('```js\n');
  });

  test.each([
    [['ngnix'], 'no timeout in the catalogue fits. Did you mean "nginx"?'],
    [
      ['java', '--set', 'idle=8s'],
      '--set needs one product; these fit: java-httpurlconnection, java-httpclient.',
    ],
    [
      ['aws-nlb', '--set', 'retry'],
      'there is no recipe for retry on aws-nlb. To paste: whyreset timeouts aws-nlb --set idle=8s.',
    ],
    [['nginx', '--set', 'idel=8s'], 'Did you mean "idle"?'],
    [['nginx', '--set', 'idle=soon'], 'It must be a duration'],
    [['--kind', 'idle'], 'Allowed choices are'],
    [['--value', '-1'], 'It must be a duration'],
  ])('%j is a mistake in usage, explained', (args, message) => {
    const { stdout, stderr, status } = timeouts(...args);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
