import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeBundle, removeBundle, whyreset } from './whyreset.ts';

const folder = mkdtempSync(join(tmpdir(), 'audit-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const nginx = `upstream app {
    server 10.0.0.3:8080;
    keepalive 16;
    keepalive_timeout 60s;
}
server {
    server_name shop.example.com;
    location / {
        proxy_pass http://app;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
    }
}
`;
const haproxy = (keepAlive: string): string => `defaults
    mode http
    timeout client 30s
    timeout server 30s
    timeout connect 5s
frontend app
    bind 10.0.0.3:8080
    timeout http-keep-alive ${keepAlive}
`;

beforeAll(makeBundle);
afterAll(() => {
  removeBundle();
  rmSync(folder, { recursive: true });
});

const audit = (...args: string[]) => whyreset(['audit', ...args]);

describe('whyreset audit', () => {
  test('draws the chain, says which pair races and shows the edit', () => {
    const { stdout, status } = audit(file('nginx.conf', nginx), file('haproxy.cfg', haproxy('10s')));
    expect(status).toBe(0);
    expect(stdout).toMatch(/sends +idle 60 s .*nginx\.conf:4 keepalive_timeout {2}◄ races/);
    expect(stdout).toMatch(/answers +idle 10 s .*haproxy\.cfg:8 timeout http-keep-alive {2}◄ races/);
    expect(stdout).toContain('1. ERROR idle-order  shop.example.com → app');
    expect(stdout).toMatch(/- {4}keepalive_timeout 60s;\n +\+ {4}keepalive_timeout 9s;/);
  });

  test('finds nothing where the order is right', () => {
    const { stdout, status } = audit(
      '--exit-code',
      file('nginx.conf', nginx),
      file('haproxy.cfg', haproxy('75s')),
    );
    expect(stdout).toContain('No race found: 2 hops read.');
    expect(status).toBe(0);
  });

  test('--exit-code tells a script', () => {
    expect(
      audit('--exit-code', '--quiet', file('nginx.conf', nginx), file('haproxy.cfg', haproxy('10s'))).status,
    ).toBe(1);
  });

  test('--json has every setting with where it is from', () => {
    const path = file('nginx.conf', nginx);
    const document = JSON.parse(audit('--json', path).stdout);
    expect(document).toMatchObject({ schema: 'whyreset/audit/1', findings: [], warnings: [] });
    expect(document.hops[0].asClient.idleTimeoutS).toMatchObject({
      value: 60,
      from: { file: path, line: 4 },
    });
    expect(document.hops[0].asServer.idleTimeoutS).toMatchObject({
      value: 75,
      from: 'default',
      assumedVersion: '1.28',
    });
  });

  test('broken syntax names file, line and column, and the other files are still audited', () => {
    const broken = file('broken.conf', 'server {\n  listen 80;\n  proxy_set_header X "oops;\n}\n');
    const { stdout, stderr, status } = audit(broken, file('haproxy.cfg', haproxy('10s')));
    expect(stderr).toContain(`${broken}:3:22: the quote that begins here is never closed`);
    expect(stdout).toContain('answers');
    expect(status).toBe(0);
  });

  test('what cannot be read at all is one sentence and exit code 3', () => {
    expect(audit(join(folder, 'missing.conf'))).toMatchObject({ status: 3, stdout: '' });
    const { status, stderr } = audit(file('notes.txt', 'hello'));
    expect(status).toBe(3);
    expect(stderr).toMatch(/notes\.txt is not a configuration that this tool reads\.\n$/);
  });
});
