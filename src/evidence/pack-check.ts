/** Does a pack say the same as the capture it came from? Every pack is read back and compared before it is handed out. */
import { createAnalyzer } from '../engine/analyzer.ts';
import type { ConnectionReport, ExplainDocument, Incident } from '../engine/document.ts';

export interface Difference {
  /** In the original capture. */
  stream: number;
  original: string;
  pack: string;
}

export interface PackCheck {
  /** Verdicts that differ in their cause or harm. */
  differences: Difference[];
  /** The same confidences and inferred settings too. */
  exact: boolean;
}

/** `streams`: the original numbers of the pack's connections in ascending order, which are the pack's 0, 1, 2 … */
export function checkPack(
  capture: Uint8Array,
  streams: readonly number[],
  original: ExplainDocument,
  incident: Incident,
): PackCheck {
  const analyzer = createAnalyzer();
  analyzer.push(capture);
  const pack = analyzer.finish().document();
  const before = new Map(original.connections.map((connection) => [connection.stream, connection]));
  const after = new Map(pack.connections.map((connection) => [streams[connection.stream], connection]));
  const differences: Difference[] = [];
  let exact = true;
  for (const stream of streams) {
    const [was, is] = [before.get(stream), after.get(stream)];
    exact &&= is?.confidence === was?.confidence;
    if (verdictText(was) === verdictText(is)) continue;
    differences.push({ stream, original: verdictText(was), pack: verdictText(is) });
  }
  const same = pack.incidents.find(
    ({ cause, server }) => cause === incident.cause && server.port === incident.server.port,
  );
  return { differences, exact: exact && bracketsOf(same) === bracketsOf(incident) };
}

function verdictText(connection: ConnectionReport | undefined): string {
  if (connection === undefined) return 'healthy'; // healthy ones are not listed
  const { cause, harm, endedBy } = connection;
  return `${cause ?? 'healthy'}, harm ${harm}, ended by ${endedBy}`;
}

/** How many samples there are depends on how many connections are in the pack. */
function bracketsOf(incident: Incident | undefined): string {
  return JSON.stringify(
    Object.entries(incident?.inferred ?? {}).map(([setting, { low, high }]) => [setting, low, high]),
  );
}
