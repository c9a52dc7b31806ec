/** What tshark says of the TCP segments in a capture, one line a segment, for comparisons. */
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decompress as unzstd } from 'fzstd';
import { DecodeStatus } from '../../src/wire/decode-status.ts';
import { FrameDecoder } from '../../src/wire/frame-decoder.ts';
import { describeSegment } from '../build/decoded.ts';
import { readCapture } from '../build/read-capture.ts';

export const hasTshark: boolean = spawnSync('tshark', ['--version']).status === 0;

const perSegment = ['tcp.srcport', 'tcp.dstport', 'tcp.seq_raw', 'tcp.ack_raw', 'tcp.flags', 'tcp.len'];
const addresses = ['ip.src', 'ip.dst', 'ipv6.src', 'ipv6.dst'];
const fields = ['frame.number', 'frame.protocols', 'tcp.stream', ...addresses, ...perSegment];

export interface TsharkAnswer {
  /** Frames that tshark read; it stops at a damaged one. */
  frames: number;
  /** "frame src dst sport dport seq ack flags length" of each segment. */
  segments: string[];
}

export async function segmentsByTshark(file: string): Promise<TsharkAnswer> {
  const output = await runTshark([
    '-n',
    '-r',
    file,
    '-T',
    'fields',
    '-E',
    'aggregator=;',
    ...fields.flatMap(asField),
  ]);
  const lines = output.split('\n').slice(0, -1);
  return { frames: lines.length, segments: lines.flatMap((line) => segmentLines(line.split('\t'))) };
}

function asField(name: string): string[] {
  return ['-e', name];
}

/** tshark ends with an error code at a damaged frame and has said all before it. */
function runTshark(options: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile('tshark', options, { maxBuffer: 1 << 28 }, (_error, stdout) => resolve(stdout));
  });
}

/** Fields occur once for each layer, outermost first; with several segments, the addresses of each are the last ones. */
function segmentLines(columns: string[]): string[] {
  const [frame = '', protocols = '', streams = '', ...values] = columns;
  const [src4, dst4, src6, dst6, ...segment] = values.map((value) => (value === '' ? [] : value.split(';')));
  const count = streams === '' ? 0 : streams.split(';').length; // a segment quoted by ICMP has no stream
  const versions = protocols.split(':').filter((name) => name === 'ip' || name === 'ipv6');
  const version6 = versions.at(-1) === 'ipv6';
  return Array.from({ length: count }, (_, index) => {
    const [src, dst] = (version6 ? [src6, dst6] : [src4, dst4]).map((all) => all?.at(index - count) ?? '');
    const [sport, dport, seq, ack, flags, length] = segment.map((all) => all[index] ?? '');
    const eight = Number(flags) & 0xff; // tshark counts the accurate ECN bit in
    return [
      frame,
      longAddress(src ?? ''),
      longAddress(dst ?? ''),
      sport,
      dport,
      seq,
      ack,
      eight,
      length,
    ].join(' ');
  });
}

/** IPv6 in eight groups, without "::". */
function longAddress(address: string): string {
  if (!address.includes(':')) return address;
  const [left = [], right = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')));
  return [...left, ...new Array<string>(8 - left.length - right.length).fill('0'), ...right].join(':');
}

/** The same lines by our decoder, of the first frames. */
export function segmentsByDecoder(capture: Uint8Array, frames: number): string[] {
  const decoder = new FrameDecoder();
  return readCapture(unpacked(capture))
    .frames.slice(0, frames)
    .flatMap(({ bytes, originalLength, linkType, frameNumber }) => {
      const view = new DataView(bytes.buffer);
      const lines: string[] = [];
      let status = decoder.decode(view, 0, bytes.length, originalLength, linkType, frameNumber);
      for (; status === DecodeStatus.Tcp; status = decoder.decodeNext()) {
        const { src, dst, sport, dport, seq, ack, flags, payloadLength } = describeSegment(decoder);
        lines.push([frameNumber, src, dst, sport, dport, seq, ack, flags, payloadLength].join(' '));
      }
      return lines;
    });
}

function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes);
  if (bytes[0] === 0x28 && bytes[1] === 0xb5) return unzstd(bytes);
  return bytes;
}

export function readBytes(file: string): Uint8Array {
  return Uint8Array.from(readFileSync(file));
}
