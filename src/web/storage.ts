/**
 * A reload must not lose an analysis that took a minute: the last one is kept in this browser (IndexedDB). Where the
 * browser keeps nothing (private windows, some file:// pages), a reload begins anew, and nothing else changes.
 */
import type { Analysed, Held } from './session.ts';

const DATABASE = 'whyreset';
const STORE = 'held';
const KEY = 'last';
/** A browser copies what it keeps: larger captures have to be opened again to look at single frames. */
const MOST_KEPT_BYTES = 64e6;

/** Null: nothing is kept. */
export async function recall(): Promise<Held | null> {
  try {
    return (await transact<Held | undefined>('readonly', (store) => store.get(KEY))) ?? null;
  } catch {
    return null;
  }
}

export async function remember(held: Held): Promise<void> {
  try {
    await transact('readwrite', (store) => store.put(keepable(held), KEY));
  } catch {
    // Nothing is kept, and the page works on.
  }
}

function keepable(held: Held): Held {
  const { capture } = held;
  if (capture.phase === 'empty') return { ...held, capture: { phase: 'empty', problem: '' } };
  if (capture.phase !== 'shown' || sizeOf(capture.analysed) <= MOST_KEPT_BYTES) return held;
  return { ...held, capture: { phase: 'shown', analysed: { ...capture.analysed, files: [] } } };
}

function sizeOf({ files }: Analysed): number {
  return files.reduce((sum, file) => sum + ('blob' in file ? file.blob.size : 0), 0);
}

async function transact<Result>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest,
): Promise<Result> {
  const database = await settled<IDBDatabase>(openDatabase());
  try {
    return await settled<Result>(act(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function openDatabase(): IDBOpenDBRequest {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return request;
}

function settled<Result>(request: IDBRequest): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as Result);
    request.onerror = () => reject(request.error);
  });
}
