/** What the page hands over: a report that opens by itself, and packs that say what the capture said. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAnalyzer, type ExplainDocument } from '../../src/engine/index.ts';
import { hasBrowser, openPage, readInPage, startBrowser } from './browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'whyreset-downloads-'));
const race = 'examples/keepalive-race.pcap';
const original = explained(new Uint8Array(readFileSync(race)));
const [incident] = original.incidents;

function explained(capture: Uint8Array): ExplainDocument {
  const analyzer = createAnalyzer();
  analyzer.push(capture);
  return analyzer.finish().document();
}

describe.skipIf(!hasBrowser)('the page', () => {
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await startBrowser();
    ({ page, complaints } = await openPage(browser));
    await readInPage(page, race);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function downloaded(button: string): Promise<{ name: string; path: string }> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click(`button:has-text("${button}")`),
    ]);
    const name = download.suggestedFilename();
    const path = join(folder, name);
    await download.saveAs(path);
    return { name, path };
  }

  test.each([false, true])('saves a report that opens without the capture; redacted: %s', async (redact) => {
    await page.evaluate("location.hash = '#/'");
    await page.setChecked('.hand-over input[type=checkbox]', redact);
    const { name, path } = await downloaded('Save report');
    expect(name).toBe('whyreset-report.html');
    const html = readFileSync(path, 'utf8');
    expect(html.length).toBeLessThan(600_000);
    expect(html.includes(incident?.server.address ?? '')).toBe(!redact);
    const context = await browser.newContext();
    const report = await context.newPage();
    await report.goto(`${pathToFileURL(path).href}#/incident/1`);
    await report.waitForSelector('.ladder-row.cited');
    expect(await report.textContent('h1')).toContain('keepalive-race');
    expect(await report.$$('.hand-over')).toEqual([]);
    await context.close();
  });

  test.each([
    ['without what was sent', false],
    ['without what was sent, addresses and names', true],
  ])('makes an evidence pack %s', async (way, pseudonymised) => {
    await page.evaluate("location.hash = '#/incident/1'");
    await page.check(`label:text-is("${way}") input`);
    const { name, path } = await downloaded('Make evidence pack');
    expect(name).toBe('evidence-1.zip');
    expect(await page.textContent('.hand-over [role=status]')).toContain('every connection has the verdict');
    const files = unzipSync(new Uint8Array(readFileSync(path)));
    const [again] = explained(files['capture.pcapng'] ?? new Uint8Array(0)).incidents;
    expect(again).toMatchObject({ cause: incident?.cause, connections: incident?.connections });
    expect(again?.server.address === incident?.server.address).toBe(!pseudonymised);
    const report = new TextDecoder().decode(files['report.html']);
    expect(report.includes(incident?.server.address ?? '')).toBe(!pseudonymised);
  });

  test('has nothing to complain about meanwhile', () => {
    expect(complaints).toEqual([]);
  });
});
