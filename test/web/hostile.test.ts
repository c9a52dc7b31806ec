/** Captures and documents written by an enemy of the reader: names with markup, text that runs backwards, endless names. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pcapngNames, writePcapng } from '../build/capture-files.ts';
import { addressBytes, Flag, tcpFrame } from '../build/frames.ts';
import { clientHello } from '../build/tls.ts';
import { keepaliveRace } from '../report/documents.ts';
import { hasBrowser, openPage, startBrowser } from './browser.ts';

const markup = '"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script><!--';
const backwards = '\u202egnp.exe\u2066';
const endless = 'a'.repeat(64_000);
const folder = mkdtempSync(join(tmpdir(), 'whyreset-hostile-'));

/** Fields whose values are words of ours. */
const closed = [
  'schema',
  'cause',
  'start',
  'time',
  'first',
  'last',
  'act',
  'who',
  'ending',
  'endedBy',
  'origin',
  'harm',
  'from',
  'kind',
];

/** An exchange that is answered, a silence, and a request that meets a RST. */
function lostRequest(port: number, request: string | Uint8Array): { timeNs: bigint; bytes: Uint8Array }[] {
  const client = { src: '10.0.0.5', dst: '10.0.3.7', sport: 50_000 + port, dport: port };
  const server = { src: '10.0.3.7', dst: '10.0.0.5', sport: port, dport: 50_000 + port };
  const { SYN, ACK, PSH, RST } = Flag;
  const length = typeof request === 'string' ? Buffer.byteLength(request) : request.length;
  const at = (ms: number): bigint => 1_769_853_600_000_000_000n + BigInt(ms + port) * 1_000_000n;
  return [
    { timeNs: at(0), bytes: tcpFrame({ ...client, flags: SYN, seq: 99 }) },
    { timeNs: at(10), bytes: tcpFrame({ ...server, flags: SYN | ACK, seq: 199, ack: 100 }) },
    { timeNs: at(20), bytes: tcpFrame({ ...client, flags: ACK, seq: 100, ack: 200 }) },
    {
      timeNs: at(30),
      bytes: tcpFrame({ ...client, flags: ACK | PSH, seq: 100, ack: 200, payload: request }),
    },
    { timeNs: at(40), bytes: tcpFrame({ ...server, flags: RST | ACK, seq: 200, ack: 100 + length }) },
  ];
}

const http = (name: string): string =>
  `GET /${name} HTTP/1.1\r\nHost: ${name}\r\nUser-Agent: ${name}\r\nX-${name.slice(0, 20)}: 1\r\n\r\n`;

function hostileCapture(): Uint8Array {
  const frames = [
    ...lostRequest(80, http(markup.replaceAll(' ', '/'))),
    ...lostRequest(81, http(backwards)),
    ...lostRequest(82, http('b'.repeat(1000))),
    ...lostRequest(443, clientHello({ serverName: markup })),
  ];
  const names = [markup, backwards, endless].map((name) => ({ address: addressBytes('10.0.3.7'), name }));
  return writePcapng(frames, { before: [pcapngNames(names)] });
}

describe.skipIf(!hasBrowser)('what an enemy wrote', () => {
  let browser: Browser;
  const path = join(folder, `${markup.replaceAll('/', '')}${backwards}.pcapng`);
  beforeAll(async () => {
    writeFileSync(path, hostileCapture());
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function expectUnmoved(page: Page, hashes: readonly string[]): Promise<void> {
    for (const hash of hashes) {
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
      await page.waitForTimeout(50);
      expect(
        await page.evaluate(
          '[window.pwned, document.querySelectorAll("main :is(img, script, iframe, style, object)").length]',
        ),
      ).toEqual([undefined, 0]);
      expect(await page.evaluate('document.body.querySelector("#page").innerText')).not.toMatch(
        /[\u202a-\u202e\u2066-\u2069]/,
      );
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
  }

  test('changes nothing in the page, in whatever view', async () => {
    const { page, requests, complaints } = await openPage(browser, { viewport: { width: 360, height: 800 } });
    await page.setInputFiles('input[type=file]', path);
    await page.waitForSelector('.headline');
    const incidents = await page.locator('.card').count();
    expect(incidents).toBeGreaterThan(0);
    const views = [
      '#/',
      '#/connections',
      '#/connection/0',
      '#/connection/1',
      '#/connection/3',
      `#/cause/${markup}`,
      `#/${markup}`,
    ];
    await expectUnmoved(page, [
      ...views,
      ...Array.from({ length: incidents }, (_, i) => `#/incident/${i + 1}`),
    ]);
    expect([requests, complaints]).toEqual([[], []]);
    await page.context().close();
  });

  test.each([
    ['markup', markup],
    ['text that runs backwards', backwards],
    ['a name of 64 kB', endless],
  ])('changes nothing when every text of a document is %s', async (_, text) => {
    const document = JSON.parse(JSON.stringify(keepaliveRace()), (key, value) =>
      typeof value === 'string' && !closed.includes(key) ? text : value,
    );
    const file = join(folder, 'document.json');
    writeFileSync(file, JSON.stringify(document));
    const { page, requests, complaints } = await openPage(browser);
    await page.setInputFiles('input[type=file]', file);
    await page.waitForSelector('.headline');
    await expectUnmoved(page, [
      '#/',
      '#/incident/1',
      '#/connections',
      `#/connection/${document.connections[0].stream}`,
    ]);
    expect([requests, complaints]).toEqual([[], []]);
    await page.context().close();
  });

  test('that is damaged is said to be, and the page lives on', async () => {
    const { page } = await openPage(browser);
    const file = join(folder, 'audit.json');
    writeFileSync(file, JSON.stringify({ schema: 'whyreset/audit/1', chains: 'none' }));
    await page.setInputFiles('input[type=file]', file);
    await page.waitForSelector('text=This cannot be shown');
    writeFileSync(file, '{ "schema": ');
    await page.evaluate("location.hash = '#/'");
    await page.setInputFiles('input[type=file]', file);
    await page.waitForSelector('text=looks like JSON, but is damaged');
    await page.context().close();
  });

  test('that is no capture at all is refused in one sentence', async () => {
    const { page } = await openPage(browser);
    const file = join(folder, 'photo.pcap');
    writeFileSync(file, 'PK\x03\x04 not a capture');
    await page.setInputFiles('input[type=file]', file);
    await page.waitForSelector('.problem');
    expect(await page.textContent('.problem')).toContain(
      'is not a capture that can be read, but a zip archive',
    );
    await page.context().close();
  });
});
