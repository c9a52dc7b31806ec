import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAnalyzer } from '../../src/engine/index.ts';
import { headline } from '../../src/report/headline.ts';
import { accessibilityFaults, hasBrowser, openPage, readInPage, startBrowser } from './browser.ts';

const examples = ['keepalive-race', 'idle-dropped', 'response-timeout', 'server-restart', 'healthy'];
const fileOf = (name: string): string => `examples/${name}.pcap`;

describe.skipIf(!hasBrowser)('the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
  });

  test.each(examples)(
    'says of examples/%s.pcap what the command line says, and asks nobody',
    async (name) => {
      const analyzer = createAnalyzer();
      analyzer.push(readFileSync(fileOf(name)));
      const document = analyzer.finish().document({ files: [`${name}.pcap`] });
      const { page, requests, complaints } = await openPage(browser);
      await readInPage(page, fileOf(name));
      expect(await page.textContent('h1')).toBe(headline(document));
      expect(requests).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  test.each(['light', 'dark'] as const)('has no fault that axe finds, in %s', async (colorScheme) => {
    const { page } = await openPage(browser, { colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
    await readInPage(page, fileOf('keepalive-race'));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.evaluate("location.hash = '#/incident/1'");
    await page.waitForSelector('figure');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });

  test('keeps what it read over a reload', async () => {
    const { page } = await openPage(browser);
    await readInPage(page, fileOf('keepalive-race'));
    const before = await page.textContent('h1');
    await page.reload();
    await page.waitForSelector('.files');
    expect(await page.textContent('h1')).toBe(before);
    await page.context().close();
  });
});
