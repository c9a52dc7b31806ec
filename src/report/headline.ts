/**
 * The first sentence of every report: how many, of which, where, why, and who should act.
 */
import { isHarmless } from '../diagnose/causes.ts';
import type { ExplainDocument, Incident } from '../engine/document.ts';
import { actorName } from './actor-text.ts';
import { clean } from './clean.ts';
import { count, grouped, share } from './quantities.ts';
import { capitalised, sentence } from './sentence.ts';

/** Incidents that somebody should act on: neither harmless nor unexplained. Their order, worst first, is the engine's. */
export function harmfulIncidents(document: ExplainDocument): Incident[] {
  return document.incidents.filter(
    (incident) => incident.cause !== 'unexplained' && !isHarmless(incident.cause),
  );
}

/** All incidents as reports number them from 1: those that somebody should act on, then the others. */
export function incidentsInOrder(document: ExplainDocument): Incident[] {
  const harmful = harmfulIncidents(document);
  return [...harmful, ...document.incidents.filter((incident) => !harmful.includes(incident))];
}

export function headline(document: ExplainDocument): string {
  const incidents = harmfulIncidents(document);
  const [first] = incidents;
  if (first === undefined) return calmHeadline(document);
  if (incidents.length === 1) return `${incidentSentence(first)} Act: ${actorName(first.act)}.`;
  const { harmed, connections } = document.totals;
  return `${capitalised(share(harmed, connections, 'connection'))} came to harm, in ${count(incidents.length, 'incident')}; the worst first.`;
}

/** What happened, in the sentence that a person can forward. */
export function incidentSentence(incident: Incident): string {
  return sentence(clean(incident.summary, 600));
}

function calmHeadline({ capture, totals }: ExplainDocument): string {
  if (totals.connections === 0) return emptyHeadline(capture);
  const all = count(totals.connections, 'connection');
  if (totals.unexplained > 0) {
    return `No known harm, but ${grouped(totals.unexplained)} of ${all} ended in a way that this capture does not explain.`;
  }
  return `${capitalised(share(totals.connections, totals.connections, 'connection'))} came to no harm. Nothing to do.`;
}

function emptyHeadline({ frames, tcpSegments }: ExplainDocument['capture']): string {
  if (tcpSegments > 0) return 'No TCP connection in this capture matches what was asked for.';
  return frames === 0
    ? 'This capture holds no frames.'
    : `No TCP in this capture: ${count(frames, 'frame')}, none of them TCP.`;
}
