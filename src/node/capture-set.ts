/**
 * Several captures as one: the files of a ring (a.pcap0, a.pcap1 …), whatever the order in which they are given, or
 * captures that were taken at the same time. Each is opened twice: for the time of its first frame, and to be read.
 */
import { statSync } from 'node:fs';
import { createCaptureReader } from '../capture/capture-reader.ts';
import { MergedFrames } from '../capture/merge.ts';
import type { ByteSource } from './byte-source.ts';
import type { CapturesRead, FrameConsumer, ReadCapturesOptions } from './capture-reading.ts';
import { InputError, inputErrorOf } from './input-error.ts';
import { openCapture } from './open-capture.ts';

interface Member {
  path: string;
  length: number;
  /** Time of the first frame; null when there is none. */
  epochNs: bigint | null;
}

export async function readSeveral(
  paths: readonly string[],
  consume: FrameConsumer,
  options: ReadCapturesOptions,
): Promise<CapturesRead> {
  const notes: string[] = [];
  const members = inOrder(await openMembers(paths, notes));
  const latestNs = members.findLast((member) => member.epochNs !== null)?.epochNs ?? 0n;
  const sources = members.map(({ path, epochNs }) => ({
    name: path,
    epochNs: epochNs ?? latestNs,
    place: paths.indexOf(path),
  }));
  const merged = new MergedFrames(sources);
  const brokeOff = await feed(merged, members, consume, options);
  const { summary } = merged;
  summary.truncated ||= brokeOff;
  summary.warnings.unshift(...notes);
  return { summary, files: members.map((member) => member.path) };
}

/** True: one of them could not be read or decompressed to its end. */
async function feed(
  merged: MergedFrames,
  members: readonly Member[],
  consume: FrameConsumer,
  { onProgress }: ReadCapturesOptions,
): Promise<boolean> {
  const total = members.reduce((sum, member) => sum + member.length, 0);
  const open = new Map<number, ByteSource>();
  let closedBytes = 0;
  let brokeOff = false;
  try {
    for (consume(merged); merged.waitingFor >= 0; consume(merged)) {
      const index = merged.waitingFor;
      const source = open.get(index) ?? (await openCapture((members[index] as Member).path));
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
async function openMembers(paths: readonly string[], notes: string[]): Promise<Member[]> {
  const members: Member[] = [];
  const seen = new Set<string>();
  let empty: InputError | null = null;
  for (const path of paths) {
    const { identity, length } = fileOf(path);
    if (seen.has(identity)) {
      notes.push(`${path} was given twice: it is read once.`);
      continue;
    }
    seen.add(identity);
    try {
      members.push({ path, length, epochNs: await firstFrameNs(path) });
    } catch (error) {
      if (!(error instanceof InputError) || error.code !== 'empty') throw error;
      empty ??= error;
      notes.push(error.message);
    }
  }
  if (members.length === 0 && empty !== null) throw empty;
  return members;
}

function fileOf(path: string): { identity: string; length: number } {
  if (path === '-')
    throw new InputError(
      'unsupported-format',
      'Standard input can only be read alone, not with other captures.',
    );
  try {
    const stats = statSync(path);
    if (stats.isFile() || stats.isDirectory())
      return { identity: `${stats.dev}:${stats.ino}`, length: stats.size };
  } catch (error) {
    throw inputErrorOf(error, path);
  }
  throw new InputError(
    'unsupported-format',
    `${path} is a pipe: it can only be read alone, not with other captures.`,
  );
}

async function firstFrameNs(path: string): Promise<bigint | null> {
  const source = await openCapture(path);
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
