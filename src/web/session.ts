/** What the page holds: nothing yet, captures being read, or what was found in them; and printed documents beside it. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ConnectionColumns, ConnectionTrace, ExplainDocument } from '../engine/index.ts';
import { embedded } from './embedded.ts';
import { recall, remember } from './storage.ts';
import { type PrintedDocuments, tellApart } from './told-apart.ts';
import type { PageFile } from './worker/messages.ts';
import { startWorker, type WorkerClient } from './worker/worker-client.ts';

export interface Analysed {
  document: ExplainDocument;
  /** Null in a saved report, which has only the connections in trouble. */
  columns: ConnectionColumns | null;
  /** To read again, for the frames of a connection; empty where they are no longer at hand. */
  files: readonly PageFile[];
  /** Frames of some connections, where a saved report brings them. */
  traces: readonly ConnectionTrace[];
}

export type Capture =
  | { phase: 'starting' }
  | { phase: 'empty'; problem: string }
  | { phase: 'reading'; names: string[]; readBytes: number; totalBytes: number }
  | { phase: 'shown'; analysed: Analysed };

export interface Held {
  capture: Capture;
  /** What `audit --json` and `probe --json` printed; null where nothing was. */
  audit: unknown;
  probe: unknown;
}

export interface Session {
  held: Held;
  open(files: readonly PageFile[]): void;
  /** Stops reading, or forgets what was found. */
  close(): void;
}

type Change = (change: (now: Held) => Held) => void;

export function useSession(): Session {
  const [held, setHeld] = useState<Held>({ capture: { phase: 'starting' }, audit: null, probe: null });
  const session = useMemo(() => createSession(setHeld), []);
  useEffect(() => {
    session.begin();
  }, [session]);
  return { held, open: session.open, close: session.close };
}

function createSession(change: Change): Pick<Session, 'open' | 'close'> & { begin(): void } {
  let worker: WorkerClient | null = null;
  const show = (capture: Capture): void => {
    if (capture.phase !== 'reading') {
      worker?.end();
      worker = null;
    }
    change((now) => kept({ ...now, capture }));
  };
  const read = (files: readonly PageFile[]): void => {
    worker?.end();
    show({ phase: 'reading', names: files.map(({ name }) => name), readBytes: 0, totalBytes: 0 });
    worker = startWorker((answer) => {
      if (answer.type === 'progress') change((now) => progressed(now, answer));
      else if (answer.type === 'failed') show({ phase: 'empty', problem: answer.message });
      else if (answer.type === 'explained') {
        const { document, columns } = answer;
        show({ phase: 'shown', analysed: { document, columns, files, traces: [] } });
      }
    });
    worker.send({ type: 'explain', files });
  };
  const open = async (files: readonly PageFile[]): Promise<void> => {
    try {
      const { captures, printed } = await tellApart(files);
      change((now) => kept(withPrinted(now, printed)));
      if (captures.length > 0) read(captures);
      else showPrinted(printed);
    } catch (error) {
      show({ phase: 'empty', problem: (error as Error).message });
    }
  };
  const begin = async (): Promise<void> => {
    const found = embedded();
    if (found !== null && 'document' in found) {
      const analysed = { document: found.document, columns: null, files: [], traces: found.traces ?? [] };
      // A report is read from its own file each time: nothing of it is kept in the browser.
      return change((now) => ({ ...now, capture: { phase: 'shown', analysed } }));
    }
    // The worker has no address of its own that these could be relative to.
    const offered = (found?.offered ?? []).map((file) => ({
      ...file,
      url: new URL(file.url, location.href).href,
    }));
    const last = await recall();
    if (last !== null && (offered.length === 0 || isOf(last, offered))) change(() => last);
    else if (offered.length > 0) await open(offered);
    else change((now) => ({ ...now, capture: { phase: 'empty', problem: '' } }));
  };
  return { open, begin, close: () => show({ phase: 'empty', problem: '' }) };
}

/** Where what was dropped can be seen. */
function showPrinted({ explain, audit, probe }: PrintedDocuments): void {
  if (explain !== undefined) location.hash = '#/';
  else if (audit !== undefined) location.hash = '#/chain';
  else if (probe !== undefined) location.hash = '#/probe';
}

function kept(held: Held): Held {
  if (held.capture.phase === 'empty' || held.capture.phase === 'shown') remember(held);
  return held;
}

function progressed(now: Held, { readBytes, totalBytes }: { readBytes: number; totalBytes: number }): Held {
  if (now.capture.phase !== 'reading') return now;
  return { ...now, capture: { ...now.capture, readBytes, totalBytes } };
}

function withPrinted(now: Held, { explain, ...beside }: PrintedDocuments): Held {
  const capture: Capture =
    explain !== undefined
      ? { phase: 'shown', analysed: { document: explain, columns: null, files: [], traces: [] } }
      : now.capture.phase === 'starting'
        ? { phase: 'empty', problem: '' }
        : now.capture;
  return { ...now, ...beside, capture };
}

/** Was this made of the very files that the server offers now? Their addresses tell their times. */
function isOf({ capture }: Held, offered: readonly { url: string }[]): boolean {
  if (capture.phase !== 'shown') return false;
  const urls = capture.analysed.files.map((file) => ('url' in file ? file.url : ''));
  return urls.length === offered.length && offered.every(({ url }, i) => url === urls[i]);
}
