/**
 * Several captures as one: the files of a ring (a.pcap0, a.pcap1 …), whatever the order in which they are given, or
 * captures that were taken at the same time. Each is opened twice: for the time of its first frame, and to be read.
 */
import { createCaptureReader } from '../capture/capture-reader.ts';
import { MergedFrames } from '../capture/merge.ts';
import type { ByteSource } from './byte-source.ts';
import type { CaptureFile, CapturesRead, FrameConsumer, ReadCapturesOptions } from './capture-reading.ts';
import type { Gunzip } from './decompress.ts';
import { InputError } from './input-error.ts';
import { openCapture } from './open-capture.ts';

interface Member {
  file: CaptureFile;
  /** Among the files given. */
  place: number;
  /** Time of the first frame; null when there is none. */
  epochNs: bigint | null;
}

export async function readSeveral(
  files: readonly CaptureFile[],
  gunzip: Gunzip,
  consumer: FrameConsumer,
  options: ReadCapturesOptions,
): Promise<CapturesRead> {
  const notes: string[] = [];
  const members = inOrder(await openMembers(files, gunzip, notes));
  const latestNs = members.findLast((member) => member.epochNs !== null)?.epochNs ?? 0n;
  const sources = members.map(({ file, place, epochNs }) => ({
    name: file.path,
    epochNs: epochNs ?? latestNs,
    place,
  }));
  const merged = new MergedFrames(sources);
  const brokeOff = await feed(merged, members, gunzip, consumer, options);
  const { summary } = merged;
  summary.truncated ||= brokeOff;
  summary.warnings.unshift(...notes);
  return { summary, files: members.map(({ file }) => file.path) };
}

/** True: one of them could not be read or decompressed to its end. */
async function feed(
  merged: MergedFrames,
  members: readonly Member[],
  gunzip: Gunzip,
  consumer: FrameConsumer,
  { onProgress }: ReadCapturesOptions,
): Promise<boolean> {
  const total = members.reduce((sum, { file }) => sum + file.length, 0);
  const open = new Map<number, ByteSource>();
  let closedBytes = 0;
  let brokeOff = false;
  try {
    for (consumer.readFrames(merged); merged.waitingFor >= 0; consumer.readFrames(merged)) {
      const index = merged.waitingFor;
      const source = open.get(index) ?? (await openCapture((members[index] as Member).file, gunzip));
      open.set(index, source);
      const bytes = await source.read();
      if (bytes !== null) {
        merged.push(bytes);
      } else {
        if (source.problem !== null) merged.warn(index, source.problem);
        brokeOff ||= source.problem !== null;
        merged.finish();
        closedBytes += source.position;
        source.close();
        open.delete(index);
      }
      onProgress?.(
        [...open.values()].reduce((sum, { position }) => sum + position, closedBytes),
        total,
      );
    }
  } finally {
    for (const source of open.values()) source.close();
  }
  return brokeOff;
}

/** Passes over files that are empty, as the newest of a ring may be, and those that are given twice. */
async function openMembers(
  files: readonly CaptureFile[],
  gunzip: Gunzip,
  notes: string[],
): Promise<Member[]> {
  const members: Member[] = [];
  const seen = new Set<string>();
  let empty: InputError | null = null;
  for (const [place, file] of files.entries()) {
    if (seen.has(file.identity)) {
      notes.push(`${file.path} was given twice: it is read once.`);
      continue;
    }
    seen.add(file.identity);
    try {
      members.push({ file, place, epochNs: await firstFrameNs(file, gunzip) });
    } catch (error) {
      if (!(error instanceof InputError) || error.code !== 'empty') throw error;
      empty ??= error;
      notes.push(error.message);
    }
  }
  if (members.length === 0 && empty !== null) throw empty;
  return members;
}

async function firstFrameNs(file: CaptureFile, gunzip: Gunzip): Promise<bigint | null> {
  const source = await openCapture(file, gunzip);
  const reader = createCaptureReader();
  try {
    for (let bytes = await source.read(); bytes !== null; bytes = await source.read()) {
      reader.push(bytes);
      if (reader.next()) return reader.summary.epochNs;
    }
  } finally {
    source.close();
  }
  reader.finish();
  return reader.next() ? reader.summary.epochNs : null;
}

/** By the first frame; those without any last. */
function inOrder(members: readonly Member[]): Member[] {
  return members.toSorted((a, b) => {
    if (a.epochNs === null || b.epochNs === null)
      return Number(a.epochNs === null) - Number(b.epochNs === null);
    return a.epochNs < b.epochNs ? -1 : Number(a.epochNs > b.epochNs);
  });
}
