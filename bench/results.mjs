// The results as Markdown: for bench/RESULTS.md and the terminal alike. No dates and no host names, so that two runs differ
// only in what was measured.
import { cpus, totalmem } from 'node:os';
import { versionOf } from './measure.mjs';

const seconds = (value) => `${value.toFixed(2)} s`;
const megabytes = (value) => `${Math.round(value)} MB`;
const verdict = (met) => (met ? 'met' : '**missed**');

/** Padded, for the terminal and as the formatter would have it. */
function table(headings, rows) {
  const all = [headings, ...rows].map((cells) => cells.map(String));
  const widths = headings.map((_, column) => Math.max(3, ...all.map((cells) => cells[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const [first, ...rest] = all.map(line);
  return [first, line(widths.map((width) => '-'.repeat(width))), ...rest].join('\n');
}

export function machineText() {
  const processors = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return [
    `- ${processors.length} × ${processors[0].model}, ${gigabytes} GiB, ${process.platform} ${process.arch}`,
    `- Node ${process.version}, without NODE_EXTRA_CA_CERTS: with it each start of Node reads certificates`,
    `- ${versionOf('tcpdump')}; tcptrace ${/\d+(\.\d+)+/.exec(versionOf('tcptrace', '-v'))?.[0]}; ${versionOf('tshark')}`,
  ].join('\n');
}

export function captureText({ fileBytes, packets, connections }) {
  const size = fileBytes > 1e9 ? `${(fileBytes / 1e9).toFixed(2)} GB` : `${(fileBytes / 1e6).toFixed(0)} MB`;
  return `${packets.toLocaleString('en')} packets, ${connections.toLocaleString('en')} connections, ${size}`;
}

export function comparisonText(rows) {
  const cells = rows.map((row) => [
    row.name,
    row.does,
    seconds(row.seconds),
    seconds(row.cpuSeconds),
    megabytes(row.peakMb),
    row.name === 'whyreset' ? '' : `${row.ratio.toFixed(row.ratio < 10 ? 2 : 0)} ×`,
    row.target ? `≥ ${Number(row.target.toFixed(2))} × ${verdict(row.ratio >= row.target)}` : '',
  ]);
  return table(['', 'what it does', 'time', 'CPU', 'peak memory', 'its time / ours', 'target'], cells);
}

export function memoryText(rows) {
  const cells = rows.map(({ what, seconds: took, peakMb, limitMb }) => {
    return [what, seconds(took), megabytes(peakMb), `< ${limitMb} MB ${verdict(peakMb < limitMb)}`];
  });
  return table(['capture', 'time', 'peak memory', 'target'], cells);
}

export function stdinText({ quartersMb, growth, afterwardsMb, seconds: took, samples }) {
  return `- ${seconds(took)} in all. Peak memory in each quarter of the reading (${samples} samples): ${quartersMb.map(megabytes).join(', ')}
- last to second quarter: ${growth.toFixed(2)} × (target ≤ 1.20, ${verdict(growth <= 1.2)})
- peak while the answer is made: ${megabytes(afterwardsMb)} (target < 300 MB, ${verdict(afterwardsMb < 300)})`;
}

export function hotText(rows) {
  const cells = rows.map(({ name, nsPerFrame, minorGcsPerMillion }) => [
    `\`${name}\``,
    nsPerFrame.toFixed(1),
    minorGcsPerMillion.toFixed(1),
  ]);
  return table(['', 'ns per frame', 'minor GCs per million frames'], cells);
}

export function checkText(rows) {
  const cells = rows.map(({ what, expected, found }) => [
    what,
    expected,
    found,
    expected === found ? '' : '**differs**',
  ]);
  return table(['', 'put in', 'found', ''], cells);
}
