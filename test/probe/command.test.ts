/** `whyreset probe` as a user runs it: output, exit codes, questions. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProbeDocument } from '../../src/probe/result.ts';
import { bundle, makeBundle, removeBundle, root, whyreset } from '../cli/whyreset.ts';
import { closeServers, httpServer } from './odd-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'whyreset-probe-command-'));

beforeAll(makeBundle);
afterAll(() => {
  closeServers();
  removeBundle();
  rmSync(folder, { recursive: true });
});

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** In a process of its own while this one serves. */
function run(args: readonly string[], onStart: (child: ChildProcess) => void = () => {}): Promise<Ended> {
  const child = spawn(process.execPath, [bundle, 'probe', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => {
    stdout += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  onStart(child);
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, stdout, stderr })));
}

const serve = (keepAliveTimeout: number) =>
  httpServer({ keepAliveTimeout }, (_, response) => response.end('ok'));
const nothingThere = 'http://127.0.0.1:9/';

describe.concurrent('one server', () => {
  test('a card, with what to set for the named clients', async () => {
    const { status, stdout, stderr } = await run([await serve(500), '--client', 'go,undici']);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/idle timeout +the server closes after/);
    expect(stdout).toContain('IdleConnTimeout');
    expect(stdout).toContain('keepAliveTimeout');
  });

  test('Markdown for a ticket', async () => {
    const { stdout } = await run([await serve(500), '--markdown']);
    expect(stdout).toMatch(/^## http:/);
  });

  test('Ctrl-C prints what is known, once', async () => {
    const url = await serve(60_000);
    const { status, stdout, stderr } = await run([url, '--json'], (child) =>
      setTimeout(() => child.kill('SIGINT'), 4000),
    );
    const document: ProbeDocument = JSON.parse(stdout);
    expect(document).toMatchObject({ interrupted: true, reach: { status: 200 } });
    expect(stderr).toContain('interrupted');
    expect(status).toBe(0);
  });
});

describe.concurrent('several servers', () => {
  test('each has its line of JSON, and one that fails does not stop the others', async () => {
    const { status, stdout, stderr } = await run(['nonsense://', nothingThere, await serve(500), '--json']);
    const documents: ProbeDocument[] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(documents.map(({ reach }) => reach?.status ?? null)).toEqual([null, 200]);
    expect(documents[0]?.errors[0]?.code).toBe('refused');
    expect(stderr).toContain('nonsense');
    expect(status).toBe(3);
  });

  test('--compare', async () => {
    const [a, b] = await Promise.all([serve(500), serve(1500)]);
    const { stdout, status } = await run([a, '--compare', b, '--json']);
    const { schema, probes, differences } = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(schema).toBe('whyreset/probe-comparison/1');
    expect(probes).toHaveLength(2);
    expect(differences.map(({ what }: { what: string }) => what)).toContain('idle timeout');
  });
});

describe('misuse', () => {
  test('a URL that makes no sense', () => {
    const { status, stderr } = whyreset(['probe', 'ftp://example.com/']);
    expect(status).toBe(2);
    expect(stderr).toBe(
      'whyreset: "ftp://example.com/": only http:// and https:// can be probed, not ftp://.\n',
    );
  });

  test.each([
    [['--client', 'cobol'], 'no recipe for the client "cobol"'],
    [['--rate', '0'], 'requests a second'],
    [['--method', 'G T'], 'a method'],
    [['--header', 'no colon'], '"Name: value"'],
    [['--header', 'A: b\r\nEvil: 1'], '"Name: value"'],
    [['--resolve', 'a:80'], 'HOST:PORT:ADDRESS'],
    [['--connect-to', 'a'], 'HOST1:PORT1:HOST2:PORT2'],
    [['--proxy', 'ftp://x'], 'socks5://'],
    [['--max-idle', 'soon'], 'duration'],
    [['--limit-connections', '0'], 'a number'],
    [['-4', '-6'], 'cannot be used with'],
    [['--race'], '--yes'],
  ])('%j', (options, sentence) => {
    const { status, stderr } = whyreset(['probe', nothingThere, ...options]);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
  });

  test('a file that is not there', () => {
    const { status, stderr } = whyreset(['probe', nothingThere, '--cacert', join(folder, 'none.pem')]);
    expect(status).toBe(3);
    expect(stderr).toContain('There is no file');
  });
});

test.runIf(process.getuid?.() === 0 && existsSync('/usr/bin/tcpdump'))(
  "the probe's own capture is one that explain can read",
  async () => {
    const file = join(folder, 'probe.pcap');
    expect((await run([await serve(500), '--pcap', file])).status).toBe(0);
    const { status, stdout } = whyreset(['connections', file, '--json']);
    expect(status).toBe(0);
    expect(stdout.trim().split('\n').length).toBeGreaterThan(10);
  },
);
