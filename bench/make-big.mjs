#!/usr/bin/env node
// Makes a large capture of HTTPS keep-alive traffic with known resets, as a reverse proxy sees it on the way to its
// upstreams: 10% IPv6, lost segments, zero windows, keep-alive probes, and keep-alive races, refusals and aborts. The same
// arguments give the same bytes. FILE.truth.json beside it says what was put in, with Wireshark's stream and frame numbers.
//
//   node bench/make-big.mjs --packets 2000000 --flows 20000 --seed 1 --out big.pcap
//   node bench/make-big.mjs --packets 10000000 --flows 100000 --out - | whyreset -
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PcapWriter } from './generate/pcap-writer.mjs';
import { writeTraffic } from './generate/traffic.mjs';

/** `{ packets, flows, seed, out }`; an `out` of "-" is standard output, which has no truth file. */
export function makeBig(options) {
  const writer = new PcapWriter(options.out);
  const traffic = writeTraffic(writer, options);
  writer.close();
  const { packets, flows, seed } = options;
  const truth = { arguments: { packets, flows, seed }, fileBytes: writer.fileBytes, ...traffic };
  if (options.out !== '-') writeFileSync(`${options.out}.truth.json`, `${JSON.stringify(truth)}\n`);
  return truth;
}

function positive(values, name, least) {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= least) return value;
  console.error(`make-big: --${name} must be a whole number, at least ${least}`);
  process.exit(2);
}

function main() {
  const text = { type: 'string' };
  const { values } = parseArgs({
    options: { packets: text, flows: text, seed: { ...text, default: '1' }, out: text },
  });
  if (values.out === undefined) {
    console.error('usage: make-big.mjs --packets N --flows N [--seed N] --out FILE|-');
    process.exit(2);
  }
  const truth = makeBig({
    packets: positive(values, 'packets', 1),
    flows: positive(values, 'flows', 20),
    seed: positive(values, 'seed', 0),
    out: values.out,
  });
  console.error(
    `${values.out}: ${truth.packets} packets, ${truth.fileBytes} bytes, ${truth.connections} connections, ${truth.rstFrames} RSTs`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    // The reader of the pipe has had enough: not our failure.
    if (error.code !== 'EPIPE') throw error;
  }
}
