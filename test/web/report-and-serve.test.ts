/** The page as others get it: a saved report by mail, and `whyreset serve`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle, makeBundle, removeBundle, root, whyreset } from '../cli/whyreset.ts';
import { accessibilityFaults, hasBrowser, openPage, startBrowser } from './browser.ts';

const race = 'examples/keepalive-race.pcap';
const folder = mkdtempSync(join(tmpdir(), 'whyreset-report-'));

describe.skipIf(!hasBrowser)('by mail and by serve', () => {
  let browser: Browser;
  beforeAll(async () => {
    makeBundle();
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    removeBundle();
    rmSync(folder, { recursive: true });
  });

  test('a report is one file that opens on what the text report says, and asks nobody', async () => {
    const report = join(folder, 'report.html');
    const { status, stdout, stderr } = whyreset([race, '--html', report]);
    expect([status, stderr]).toEqual([0, `whyreset: the report is in ${report}\n`]);
    const { page, requests, complaints } = await openPage(browser, {}, pathToFileURL(report).href);
    await page.waitForSelector('h1');
    const said = ((await page.textContent('h1')) ?? '').replace(/\s+/g, ' ');
    expect(stdout.replace(/\s+/g, ' ')).toContain(said);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect([requests, complaints]).toEqual([[], []]);
    expect(statSync(report).size).toBeLessThan(600_000);
    // What a report cannot do is not offered.
    expect(await page.getByRole('button', { name: 'Open another' }).count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'What to set' }).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('heading', { name: 'What to set' }).isVisible()).toBe(true);
    await page.context().close();
  });

  test('a report that cannot be written is one sentence and exit code 2', () => {
    const { status, stderr } = whyreset([race, '--html', join(folder, 'no/such/folder.html')]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^whyreset: the report cannot be written to .*\n$/);
  });

  test('served with a capture, the page opens on it, and again after a reload', async () => {
    const { address, child } = await serve(race);
    const { page, requests, complaints } = await openPage(browser, {}, address);
    await page.waitForSelector('.files');
    const headline = await page.textContent('h1');
    expect(headline).toContain('keep-alive race');
    await page.evaluate("location.hash = '#/incident/1'");
    await page.reload();
    await page.waitForSelector('figure');
    expect(requests.every((url) => url.startsWith(address))).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  });

  test('served with what the audit printed, the page shows the chain beside the capture', async () => {
    writeFileSync(
      join(folder, 'chain.yaml'),
      'hops:\n  - { name: edge, product: nginx, asClient: { idleTimeoutS: 60 } }\n  - { name: app, product: node }\n',
    );
    writeFileSync(
      join(folder, 'audit.json'),
      whyreset(['audit', join(folder, 'chain.yaml'), '--json']).stdout,
    );
    const { address, child } = await serve(join(folder, 'audit.json'), race);
    const { page } = await openPage(browser, {}, address);
    await page.waitForSelector('.files');
    expect(await page.title()).toBe('whyreset: keepalive-race.pcap');
    await page.getByRole('link', { name: 'Chain' }).click();
    await page.waitForSelector('.link.racing');
    await page.context().close();
    child.kill('SIGTERM');
  });

  test('the page is small enough to be there at once, also over a slow line', () => {
    expect(gzipSync(readFileSync(join(root, 'dist/page.html'))).length).toBeLessThan(250_000);
  });

  test('a capture that is not there is said before anything is served', () => {
    const { status, stderr } = whyreset(['serve', 'no-such.pcap']);
    expect([status, stderr]).toEqual([3, 'whyreset: There is no file no-such.pcap.\n']);
  });
});

function serve(...files: string[]): Promise<{ address: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [bundle, 'serve', '--port', '0', ...files], { cwd: root });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.stdout.once('data', (text) => resolve({ address: String(text).trim(), child }));
  });
}
