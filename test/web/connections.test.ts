import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeBundle, removeBundle, whyreset } from '../cli/whyreset.ts';
import { accessibilityFaults, hasBrowser, openPage, readInPage, startBrowser } from './browser.ts';

const race = 'examples/keepalive-race.pcap';

describe.skipIf(!hasBrowser)('the table of connections', () => {
  let browser: Browser;
  beforeAll(async () => {
    makeBundle();
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    removeBundle();
  });

  async function opened(hash: string): Promise<Page> {
    const { page } = await openPage(browser);
    await readInPage(page, race);
    await page.evaluate(`location.hash = '${hash}'`);
    await page.waitForSelector('.grid');
    return page;
  }
  const matches = (page: Page): Promise<string | null> => page.locator('#matches').textContent();
  const column = (page: Page, place: number): Promise<string[]> =>
    page.locator(`.grid tbody td:nth-child(${place})`).allTextContents();

  test('counts what `connections --json` and `explain --json` count', async () => {
    const lines = whyreset(['connections', '--json', race]).stdout.trim().split('\n');
    const { totals, incidents } = JSON.parse(whyreset([race, '--json']).stdout);
    const page = await opened('#/connections');
    await expect.poll(() => matches(page)).toBe(`${lines.length} of ${totals.connections}`);
    await page.getByRole('searchbox').fill('cause:keepalive-race');
    await expect.poll(() => matches(page)).toBe(`${incidents[0].streams.length} of ${totals.connections}`);
    expect((await column(page, 1)).map(Number)).toEqual(incidents[0].streams);
    await page.context().close();
  });

  test('has its filter and order in its address, for a colleague and for a reload', async () => {
    const page = await opened('#/connections');
    await page.getByRole('searchbox').fill('ending:reset');
    await page.getByRole('button', { name: 'Lasted' }).click();
    const before = await column(page, 1);
    expect(before.length).toBeGreaterThan(2);
    await page.reload();
    await page.waitForSelector('.grid');
    expect(await page.getByRole('searchbox').inputValue()).toBe('ending:reset');
    expect(await column(page, 1)).toEqual(before);
    await page.context().close();
  });

  test('is walked with the keyboard: to the table, down, and into a connection', async () => {
    const page = await opened('#/connections?q=cause:keepalive-race');
    const streams = await column(page, 1);
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=TCP stream');
    expect(page.url()).toMatch(new RegExp(`#/connection/${streams.at(-2)}$`));
    await page.context().close();
  });

  test('leads to a healthy connection as well, with its frames', async () => {
    const page = await opened('#/connections?q=cause:healthy');
    const [stream] = await column(page, 1);
    await page.locator('.grid tbody a').first().click();
    await page.waitForSelector(`text=TCP stream ${stream}`);
    await page.waitForSelector('text=SYN');
    expect(await page.textContent('code')).toBe(`tcp.stream eq ${stream}`);
    await page.context().close();
  });

  test('gives its rows away as CSV and as JSON', async () => {
    const page = await opened('#/connections?q=cause:keepalive-race&columns=stream,cause,durationS');
    const csv = await saved(page, 'Save as CSV');
    expect(csv.split('\r\n')[0]).toBe('stream,cause,durationS');
    const rows = JSON.parse(await saved(page, 'Save as JSON'));
    expect(rows).toHaveLength(csv.trim().split('\r\n').length - 1);
    expect(rows[0]).toMatchObject({ cause: 'keepalive-race' });
    await page.context().close();
  });

  test('says what is wrong with a query, and has no fault that axe finds', async () => {
    const page = await opened('#/connections');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('searchbox').fill('colour:red');
    await expect.poll(() => matches(page)).toContain('There is no column "colour"');
    await page.getByText('How to filter').click();
    await page.getByText('Columns', { exact: true }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });

  test('shows the last of a million rows, and only the rows on the screen', async () => {
    const { page } = await openPage(browser);
    await readInPage(page, race);
    await page.evaluate(growToAMillion);
    await page.goto(`${page.url().split('#')[0]}#/connections`);
    await page.reload();
    await page.waitForSelector('.grid');
    await expect.poll(() => matches(page)).toBe('1,000,000 of 1,000,000');
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    expect(await page.locator('tr[aria-selected=true] td:first-child').textContent()).toBe('999999');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Home');
    expect(await page.locator('tr[aria-selected=true] td:first-child').textContent()).toBe('0');
    expect(await page.locator('.grid tr').count()).toBeLessThan(100);
    await page.getByRole('searchbox').fill('stream>=999990');
    await expect.poll(() => matches(page)).toBe('10 of 1,000,000');
    await page.context().close();
  });
});

async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  const pieces: string[] = [];
  for await (const piece of await download.createReadStream()) pieces.push(String(piece));
  return pieces.join('');
}

/** Repeats the rows of what the page keeps, as if a capture had had a million connections. */
const growToAMillion = `new Promise((resolve, reject) => {
  const open = indexedDB.open('whyreset');
  open.onerror = reject;
  open.onsuccess = () => {
    const store = open.result.transaction('held', 'readwrite').objectStore('held');
    store.get('last').onsuccess = ({ target: { result: held } }) => {
      const { columns } = held.capture.analysed;
      const grown = (values) => values.constructor.from({ length: 1e6 }, (_, row) => values[row % values.length]);
      for (const column of Object.values(columns.columns)) {
        if (column.kind === 'text') column.codes = grown(column.codes);
        else column.values = grown(column.values);
      }
      columns.columns.stream.values = Uint32Array.from({ length: 1e6 }, (_, row) => row);
      columns.count = 1e6;
      store.put(held, 'last').onsuccess = resolve;
    };
  };
})`;
