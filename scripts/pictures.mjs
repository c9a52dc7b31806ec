// docs/pictures/*.png: the page with captures of the lab, in Debian's Chromium. `npm run pictures`
import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { root } from './fresh.mjs';
import { buildPage } from './page.mjs';

const folder = `${root}docs/pictures/`;
const race = ['keepalive-race'];
/** Made within the same minute. */
const several = ['keepalive-race', 'idle-dropped', 'response-timeout'];

/** Heights leave out what lies below the point that a picture makes. */
const pictures = [
  { name: 'overview', captures: several, hash: '#/', height: 960 },
  { name: 'incident', captures: race, hash: '#/incident/1', height: 820 },
  { name: 'ladder', captures: race, hash: '#/connection/11', height: 930 },
  {
    name: 'connections',
    captures: several,
    hash: '#/connections?q=-cause:healthy+-cause:idle&sort=-durationS',
    height: 560,
  },
];

const page = `${root}dist/page.html`;
await buildPage(page);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const picture of pictures) await take(picture);
await browser.close();

async function take({ name, captures, hash, height }) {
  const tab = await browser.newPage({ viewport: { width: 1200, height } });
  await tab.goto(pathToFileURL(page).href);
  await tab.setInputFiles(
    'input[type=file]',
    captures.map((capture) => `${root}examples/${capture}.pcap`),
  );
  await tab.waitForSelector('.files');
  await tab.evaluate((to) => {
    location.hash = to;
  }, hash);
  await tab.waitForTimeout(1500);
  await tab.screenshot({ path: `${folder}${name}.png` });
  await tab.close();
}
