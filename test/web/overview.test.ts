/** Reading captures in the page: the same results as on the command line, however the captures come. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAnalyzer, type ExplainDocument } from '../../src/engine/index.ts';
import { readCaptures } from '../../src/node/capture-source.ts';
import { harmfulIncidents, headline } from '../../src/report/headline.ts';
import { inferredSentences } from '../../src/report/inferred-text.ts';
import { grouped } from '../../src/report/quantities.ts';
import { accessibilityFaults, hasBrowser, openPage, readInPage, startBrowser } from './browser.ts';

const captures = [
  'examples/keepalive-race.pcap',
  'examples/idle-dropped.pcap',
  'examples/response-timeout.pcap',
  'examples/server-restart.pcap',
  'examples/healthy.pcap',
  ...someOf('test/captures/lab', 5),
];

/** Evenly spread over the folder, so that they are of different kinds whatever is added. */
function someOf(lab: string, count: number): string[] {
  const names = readdirSync(lab).filter((name) => name.endsWith('.pcap.gz'));
  return Array.from({ length: count }, (_, i) =>
    join(lab, names[Math.floor((i * names.length) / count)] as string),
  );
}
const race = 'examples/keepalive-race.pcap';
const folder = mkdtempSync(join(tmpdir(), 'whyreset-page-'));

async function explained(...paths: string[]): Promise<ExplainDocument> {
  const analyzer = createAnalyzer();
  const { summary, files } = await readCaptures(paths, analyzer);
  return analyzer.finish(summary).document({ files });
}

describe.skipIf(!hasBrowser)('the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  test.each(captures)('says of %s what the command line says, and asks nobody', async (path) => {
    const document = await explained(path);
    const { page, requests, complaints } = await openPage(browser);
    await readInPage(page, path);
    expect(await page.textContent('h1')).toBe(headline(document));
    const totals = await page.locator('.total dd').allTextContents();
    expect(totals.reduce((sum, text) => sum + Number(text.replaceAll(',', '')), 0)).toBe(
      document.totals.connections,
    );
    expect(totals[0]).toBe(grouped(document.totals.harmed));
    expect(await page.locator('.card-cause').allTextContents()).toEqual(
      document.incidents.map(({ cause }) => cause),
    );
    for (const [index, incident] of harmfulIncidents(document).entries()) {
      await page.evaluate(`location.hash = '#/incident/${index + 1}'`);
      await page.waitForSelector(`text=Incident ${index + 1} of`);
      const shown = await page.textContent('main');
      for (const sentence of inferredSentences(incident)) expect(shown).toContain(sentence);
    }
    expect([requests, complaints]).toEqual([[], []]);
    await page.context().close();
  });

  test('takes captures that are dropped on it', async () => {
    const { page } = await openPage(browser);
    await page.waitForSelector('.drop');
    await page.evaluate(`{
      const bytes = Uint8Array.from(atob('${readFileSync(race, 'base64')}'), (one) => one.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], 'dropped.pcap'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }`);
    await page.waitForSelector('.files');
    expect(await page.textContent('.files')).toContain('dropped.pcap');
    expect(await page.textContent('h1')).toContain('keep-alive race');
    await page.context().close();
  });

  test('reads what is compressed: gzip of several members, zstd, lz4 and xz', async () => {
    const bytes = readFileSync(race);
    const expected = headline(await explained(race));
    const half = bytes.length >> 1;
    const files = {
      gz: Buffer.concat([gzipSync(bytes.subarray(0, half)), gzipSync(bytes.subarray(half))]),
    } as Record<string, Buffer>;
    for (const tool of ['zstd', 'lz4', 'xz'])
      files[tool] = spawnSync(tool, ['-c', race], { maxBuffer: 1 << 26 }).stdout;
    const { page, complaints } = await openPage(browser);
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, `race.pcap.${name}`);
      writeFileSync(path, content);
      await readInPage(page, path);
      expect(await page.textContent('h1')).toBe(expected);
      await page.getByRole('button', { name: 'Open another' }).click();
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('reads the files of a ring as one capture, in whatever order they are dropped', async () => {
    const bytes = readFileSync(race);
    const paths = [join(folder, 'ring.pcap0'), join(folder, 'ring.pcap1')];
    const cut = recordStart(bytes, bytes.length >> 1);
    writeFileSync(paths[0] as string, bytes.subarray(0, cut));
    writeFileSync(paths[1] as string, Buffer.concat([bytes.subarray(0, 24), bytes.subarray(cut)]));
    const { page } = await openPage(browser);
    await readInPage(page, ...paths.toReversed());
    expect(await page.textContent('h1')).toBe(headline(await explained(...paths)));
    expect(await page.textContent('h1')).toBe(headline(await explained(race)));
    await page.context().close();
  });

  test('stops reading when it is told to, and reads the next capture', async () => {
    const endless = join(folder, 'endless.pcap');
    // A sparse file: 64 GiB of records without a byte, behind the header of a pcap file.
    writeFileSync(endless, readFileSync(race).subarray(0, 24));
    truncateSync(endless, 2 ** 36);
    const { page } = await openPage(browser);
    await page.setInputFiles('input[type=file]', endless);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForSelector('text=Choose captures');
    await readInPage(page, race);
    expect(await page.textContent('h1')).toContain('keep-alive race');
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)('has no fault that axe finds, in %s', async (colorScheme) => {
    const { page } = await openPage(browser, { colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
    await readInPage(page, race);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.evaluate("location.hash = '#/incident/1'");
    await page.waitForSelector('figure');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });

  test('keeps what it read over a reload', async () => {
    const { page } = await openPage(browser);
    await readInPage(page, race);
    const before = await page.textContent('h1');
    await page.reload();
    await page.waitForSelector('.files');
    expect(await page.textContent('h1')).toBe(before);
    await page.context().close();
  });
});

/** Where the first record of a little-endian pcap file begins that lies behind `least`. */
function recordStart(bytes: Buffer, least: number): number {
  let at = 24;
  while (at < least) at += 16 + bytes.readUInt32LE(at + 8);
  return at;
}
