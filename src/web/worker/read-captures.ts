/** The page's captures, read as the command line reads its files. */
import type {
  CaptureFile,
  CapturesRead,
  FrameConsumer,
  ReadCapturesOptions,
} from '../../input/capture-reading.ts';
import { readCaptureFiles } from '../../input/read-captures.ts';
import { BlobSource } from './blob-source.ts';
import { DownloadSource } from './download-source.ts';
import { gunzip } from './gunzip.ts';
import type { PageFile } from './messages.ts';

/** Rejects with an `InputError`. Can be called again for the same files: for the frames of one connection. */
export async function readPageFiles(
  files: readonly PageFile[],
  consumer: FrameConsumer,
  options: ReadCapturesOptions = {},
): Promise<CapturesRead> {
  return readCaptureFiles(files.map(captureFile), gunzip, consumer, options);
}

function captureFile(file: PageFile, place: number): CaptureFile {
  const identity = String(place);
  if ('blob' in file) {
    const { name, blob } = file;
    return { path: name, identity, length: blob.size, open: () => new BlobSource(blob) };
  }
  const { name, url, size } = file;
  return { path: name, identity, length: size, open: () => new DownloadSource(url, size) };
}
