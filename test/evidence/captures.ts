/** The captures that come with the project, read and analysed, for comparisons. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The examples, and every n-th of the lab's captures. */
export function captureFiles(everyNth: number): string[] {
  const lab = readdirSync(`${root}test/captures/lab`).filter((name) => name.endsWith('.gz'));
  return [
    ...readdirSync(`${root}examples`)
      .filter((name) => name.endsWith('.pcap'))
      .map((name) => `${root}examples/${name}`),
    ...lab.filter((_, index) => index % everyNth === 0).map((name) => `${root}test/captures/lab/${name}`),
  ];
}

export function bytesOf(file: string): Uint8Array {
  const bytes = readFileSync(file);
  return new Uint8Array(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
}
