/** The page in a real browser: Debian's Chromium, driven by Playwright. Every request that it makes is written down. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Without it, nothing here can run; in CI the set-up installs it. */
export const hasBrowser: boolean = existsSync(executablePath);

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Built from the sources before each file's tests. */
const pageFile: string = `${root}dist/page.html`;

export async function startBrowser(): Promise<Browser> {
  execFileSync(process.execPath, ['scripts/page.mjs'], { cwd: root });
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface OpenedPage {
  page: Page;
  /** Addresses that were asked for, but for the page itself. */
  requests: string[];
  /** Faults, violations of the content security policy, and whatever else reached the console. */
  complaints: string[];
}

export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
  address: string = pathToFileURL(pageFile).href,
): Promise<OpenedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url())) requests.push(request.url());
  });
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  // What was read before is fetched first: until then there is nothing to see.
  await page.waitForSelector('h1');
  requests.shift();
  return { page, requests, complaints };
}

/** Chooses captures as a person does, and waits until they have been read. */
export async function readInPage(page: Page, ...files: string[]): Promise<void> {
  await page.setInputFiles('input[type=file]', files);
  await page.waitForSelector('.files');
}

/** What axe-core finds wrong, a line each. The tests' own script comes in through the debugger, past the page's policy. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as {
    id: string;
    nodes: { html: string; failureSummary?: string }[];
  }[];
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}
