/**
 * Opens one capture: undoes its compression, told by content and not by name, and says what is wrong with what is none.
 */
import { captureFormat, SIGNATURE_LENGTH } from '../capture/capture-reader.ts';
import { COMPRESSION_SIGNATURE_LENGTH, type Compression, compressionOf } from '../capture/compression.ts';
import { FILE_KIND_LENGTH, fileKind } from '../capture/file-kinds.ts';
import { type ByteSource, PeekedSource } from './byte-source.ts';
import type { CaptureFile } from './capture-reading.ts';
import { decompress, type Gunzip } from './decompress.ts';
import { InputError } from './input-error.ts';

const READABLE = 'pcap, pcapng and snoop captures are read, also compressed with gzip, zstd, lz4 or xz.';

/** Rejects with an `InputError`. */
export async function openCapture({ path, open }: CaptureFile, gunzip: Gunzip): Promise<ByteSource> {
  const raw = new PeekedSource(open());
  try {
    const compression = compressionOf(await raw.peek(COMPRESSION_SIGNATURE_LENGTH));
    const source = compression === null ? raw : new PeekedSource(decompress(raw, compression, gunzip));
    await refuseUnlessCapture(source, path, compression);
    return source;
  } catch (error) {
    raw.close();
    throw error;
  }
}

async function refuseUnlessCapture(
  source: PeekedSource,
  path: string,
  compression: Compression | null,
): Promise<void> {
  const name = path === '-' ? 'Standard input' : path;
  const head = await source.peek(SIGNATURE_LENGTH);
  if (head.length === 0 && source.problem !== null)
    throw new InputError('not-readable', `${name}: ${source.problem}`);
  if (head.length === 0) throw emptyError(name);
  if (isCapture(head)) return;
  throw notCaptureError(await source.peek(FILE_KIND_LENGTH), name, path, compression);
}

/** So is a pcap file that was cut within its header. */
function isCapture(head: Uint8Array): boolean {
  const padded = new Uint8Array(SIGNATURE_LENGTH);
  padded.set(head.subarray(0, SIGNATURE_LENGTH));
  return captureFormat(new DataView(padded.buffer), 0) !== 'unknown';
}

function emptyError(name: string): InputError {
  return new InputError(
    'empty',
    `${name} is empty: the program that captures has not written anything to it (yet).`,
  );
}

function notCaptureError(
  head: Uint8Array,
  name: string,
  path: string,
  compression: Compression | null,
): InputError {
  const within = compression === null ? '' : ` (decompressed with ${compression})`;
  const twice = compressionOf(head);
  if (twice !== null) {
    const advice = `It is compressed with ${twice} and then with ${compression}: undo one of them first.`;
    return new InputError('unsupported-format', `${name} is compressed twice. ${advice}`);
  }
  const kind = fileKind(head);
  if (kind === null)
    return new InputError('not-a-capture', `${name}${within} is not a capture file. ${READABLE}`);
  const message = `${name}${within} is not a capture that can be read, but ${kind.what}.`;
  const advice = kind.advice === '' ? READABLE : kind.advice.replaceAll('FILE', path);
  return new InputError(kind.advice === '' ? 'not-a-capture' : 'unsupported-format', `${message} ${advice}`);
}
