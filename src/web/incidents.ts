/** The document's incidents as the page counts them: harmful ones first, from 1 as in the text report, unexplained last. */
import type { ConnectionReport, ExplainDocument, Incident } from '../engine/index.ts';
import { incidentsInOrder } from '../report/headline.ts';

export interface NumberedIncident {
  number: number;
  incident: Incident;
  /** Its connections, as far as the document lists them. */
  members: ConnectionReport[];
}

export function numberedIncidents(document: ExplainDocument): readonly NumberedIncident[] {
  const known = numbered.get(document) ?? number(document);
  numbered.set(document, known);
  return known;
}

/** A document may have a hundred thousand connections: they are looked through once, not for each view. */
const numbered = new WeakMap<ExplainDocument, readonly NumberedIncident[]>();

function number(document: ExplainDocument): NumberedIncident[] {
  const byStream = new Map(document.connections.map((connection) => [connection.stream, connection]));
  return incidentsInOrder(document).map((incident, index) => ({
    number: index + 1,
    incident,
    members: incident.streams.flatMap((stream) => byStream.get(stream) ?? []),
  }));
}

/** Seconds from the capture's first frame to the end of a connection. */
export function endS(document: ExplainDocument, connection: ConnectionReport): number {
  return (Date.parse(connection.start) - Date.parse(document.capture.start)) / 1000 + connection.durationS;
}
