/** Memory grows again and again while a crowd of connections is read, whichever way its bytes come. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { writePcap, writePcapng } from '../build/capture-files.ts';
import { framesOf, syns } from '../build/crowd.ts';
import { bundleAndFolder, whyreset } from './whyreset.ts';

const COUNT = 20_000;
const RAW = 101;
const frames = framesOf(syns(COUNT));
const pcap = writePcap(frames, { linkType: RAW });
const folder = bundleAndFolder();

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const half = COUNT / 2;
const part = (from: number, to: number) => writePcap(frames.slice(from, to), { linkType: RAW });

test.each([
  ['a file', () => [file('all.pcap', pcap)]],
  ['a file of pcapng', () => [file('all.pcapng', writePcapng(frames, { interfaces: [{ linkType: RAW }] }))]],
  ['a compressed file', () => [file('all.pcap.gz', gzipSync(pcap))]],
  ['two files', () => [file('1.pcap', part(0, half)), file('2.pcap', part(half, COUNT))]],
  ['standard input', () => ['-']],
])('a crowd from %s', (_, argumentsOf) => {
  const { status, stdout, stderr } = whyreset([...argumentsOf(), '--json'], { input: pcap });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(JSON.parse(stdout).totals.connections).toBe(COUNT);
});
