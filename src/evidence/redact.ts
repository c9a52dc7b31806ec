/**
 * A document that may be shown to others: nothing that was read from payload stays in it, and addresses and names are
 * replaced, everywhere the same one by the same pseudonym.
 */
import type { ConnectionReport, ExplainDocument, LadderStep } from '../engine/document.ts';
import type { ConnectionTrace, TracedFrame } from '../engine/trace.ts';
import { parseAddress } from './ip-text.ts';
import { publicProtocols } from './mask-tls.ts';
import type { Pseudonyms } from './pseudonyms.ts';

const ipv4Like = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;
const ipv6Like = /[\da-f]*:[\da-f:.]*[\da-f:]/gi;
/** Fields whose texts are ours, whatever a server calls itself. */
const ownFields: ReadonlySet<string> = new Set(
  'schema format linkTypes start first last time roles protocol ending endedBy origin cause harm retrySafe vantage kind from outcome act who filter'.split(
    ' ',
  ),
);
/** A document, and the frames of its ladders. */
export interface Shown {
  document: ExplainDocument;
  traces: ConnectionTrace[];
}

/** Methods of RFC 9110, RFC 5789 and WebDAV; another one may be somebody's word. */
const publicMethods: ReadonlySet<string> = new Set(
  'GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK REPORT'.split(
    ' ',
  ),
);

/** Addresses and names replaced too. */
export function redacted(shown: Shown, pseudonyms: Pseudonyms): Shown {
  const bare = withoutPayload(shown);
  const { connections, incidents, capture } = bare.document;
  for (const { server, tls } of connections) {
    noteName(server.name, pseudonyms);
    noteName(tls?.sni, pseudonyms);
  }
  for (const { server } of [...incidents, ...bare.traces]) noteName(server.name, pseudonyms);
  return mapStrings(bare, replacer(pseudonyms, capture.files)) as Shown;
}

/** Paths, hosts of requests and whatever else a message said is gone; addresses and servers' names stay. */
export function withoutPayload({ document, traces }: Shown): Shown {
  return {
    document: { ...document, connections: document.connections.map(bareConnection) },
    traces: traces.map((trace) => ({ ...trace, frames: trace.frames.map(bareFrame) })),
  };
}

function bareFrame(frame: TracedFrame): TracedFrame {
  return frame.contents === undefined ? frame : { ...frame, contents: frame.contents.map(bareMessage) };
}

/** "GET /orders" → "GET". What else begins here ("HTTP 200", names of TLS messages) says nothing of its own. */
function bareMessage(text: string): string {
  const request = /^([A-Z-]{3,19}) [/*hH]/.exec(text) ?? /^(CONNECT) /.exec(text);
  return request?.[1] === undefined ? text : bareMethod(request[1]);
}

function bareMethod(method: string): string {
  return publicMethods.has(method) ? method : 'request';
}

function bareConnection(connection: ConnectionReport): ConnectionReport {
  const bare = { ...connection };
  if (bare.ladder !== undefined) bare.ladder = bare.ladder.map(bareStep);
  if (bare.requests !== undefined) {
    bare.requests = bare.requests.map((request) => ({
      ...request,
      method: request.method === null ? null : bareMethod(request.method),
      authority: null,
      path: null,
    }));
  }
  if (bare.tls !== undefined) bare.tls = { ...bare.tls, alpn: bareAlpn(bare.tls.alpn) };
  return bare;
}

/** "POST /pay (212 bytes)" → "POST (212 bytes)"; "HTTP 200 (559 bytes)" stays. */
function bareStep(step: LadderStep): LadderStep {
  const label = step.label.replace(/^(.*)(?= \(\d+ bytes\))/, (text) => bareMessage(text));
  return { ...step, label };
}

function bareAlpn(alpn: string | null): string | null {
  const known = (alpn ?? '').split(',').filter((name) => publicProtocols.has(name));
  return known.length > 0 ? known.join(',') : null;
}

function noteName(name: string | null | undefined, pseudonyms: Pseudonyms): void {
  if (name && parseAddress(name) === null) pseudonyms.name(name);
}

/** Replaces in any text: file names, names, and whatever is an address. */
function replacer(pseudonyms: Pseudonyms, files: readonly string[]): (text: string) => string {
  const byFile = new Map(files.map((file, index) => [file, `capture-${index + 1}`]));
  const byName = new Map(pseudonyms.knownNames());
  const filePattern = alternatives([...byFile.keys()]);
  const names = [...byName.keys()];
  // A name without a dot may be any word of a sentence: it is replaced where reports put it, in brackets behind an address.
  const namePattern = alternatives(names.filter((name) => name.includes('.')));
  const bracketed = alternatives(names.map((name) => `(${name})`));
  const address = (text: string): string => pseudonyms.addressText(text) ?? text;
  return (text) => {
    const whole = byFile.get(text) ?? byName.get(text.toLowerCase());
    if (whole !== undefined) return whole;
    return text
      .replace(filePattern, (file) => byFile.get(file) ?? file)
      .replace(bracketed, (name) => `(${byName.get(name.slice(1, -1).toLowerCase()) ?? ''})`)
      .replace(namePattern, (name) => byName.get(name.toLowerCase()) ?? name)
      .replace(ipv6Like, address)
      .replace(ipv4Like, address);
  };
}

/** Any of the texts, longest first; nothing where there are none. */
function alternatives(texts: readonly string[]): RegExp {
  const ordered = texts.toSorted((a, b) => b.length - a.length);
  const escaped = ordered.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(escaped.length > 0 ? escaped.join('|') : '(?!)', 'gi');
}

function mapStrings(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, ownFields.has(key) ? item : mapStrings(item, replace)]),
  );
}
