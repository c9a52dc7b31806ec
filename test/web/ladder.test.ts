/** The ladder of a connection in a real browser: the frames of the capture, readable, and reached by keyboard alone. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAnalyzer } from '../../src/engine/index.ts';
import { writePcap } from '../build/capture-files.ts';
import { Flag, tcpFrame } from '../build/frames.ts';
import { accessibilityFaults, hasBrowser, openPage, readInPage, startBrowser } from './browser.ts';

const race = 'examples/keepalive-race.pcap';
const analyzer = createAnalyzer();
analyzer.push(readFileSync(race));
const document = analyzer.finish().document();
const stream = document.incidents[0]?.exampleStream ?? -1;
const connection = document.connections.find((one) => one.stream === stream);
const cited = (connection?.evidence ?? []).map(({ frame }) => String(frame));

const folder = mkdtempSync(join(tmpdir(), 'whyreset-ladder-'));

/** A response of thirty segments that a RST breaks off. */
function largeResponse(): Uint8Array {
  const client = { src: '10.0.0.5', dst: '192.0.2.80', sport: 50_001, dport: 80 };
  const server = { src: '192.0.2.80', dst: '10.0.0.5', sport: 80, dport: 50_001 };
  const ask = 'GET /large HTTP/1.1\r\nHost: shop.example\r\n\r\n';
  const head = 'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n';
  const sent = { ...server, ack: 100 + ask.length };
  const frames = [
    tcpFrame({ ...client, seq: 99, flags: Flag.SYN }),
    tcpFrame({ ...server, seq: 499, ack: 100, flags: Flag.SYN | Flag.ACK }),
    tcpFrame({ ...client, seq: 100, ack: 500 }),
    tcpFrame({ ...client, seq: 100, ack: 500, payload: ask }),
    tcpFrame({ ...sent, seq: 500, payload: head }),
    ...Array.from({ length: 30 }, (_, index) =>
      tcpFrame({ ...sent, seq: 500 + head.length + index * 1000, payload: new Uint8Array(1000) }),
    ),
    tcpFrame({ ...sent, seq: 500 + head.length + 30_000, flags: Flag.RST | Flag.ACK }),
  ];
  return writePcap(frames.map((bytes, index) => ({ bytes, timeNs: BigInt(index) * 1_000_000n })));
}

describe.skipIf(!hasBrowser)('the ladder', () => {
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await startBrowser();
    ({ page, complaints } = await openPage(browser));
    await readInPage(page, race);
    await show(`#/connection/${stream}`);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function show(hash: string): Promise<void> {
    await page.evaluate(`location.hash = '${hash}'`);
    await page.waitForSelector('.ladder-row');
  }

  function focusedText(): Promise<string> {
    return page.evaluate('document.activeElement.textContent');
  }

  test('shows the frames that the verdict cites, each with what it says', async () => {
    const marked = await page.$$eval('.ladder-row.cited .ladder-frame', (cells) =>
      cells.map((cell) => cell.textContent?.replace('●', '')),
    );
    expect(marked).toEqual(cited);
    for (const { says } of connection?.evidence ?? []) {
      const text = await page.textContent('.ladder');
      expect(text?.toLowerCase()).toContain(says.toLowerCase());
    }
  });

  test('folds the silence and says how long it was', async () => {
    expect(await page.textContent('.ladder-silence')).toBe('4.98 s silence');
  });

  test('draws the request and the FIN crossing', async () => {
    const ends = await page.$$eval('.ladder-row.cited', (rows) =>
      rows.map((row) => {
        const line = row.querySelector('line')?.getBoundingClientRect();
        return { top: line?.top ?? 0, bottom: line?.bottom ?? 0 };
      }),
    );
    const [request, fin] = ends.slice(1, 3);
    expect(request?.bottom).toBeGreaterThan(fin?.top ?? Number.POSITIVE_INFINITY);
  });

  test('is walked through by keyboard: frame by frame, to the end, to what is cited', async () => {
    await page.focus('.ladder-row[tabindex="0"]');
    expect(await focusedText()).toContain('client to server: SYN');
    await page.keyboard.press('ArrowDown');
    expect(await focusedText()).toContain('server to client: SYN, ACK');
    expect(await page.textContent('.ladder-details')).toContain('seq 0');
    await page.keyboard.press('End');
    expect(await focusedText()).toContain('RST');
    await page.keyboard.press('Home');
    await page.keyboard.press('c');
    expect(await focusedText()).toContain(`Frame ${cited[0]}`);
    // One stop on the way through the page, not one for each frame.
    expect(await page.$$eval('.ladder-row[tabindex="0"]', (rows) => rows.length)).toBe(1);
  });

  test('shows plain ACKs on request', async () => {
    const rows = (): Promise<number> => page.$$eval('.ladder-row', (all) => all.length);
    const before = await rows();
    await page.check('.ladder-tools input');
    expect(await rows()).toBeGreaterThan(before);
    await page.uncheck('.ladder-tools input');
  });

  test('grows and shrinks', async () => {
    const height = (): Promise<number> =>
      page.$eval('.ladder ol', (list) => list.getBoundingClientRect().height);
    const before = await height();
    await page.click('.ladder-zoom button[aria-label=Larger]');
    expect(await height()).toBeGreaterThan(before);
    await page.click('.ladder-zoom button[aria-label=Smaller]');
    expect(await height()).toBe(before);
  });

  test('opens a fold by key, and closes it again', async () => {
    await showLarge();
    const closed = await page.$$eval('.ladder-row', (rows) => rows.length);
    await page.focus('.ladder-row[tabindex="0"]');
    const at = await page.$$eval('.ladder-row', (rows) => rows.findIndex((row) => row.matches('.fold')));
    for (let step = 0; step < at; step++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.$$eval('.ladder-row', (rows) => rows.length)).toBeGreaterThan(closed);
    await page.keyboard.press('Enter');
    expect(await page.$$eval('.ladder-row', (rows) => rows.length)).toBe(closed);
    // The mouse opens it too, and the key that follows means the same row.
    await page.click('.fold .ladder-label button');
    expect(await page.$$eval('.ladder-row', (rows) => rows.length)).toBeGreaterThan(closed);
    await page.keyboard.press('Enter');
    expect(await page.$$eval('.ladder-row', (rows) => rows.length)).toBe(closed);
  });

  async function showLarge(): Promise<void> {
    ({ page } = await openPage(browser, { colorScheme: 'dark' }));
    const file = join(folder, 'large.pcap');
    writeFileSync(file, largeResponse());
    await readInPage(page, file);
    await show('#/connection/0');
    await page.waitForSelector('.fold');
  }

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
  ] as const)(
    'has no fault that axe finds, %s and %i pixels wide, and nothing sticks out',
    async (colorScheme, width) => {
      const opened = await openPage(browser, { colorScheme, viewport: { width, height: 800 } });
      await readInPage(opened.page, race);
      for (const hash of [`#/connection/${stream}`, '#/incident/1']) {
        await opened.page.evaluate(`location.hash = '${hash}'`);
        await opened.page.waitForSelector('.ladder-row');
        expect(await accessibilityFaults(opened.page)).toEqual([]);
        expect(await opened.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
      expect(opened.complaints).toEqual([]);
      await opened.page.context().close();
    },
  );

  test('is there for healthy connections too', async () => {
    const healthy = document.connections.reduce(
      (all, one) => all.filter((n) => n !== one.stream),
      [...Array(document.totals.connections).keys()],
    )[0];
    const opened = await openPage(browser);
    await readInPage(opened.page, race);
    await opened.page.evaluate(`location.hash = '#/connection/${healthy}'`);
    await opened.page.waitForSelector('.ladder-row');
    await opened.page.context().close();
  });

  test('prints without tools, and the browser has nothing to complain about', async () => {
    await page.emulateMedia({ media: 'print' });
    expect(await page.isVisible('.ladder-tools')).toBe(false);
    expect(await page.isVisible('.ladder-row.rst')).toBe(true);
    expect(complaints).toEqual([]);
  });
});
