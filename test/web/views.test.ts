/** Each view, reached with the keyboard alone; and that axe finds no fault in it, light or dark, narrow or wide. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeBundle, removeBundle, whyreset } from '../cli/whyreset.ts';
import { accessibilityFaults, hasBrowser, openPage, readInPage, startBrowser } from './browser.ts';

const race = 'examples/keepalive-race.pcap';
const folder = mkdtempSync(join(tmpdir(), 'whyreset-views-'));
const chain = `hops:
  - { name: edge, product: nginx, version: "1.25", asClient: { idleTimeoutS: 60 } }
  - { name: app, product: node, asServer: { idleTimeoutS: 5 } }
`;

describe.skipIf(!hasBrowser)('the views', () => {
  let browser: Browser;
  const audit = join(folder, 'audit.json');
  beforeAll(async () => {
    makeBundle();
    writeFileSync(join(folder, 'chain.yaml'), chain);
    writeFileSync(audit, whyreset(['audit', join(folder, 'chain.yaml'), '--json']).stdout);
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    removeBundle();
    rmSync(folder, { recursive: true });
  });

  test('are walked with the keyboard, from the overview to a frame of the proof', async () => {
    const { page } = await openPage(browser);
    await readInPage(page, race);
    await tabTo(page, 'keepalive-race');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Incident 1 of 1');
    await tabTo(page, 'Stream ');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=TCP stream');
    await page.goBack();
    await page.waitForSelector('text=Incident 1 of 1');
    await tabTo(page, 'keepalive-race');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=How it looks on the wire');
    for (const [link, title] of [
      ['Connections', 'Connections'],
      ['Chain', 'Chain'],
      ['Probe', 'Probe'],
    ] as const) {
      await page.keyboard.press('Home');
      await tabTo(page, link);
      await page.keyboard.press('Enter');
      await page.waitForSelector(`h1:text-is("${title}")`);
    }
    await page.context().close();
  });

  test('lead from an incident to its rows in the table', async () => {
    const { page } = await openPage(browser);
    await readInPage(page, race);
    await page.evaluate("location.hash = '#/incident/1'");
    await page.getByRole('link', { name: /^all \d+ in the table$/ }).click();
    await page.waitForSelector('.grid');
    const streams = await page.locator('.grid tbody a').allTextContents();
    const [incident] = JSON.parse(whyreset([race, '--json']).stdout).incidents;
    expect(streams.map(Number)).toEqual(incident.streams);
    await page.goBack();
    await page.getByRole('link', { name: incident.clients[0] }).click();
    await page.waitForSelector('.grid');
    expect(await page.getByRole('searchbox').inputValue()).toContain(`client=${incident.clients[0]}`);
    await page.context().close();
  });

  test('show what the audit found: the two timers of the link that races', async () => {
    const { page } = await openPage(browser);
    await page.setInputFiles('input[type=file]', audit);
    await page.waitForSelector('.link.racing');
    expect(await page.locator('.racing .link-value').allTextContents()).toEqual(['60 s', '5 s']);
    expect(await page.textContent('.link-verdict')).toContain('races');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });

  test.each([
    [360, 'light'],
    [360, 'dark'],
    [3840, 'dark'],
  ] as const)(
    'have no fault that axe finds and nothing beyond the edge at %i pixels, %s',
    async (width, colorScheme) => {
      const { page } = await openPage(browser, { viewport: { width, height: 800 }, colorScheme });
      await readInPage(page, race);
      for (const hash of [
        '#/',
        '#/incident/1',
        '#/connection/11',
        '#/connections',
        '#/cause/keepalive-race',
        '#/chain',
      ]) {
        await page.evaluate(`location.hash = '${hash}'`);
        await page.waitForTimeout(50);
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(
          0,
        );
      }
      await page.context().close();
    },
  );

  test('offer the settings of another product, and its text to copy', async () => {
    const { page } = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
    await readInPage(page, race);
    await page.evaluate("location.hash = '#/incident/1'");
    await page.getByLabel('The client is').first().selectOption('undici');
    const snippet = await page.locator('.chooser pre').first().textContent();
    expect(snippet).toContain('keepAliveTimeout');
    await page.getByRole('button', { name: 'Copy the snippet' }).first().click();
    await page.waitForSelector('text=Copied');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(snippet);
    await page.context().close();
  });
});

/** Presses Tab until what has the focus begins with the text. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const focused = String(await page.evaluate('document.activeElement?.textContent ?? ""'));
    if (focused.replace(/^\d+/, '').startsWith(text)) return;
  }
  throw new Error(`Tab never comes to "${text}"`);
}
