/**
 * Tomcat's server.xml: a hop for each HTTP connector. Times are milliseconds, and a keep-alive timeout that is not set
 * is the connection timeout, which the shipped file sets to 20 s. Entities of a DTD are not expanded.
 */
import { SaxesParser } from 'saxes';
import {
  applyRow,
  type HopDraft,
  hopDraft,
  offerLine,
  type SettingRow,
  type Written,
  withoutText,
} from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { count, milliseconds } from '../notation.ts';
import { beginning, type ConfigFile, type Reader, type Reading } from '../reader.ts';

export const tomcatReader: Reader = { product: 'tomcat', recognises, read };

const header: SettingRow = {
  side: 'asServer',
  setting: 'headerTimeoutS',
  notation: milliseconds,
  negative: 'unlimited',
};
const idle: SettingRow = { ...header, setting: 'idleTimeoutS' };
const upload: SettingRow = { ...header, setting: 'bodyTimeoutS' };
const requests: SettingRow = {
  side: 'asServer',
  setting: 'requestLimit',
  notation: count,
  special: { 0: 'no-keep-alive', 1: 'no-keep-alive' },
  negative: 'unlimited',
};

function recognises(file: ConfigFile): boolean {
  return (
    /\.xml$/i.test(file.path) &&
    /<Server\b[^>]*>/.test(beginning(file)) &&
    /<(?:Service|Connector)\b/.test(file.text)
  );
}

function read(files: readonly ConfigFile[]): Reading {
  const warnings: AuditWarning[] = [];
  const hops = files.flatMap((file) =>
    connectors(file, warnings).flatMap((one) => connectorHop(one, warnings) ?? []),
  );
  return { hops, warnings };
}

interface Attribute extends Written {
  /** Nothing but the attribute follows on its line. */
  endsLine: boolean;
}

interface Connector {
  file: string;
  line: number;
  attributes: Map<string, Attribute>;
}

/** The elements up to the first error, which is reported. */
function connectors({ path, text }: ConfigFile, warnings: AuditWarning[]): Connector[] {
  const found: Connector[] = [];
  let attributes = new Map<string, Attribute>();
  const lines = text.split('\n');
  const parser = new SaxesParser();
  parser.on('opentagstart', () => {
    attributes = new Map();
  });
  parser.on('attribute', ({ name, value }) => {
    // saxes stands behind the closing quote here.
    const endsLine = /["']\s*$/.test(lines[parser.line - 1] ?? '');
    attributes.set(name, { name, text: value, place: { file: path, line: parser.line }, endsLine });
  });
  parser.on('opentag', ({ name }) => {
    if (name === 'Connector') found.push({ file: path, line: parser.line, attributes });
  });
  try {
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(text).close();
  } catch (error) {
    const message = error instanceof Error ? error.message.replace(/^\d+:\d+: /, '') : 'broken XML';
    warnings.push({ file: path, line: parser.line, column: parser.column + 1, message });
  }
  return found;
}

/** AJP is spoken to a web server beside it and has no timeouts by default: not a hop of HTTP. */
function connectorHop({ file, line, attributes }: Connector, warnings: AuditWarning[]): HopDraft | undefined {
  if (/ajp/i.test(attributes.get('protocol')?.text ?? '')) return undefined;
  const port = attributes.get('port')?.text ?? '8080';
  const hop = hopDraft(`tomcat ${port}`, 'tomcat', { file, line });
  hop.listens.push(/^\d{1,5}$/.test(port) ? { port: Number(port) } : {});
  const set = (name: string, row: SettingRow, otherwise?: string): void => {
    const written = attributes.get(name) ?? (otherwise === undefined ? undefined : attributes.get(otherwise));
    if (written !== undefined) applyRow(hop, row, written, warnings);
  };
  set('connectionTimeout', header);
  set('keepAliveTimeout', idle, 'connectionTimeout');
  if (!attributes.has('keepAliveTimeout')) offerIdle(hop, attributes.get('connectionTimeout'));
  set('maxKeepAliveRequests', requests);
  // Uploads have a time of their own only where that is switched on.
  if (attributes.get('disableUploadTimeout')?.text === 'false') set('connectionUploadTimeout', upload);
  return hop;
}

/** The inherited value is not the place to change; an attribute on a line of its own can have another one after it. */
function offerIdle(hop: HopDraft, connection: Attribute | undefined): void {
  if (connection === undefined || hop.asServer.idleTimeoutS === undefined) return;
  hop.asServer.idleTimeoutS = withoutText(hop.asServer.idleTimeoutS);
  if (!connection.endsLine) return;
  const line = { after: connection.place, line: 'keepAliveTimeout="{}"', unit: 'ms' } as const;
  offerLine(hop, { side: 'asServer', setting: 'idleTimeoutS', ...line });
}
