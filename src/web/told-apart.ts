/** Files that were dropped, told apart: captures, and documents that the command line printed. By content, not by name. */
import type { ExplainDocument } from '../engine/index.ts';
import type { PageFile } from './worker/messages.ts';

export interface PrintedDocuments {
  explain?: ExplainDocument;
  audit?: unknown;
  probe?: unknown;
}

export interface ToldApart {
  captures: PageFile[];
  printed: PrintedDocuments;
}

/** Larger JSON than any that is printed is not read into memory. */
const MOST_DOCUMENT_BYTES = 256e6;

/** Rejects with a sentence for a document that is not known. */
export async function tellApart(files: readonly PageFile[]): Promise<ToldApart> {
  const told: ToldApart = { captures: [], printed: {} };
  for (const file of files) {
    if (await isJson(file)) addDocument(told.printed, file.name, await textOf(file));
    else told.captures.push(file);
  }
  return told;
}

function addDocument(printed: PrintedDocuments, name: string, text: string): void {
  const value = parsed(text, name);
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  if (schema === 'whyreset/explain/1') printed.explain = value as ExplainDocument;
  else if (schema === 'whyreset/audit/1') printed.audit = value;
  else if (schema === 'whyreset/probe/1') printed.probe = value;
  else throw new Error(`${name} is JSON, but not what "whyreset explain, audit or probe --json" prints.`);
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} looks like JSON, but is damaged: ${(error as Error).message}`);
  }
}

async function isJson(file: PageFile): Promise<boolean> {
  // A capture of many gigabytes on a server is not fetched to find out what it is: its name tells.
  if ('url' in file) return file.name.endsWith('.json');
  return file.blob.size < MOST_DOCUMENT_BYTES && /^\s*\{/.test(await file.blob.slice(0, 64).text());
}

async function textOf(file: PageFile): Promise<string> {
  return 'blob' in file ? file.blob.text() : (await fetch(file.url)).text();
}
