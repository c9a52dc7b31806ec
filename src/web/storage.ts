/**
 * A reload must not lose an analysis that took a minute: the last one is kept in this browser (IndexedDB). Where the
 * browser keeps nothing (private windows, some file:// pages), a reload begins anew, and nothing else changes.
 */
import type { Analysed } from './session.ts';

const DATABASE = 'whyreset';
const STORE = 'analyses';
const KEY = 'last';
/** A browser copies what it keeps: larger captures have to be opened again to look at single frames. */
const MOST_KEPT_BYTES = 64e6;

export async function recall(): Promise<Analysed | null> {
  try {
    const found = await transact<Analysed | undefined>('readonly', (store) => store.get(KEY));
    return found?.document?.schema === 'whyreset/explain/1' ? found : null;
  } catch {
    return null;
  }
}

/** Null forgets. */
export async function remember(analysed: Analysed | null): Promise<void> {
  try {
    await transact('readwrite', (store) =>
      analysed === null ? store.delete(KEY) : store.put(keepable(analysed), KEY),
    );
  } catch {
    // Nothing is kept, and the page works on.
  }
}

function keepable(analysed: Analysed): Analysed {
  const kept = analysed.files.reduce((sum, file) => sum + ('blob' in file ? file.blob.size : 0), 0);
  return kept > MOST_KEPT_BYTES ? { ...analysed, files: [] } : analysed;
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
