/**
 * The facts of one incident in words, without layout: the text and the Markdown report lay out the same ones.
 */
import type { ConnectionReport, ExplainDocument, Incident } from '../engine/document.ts';
import { actorName, confidenceText } from './actor-text.ts';
import { clean } from './clean.ts';
import { endingText } from './ending-text.ts';
import { clockTime, count, duration, grouped, secondsBetween, share } from './quantities.ts';
import { firstFew } from './sentence.ts';

export interface Fact {
  label: string;
  text: string;
}

/** `hurt`: the incident's own connections, as far as the document lists them. */
export function incidentFacts(
  document: ExplainDocument,
  incident: Incident,
  hurt: readonly ConnectionReport[],
): Fact[] {
  const facts = [
    { label: 'hurt', text: hurtText(incident, hurt) },
    { label: 'ended by', text: endingText(hurt) },
    { label: 'when', text: whenText(document, incident) },
    {
      label: 'clients',
      text: firstFew(
        incident.clients.map((client) => clean(client, 60)),
        4,
      ),
    },
    { label: 'servers', text: serversText(incident) },
    { label: 'retry', text: retryText(hurt) },
    { label: 'confidence', text: confidenceText(incident.confidence) },
    { label: 'act', text: actorName(incident.act) },
  ];
  return facts.filter((fact) => fact.text !== '');
}

function hurtText(incident: Incident, hurt: readonly ConnectionReport[]): string {
  if (incident.connections === 0)
    return `none of ${count(incident.streams.length, 'connection')} that ended so lost a request`;
  const connections = share(incident.connections, incident.outOfConnections, 'connection');
  if (incident.requestsHurt === 0) return connections;
  const which = requestsText(hurt);
  return `${connections}, ${count(incident.requestsHurt, 'request')}${which && ` (${which})`}`;
}

/** "POST /pay ×7, GET /orders ×5", most frequent first, where requests can be read. */
function requestsText(hurt: readonly ConnectionReport[]): string {
  const counts = new Map<string, number>();
  for (const connection of hurt) {
    for (const request of connection.requests ?? []) {
      if (request.outcome !== 'lost' && request.outcome !== 'truncated') continue;
      const line = clean([request.method ?? '?', request.path ?? ''].join(' ').trimEnd(), 60);
      counts.set(line, (counts.get(line) ?? 0) + 1);
    }
  }
  const lines = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([line, n]) => (n > 1 ? `${line} ×${grouped(n)}` : line));
  return firstFew(lines, 3);
}

function whenText(document: ExplainDocument, incident: Incident): string {
  const { start, durationS } = document.capture;
  const lastedS = secondsBetween(incident.first, incident.last);
  const from = clockTime(incident.first, true);
  const sameDay = incident.first.slice(0, 10) === incident.last.slice(0, 10);
  const range =
    lastedS < 0.001
      ? `${from} UTC`
      : `${from} to ${clockTime(incident.last, !sameDay)} UTC (${duration(lastedS)})`;
  const before = secondsBetween(start, incident.first);
  const quiet = [
    quietText('first', before, durationS),
    quietText('last', durationS - before - lastedS, durationS),
  ].filter((text) => text !== '');
  return quiet.length > 0 && lastedS >= 0.001 ? `${range}; none in the ${quiet.join(' or the ')}` : range;
}

/** Only a good part of the capture without harm says that it began, or stopped. */
function quietText(edge: 'first' | 'last', quietS: number, captureS: number): string {
  return quietS > 5 && quietS > captureS / 8 ? `${edge} ${duration(quietS)}` : '';
}

function serversText(incident: Incident): string {
  const { otherServersAffected: affected, otherServersSeen: seen } = incident;
  if (seen === 0) return 'no other server in this capture';
  if (affected === 0) return `only this server of ${grouped(seen + 1)}`;
  if (affected === seen) return `all ${grouped(seen + 1)} servers are affected: look at what they share`;
  return `also ${grouped(affected)} of ${count(seen, 'other server')}`;
}

function retryText(hurt: readonly ConnectionReport[]): string {
  const harmed = hurt.filter(
    (connection) => connection.harm === 'request-lost' || connection.harm === 'response-truncated',
  );
  const of = (answer: ConnectionReport['retrySafe']): number =>
    harmed.filter((connection) => connection.retrySafe === answer).length;
  const parts = [
    { n: of('safe'), text: 'safe' },
    { n: of('unsafe'), text: 'not safe: the server may have acted on the request' },
    { n: of('unknown'), text: 'not known to be safe' },
  ].filter((part) => part.n > 0);
  if (parts.length <= 1) return parts[0]?.text ?? '';
  return parts.map((part) => `${part.text} (${grouped(part.n)})`).join('; ');
}
