/** The card of a probe: what the server does, and what to set. Everything that came from the server is cleaned. */
import type { ProbeDocument } from '../probe/result.ts';
import { clean } from './clean.ts';
import { idleSentence, keepAliveHeaderSentence, tcpKeepAliveSentence } from './probe-words.ts';
import { sentence } from './sentence.ts';
import { createStyle } from './style.ts';
import { labelled, mostProseColumns } from './wrap.ts';

export interface ProbeTextOptions {
  width: number;
  color: boolean;
}

const labelWidth = 15;

type Line = readonly [label: string, text: string | null];

export function probeLines(document: ProbeDocument, { width, color }: ProbeTextOptions): string[] {
  const style = createStyle(color);
  const prose = Math.min(width, mostProseColumns);
  const block = (lines: readonly Line[]): string[] =>
    lines.flatMap(([label, text]) => (text === null ? [] : labelled(label, text, prose, '  ', labelWidth)));
  const { errors, recommended } = document;
  return [
    style.bold(headline(document)),
    ...block(serverLines(document)),
    ...block(timeLines(document)),
    ...block(
      errors.map(({ step, message }) => [
        step === 'reach' || step === 'dns' ? 'failed' : step,
        clean(message),
      ]),
    ).map(style.red),
    ...(document.reach === null
      ? []
      : [
          '',
          style.bold(advice(recommended.clientIdleTimeoutS)),
          ...block([['why', sentence(clean(recommended.why))]]),
        ]),
  ];
}

function headline({ url, address, interrupted }: ProbeDocument): string {
  const at = address === null ? '' : ` (${address})`;
  return `${clean(url)}${at}${interrupted ? ', interrupted: what was known by then' : ''}`;
}

function serverLines({ reach, server }: ProbeDocument): Line[] {
  if (reach === null) return [];
  const tls = reach.tlsMs === null ? '' : `, TLS ${reach.tlsMs} ms`;
  const first = reach.firstByteMs === null ? '' : `, first byte ${reach.firstByteMs} ms`;
  return [
    ['reached', `TCP ${reach.connectMs} ms${tls}${first}, status ${reach.status ?? 'none'}`],
    ['server', server.header === null ? null : clean(server.header, 80)],
  ];
}

function timeLines(document: ProbeDocument): Line[] {
  return [
    ['idle timeout', idleSentence(document.idleTimeout)],
    ['Keep-Alive', keepAliveHeaderSentence(document.keepAliveHeader)],
    ['TCP keep-alive', tcpKeepAliveSentence(document.tcpKeepAlive)],
    ...document.notes.map((note): Line => ['note', clean(note)]),
  ];
}

function advice(clientIdleTimeoutS: number | null): string {
  return clientIdleTimeoutS === null
    ? 'Set: no idle timeout to recommend'
    : `Set the client's idle timeout to ${clientIdleTimeoutS} s`;
}
