import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle, makeBundle, removeBundle, whyreset } from './whyreset.ts';

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

  test('--fix shows the edit as a diff and writes it; then nothing is left to find', () => {
    const paths = [file('nginx.conf', nginx), file('haproxy.cfg', haproxy('10s'))];
    const { stdout, stderr, status } = audit('--fix', ...paths);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^--- a\/.*nginx\.conf\n\+\+\+ b\/.*nginx\.conf\n@@ -1,7 \+1,7 @@\n/);
    expect(stderr).toContain(`written: ${paths[0]}`);
    expect(readFileSync(paths[0] ?? '', 'utf8')).toBe(nginx.replace('60s', '9s'));
    expect(audit('--exit-code', ...paths).stdout).toContain('No race found');
  });

  test('--sarif has the rule, the level, the line and the fix', () => {
    const path = file('nginx.conf', nginx);
    const { runs } = JSON.parse(audit('--sarif', path, file('haproxy.cfg', haproxy('10s'))).stdout);
    expect(runs[0].results).toMatchObject([
      {
        ruleId: 'idle-order',
        level: 'error',
        locations: [{ physicalLocation: { region: { startLine: 4 } } }],
        fixes: [
          {
            artifactChanges: [{ replacements: [{ insertedContent: { text: '    keepalive_timeout 9s;' } }] }],
          },
        ],
      },
    ]);
    expect(runs[0].tool.driver.rules[runs[0].results[0].ruleIndex].id).toBe('idle-order');
  });

  test('--init writes a chain file that the audit reads, and never over one that exists', () => {
    const deploy = join(folder, 'deploy');
    mkdirSync(deploy);
    file('deploy/nginx.conf', nginx);
    file('deploy/haproxy.cfg', haproxy('10s'));
    const { stdout, status } = audit('--init', deploy);
    expect(status).toBe(0);
    expect(readFileSync(join(deploy, 'chain.yaml'), 'utf8')).toBe(stdout);
    expect(audit(join(deploy, 'chain.yaml')).stdout).toContain('1. ERROR idle-order  shop.example.com → app');
    expect(audit('--init', deploy)).toMatchObject({ status: 2, stdout: '' });
  });

  test('a chain file points to files, globs and directories, absolute or relative to itself', () => {
    mkdirSync(join(folder, 'apart'));
    const config = file('apart/site.conf', nginx);
    for (const path of [config, 'apart/site.conf', 'apart/*.conf', 'apart', '../apart/site.conf']) {
      const base = path.startsWith('..') ? 'deeper' : '.';
      mkdirSync(join(folder, base), { recursive: true });
      const chain = file(
        `${base}/points.yaml`,
        `hops:\n  - { name: edge, product: nginx, config: "${path}" }\n`,
      );
      const { hops, warnings } = JSON.parse(audit('--json', chain).stdout);
      expect(warnings).toEqual([]);
      expect(hops[0].asClient.idleTimeoutS).toMatchObject({ value: 60, from: { line: 4 } });
    }
  });

  test('of a directory only its own chain.yaml counts, not one further down', () => {
    mkdirSync(join(folder, 'tree/below'), { recursive: true });
    file('tree/nginx.conf', nginx);
    file('tree/below/chain.yaml', 'hops:\n  - { name: lonely, product: node }\n');
    expect(audit(join(folder, 'tree')).stdout).toContain('shop.example.com');
    expect(audit(join(folder, 'tree/below/')).stdout).toContain('lonely');
  });

  test('files without addresses are taken in the order given, which is said', () => {
    const app = file('app.cfg', haproxy('10s').replace('10.0.0.3:8080', ':9999'));
    const { stdout, stderr } = audit(file('nginx.conf', nginx), app);
    expect(stderr).toContain('taken in the order given: shop.example.com → app');
    expect(stdout).toContain('1. ERROR idle-order');
  });

  test('broken syntax names file, line and column, and the other files are still audited', () => {
    const broken = file('broken.conf', 'server {\n  listen 80;\n  proxy_set_header X "oops;\n}\n');
    const { stdout, stderr, status } = audit(broken, file('haproxy.cfg', haproxy('10s')));
    expect(stderr).toContain(`${broken}:3:22: the quote that begins here is never closed`);
    expect(stdout).toContain('answers');
    expect(status).toBe(0);
  });

  test('a chain file without hops, or broken, says where and is exit code 3', () => {
    const broken = file('broken.yaml', 'hops:\n  - name: [a\n');
    expect(audit(broken)).toMatchObject({ status: 3, stdout: '' });
    expect(audit(broken).stderr).toMatch(
      /broken\.yaml:\d+:\d+: .*\n.*there is no hop that could be audited\.\n$/,
    );
    expect(audit(file('empty.yaml', 'hops: []\n')).stderr).toContain('empty.yaml:1: there is no list "hops"');
  });

  test('files that are too large, are no text or are no files are left out, and that is said', () => {
    const mixed = join(folder, 'mixed');
    mkdirSync(mixed);
    file('mixed/nginx.conf', nginx);
    file('mixed/huge.conf', 'a'.repeat(3 << 20));
    file('mixed/binary.conf', 'server {\0\0}');
    symlinkSync('nowhere', join(mixed, 'dangling.conf'));
    symlinkSync('.', join(mixed, 'round'));
    const { stdout, stderr, status } = audit(mixed);
    expect(status).toBe(0);
    expect(stderr).toBe(`whyreset: ${mixed}/huge.conf: larger than 2 MiB: not read\n`);
    expect(stdout).toContain('Nothing to compare: 1 hop read');
    expect(audit(join(mixed, 'huge.conf')).stderr).toMatch(
      /larger than 2 MiB.*\n.*no text file that could be a configuration\.\n$/,
    );
    expect(audit('/dev/zero')).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('neither a file nor a directory'),
    });
  });

  test('terminal escapes in a file do not reach the terminal', () => {
    const { stdout, stderr } = audit(
      file('escapes.conf', 'server {\n \x1b[2Jbad 1;\n server_name "\x1b[31mx";\n}\n'),
    );
    expect(stdout + stderr).not.toContain('\x1b');
    expect(stderr).toContain('\\x1b[2Jbad');
  });

  test('a timer that is not known is no race and no all-clear', () => {
    const chain = file('half.yaml', 'hops:\n  - { name: a, product: undici }\n  - { name: b }\n');
    expect(audit(chain).stdout).toContain(
      'No race found: 2 hops read, 1 pair not compared, since a timeout is not known.',
    );
  });

  test('what cannot be read at all is one sentence and exit code 3', () => {
    expect(audit(join(folder, 'missing.conf'))).toMatchObject({ status: 3, stdout: '' });
    const { status, stderr } = audit(file('notes.txt', 'hello'));
    expect(status).toBe(3);
    expect(stderr).toMatch(/notes\.txt is not a configuration that this tool reads\.\n$/);
  });
});

describe('a hop with a URL to probe', () => {
  test('is asked, and what it shows is what the audit compares', async () => {
    const server = createServer((_, response) => response.end('ok'));
    server.keepAliveTimeout = 1000;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const path = file(
      'live.yaml',
      `hops:\n  - name: proxy\n    asClient: { idleTimeoutS: 60 }\n  - name: app\n    probe: http://127.0.0.1:${port}/\n`,
    );
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [
        bundle,
        'audit',
        path,
        '--json',
        '--quiet',
      ]);
      const { hops, findings } = JSON.parse(stdout);
      expect(hops[1].asServer.idleTimeoutS).toMatchObject({
        from: { file: path, line: 4 },
        setting: 'measured by the probe',
      });
      expect(hops[1].asServer.idleTimeoutS.value).toBeGreaterThan(0.9);
      expect(findings[0]).toMatchObject({ rule: 'idle-order', hops: ['proxy', 'app'] });
    } finally {
      server.close();
    }
  }, 60_000);
});

describe('whyreset explain --chain', () => {
  const capture = 'examples/keepalive-race.pcap';
  const chain = (idle: string): string =>
    file(
      'hops.yaml',
      `hops:\n  - name: gateway\n    product: undici\n    values: { idleTimeoutS: 30 }\n  - name: backend\n    asServer:\n      idleTimeoutS: ${idle}\n`,
    );

  test('names the hops and the lines responsible', () => {
    const path = chain('5s');
    const { stdout, status } = whyreset([capture, '--chain', path]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/your chain {2}It is about gateway → backend\. The audit finds idle-order there:/);
    const { incidents } = JSON.parse(whyreset([capture, '--chain', path, '--json']).stdout);
    expect(incidents[0].chain).toMatchObject({
      hops: ['gateway', 'backend'],
      rule: 'idle-order',
      settings: [
        { hop: 'backend', value: 5, from: { file: path, line: 7 } },
        { hop: 'gateway', value: 30, from: { file: path, line: 4 } },
      ],
    });
  });

  test('a chain file that cannot be read is one sentence', () => {
    const { status, stderr } = whyreset([capture, '--chain', join(folder, 'none.yaml')]);
    expect(status).toBe(3);
    expect(stderr).toMatch(/^whyreset: There is no file .*none\.yaml\.\n$/);
  });
});
