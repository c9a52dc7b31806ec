/**
 * The first sentence of every report: how many, of which, where, why, and who should act.
 */
import { isHarmless } from '../diagnose/causes.ts';
import type { ConnectionReport, ExplainDocument, Harm, Incident } from '../engine/document.ts';
import { actorName, becauseOf, whatWasSuffered } from './cause-words.ts';
import { endpointName } from './endpoint-text.ts';
import { count, grouped, share } from './quantities.ts';
import { capitalised } from './sentence.ts';

/** Incidents that somebody should act on: neither harmless nor unexplained. Their order, worst first, is the engine's. */
export function harmfulIncidents(document: ExplainDocument): Incident[] {
  return document.incidents.filter(
    (incident) => incident.cause !== 'unexplained' && !isHarmless(incident.cause),
  );
}

export function headline(document: ExplainDocument, byStream: ReadonlyMap<number, ConnectionReport>): string {
  const incidents = harmfulIncidents(document);
  const [first] = incidents;
  if (first === undefined) return calmHeadline(document);
  if (incidents.length === 1) return incidentHeadline(first, byStream);
  const { harmed, connections } = document.totals;
  return `${capitalised(share(harmed, connections, 'connection'))} came to harm, in ${count(incidents.length, 'incident')}; the worst first.`;
}

/** "12 of 40 connections to api.example.com (10.0.3.7:443) lost a request because …. Act: client side." */
export function incidentHeadline(
  incident: Incident,
  byStream: ReadonlyMap<number, ConnectionReport>,
): string {
  const { connections, outOfConnections } = incident;
  const who = capitalised(share(connections, outOfConnections, 'connection'));
  const suffered = whatWasSuffered(usualHarm(incident, byStream), outOfConnections === 1 ? 1 : connections);
  const why = becauseOf(incident.cause);
  return `${who} to ${endpointName(incident.server)} ${suffered} because ${why}. Act: ${actorName(incident.act)}.`;
}

/** The harm that most of the incident's connections came to. */
function usualHarm(incident: Incident, byStream: ReadonlyMap<number, ConnectionReport>): Harm {
  const counts = new Map<Harm, number>();
  for (const stream of incident.streams) {
    const harm = byStream.get(stream)?.harm ?? 'unknown';
    if (harm !== 'none') counts.set(harm, (counts.get(harm) ?? 0) + 1);
  }
  let usual: Harm = 'unknown';
  for (const [harm, n] of counts) if (n > (counts.get(usual) ?? 0)) usual = harm;
  return usual;
}

function calmHeadline(document: ExplainDocument): string {
  const { capture, totals } = document;
  if (totals.connections === 0) {
    if (capture.tcpSegments > 0) return 'No TCP connection in this capture matches what was asked for.';
    return capture.frames === 0
      ? 'This capture holds no frames.'
      : `No TCP in this capture: ${count(capture.frames, 'frame')}, none of them TCP.`;
  }
  const all = capitalised(share(totals.connections, totals.connections, 'connection'));
  if (totals.unexplained > 0) {
    return `No known harm, but ${grouped(totals.unexplained)} of ${count(totals.connections, 'connection')} ended in a way that this capture does not explain.`;
  }
  return `${all} came to no harm. Nothing to do.`;
}
