/** What a page says of each connection, and what the engine says, in the same form. */
import {
  type Analysis,
  type ConnectionReport,
  createAnalyzer,
  type ExplainDocument,
} from '../../src/engine/index.ts';
import { framesOf } from './capture.ts';
import type { Case } from './case-file.ts';
import type { Script } from './script.ts';

type Facts = Record<string, string>;

export interface Expected {
  /** By connection. */
  connections: Map<number, Facts>;
  /** `incident`, `inferred.*`. */
  incidents: Facts;
}

/** Keys of a verdict block that are read off a connection's report. */
const readers: Record<string, (report: ConnectionReport) => unknown> = {
  cause: ({ cause }) => cause ?? 'none',
  alternative: ({ alternative }) => alternative?.cause ?? 'none',
  idle: ({ idleBeforeS }) => idleBeforeS?.toFixed(2),
  wait: ({ waitBeforeEndS }) => waitBeforeEndS?.toFixed(2),
  harm: ({ harm }) => harm,
  ending: ({ ending }) => ending,
  endedBy: ({ endedBy }) => endedBy,
  origin: ({ origin }) => origin,
  retrySafe: ({ retrySafe }) => retrySafe,
  protocol: ({ protocol }) => protocol,
  roles: ({ roles }) => roles,
  vantage: ({ vantage }) => vantage,
  turns: ({ turns }) => String(turns),
};

export function expectedOf({ verdict, name }: Case, script: Script): Expected {
  const own = new Map<number, Facts>();
  const common: Facts = {};
  const incidents: Facts = {};
  for (const line of verdict.split('\n').filter((text) => text.trim() !== '')) {
    const [, on, key = '', value = ''] = /^(?:\[(\d+)\] )?([\w.]+): (.+)$/.exec(line) ?? [];
    if (key === '') throw new SyntaxError(`${name}: "${line}"`);
    if (key === 'incident' || key.startsWith('inferred.')) incidents[key] = value;
    else if (!(key in readers)) throw new SyntaxError(`${name}: no such key: ${key}`);
    else if (on === undefined) common[key] = value;
    else own.set(Number(on), { ...own.get(Number(on)), [key]: value });
  }
  const numbers = [...new Set(script.segments.map(({ connection }) => connection))];
  return { connections: new Map(numbers.map((number) => [number, own.get(number) ?? common])), incidents };
}

/** The facts that the page names, as the engine sees them. */
export function actualOf(document: ExplainDocument, expected: Expected): Expected {
  const connections = [...expected.connections].map(([number, facts]): [number, Facts] => {
    const report = document.connections.find(({ client }) => client.port === 50_000 + number);
    const read = (key: string): string => (report === undefined ? 'none' : String(readers[key]?.(report)));
    return [number, Object.fromEntries(Object.keys(facts).map((key) => [key, read(key)]))];
  });
  const incidents = Object.entries(expected.incidents).map(([key, value]) => [
    key,
    incidentFact(document, key, value),
  ]);
  return { connections: new Map(connections), incidents: Object.fromEntries(incidents) };
}

/** A bracket that holds the expected value gives just that; any other is shown. */
function incidentFact({ incidents }: ExplainDocument, key: string, value: string): string {
  const [incident] = incidents;
  if (incident === undefined) return 'none';
  if (key === 'incident') return `${incident.cause} ${incident.connections}`;
  const bracket = incident.inferred[key.slice('inferred.'.length) as keyof typeof incident.inferred];
  if (bracket === undefined) return 'none';
  const { low, high } = bracket;
  const holds = (low ?? 0) <= Number(value) && Number(value) <= (high ?? Number.POSITIVE_INFINITY);
  return holds ? value : `${low} to ${high}`;
}

/** Frames that the page marks with "!", and of those the ones that no verdict cites. */
export function uncitedFrames(script: Script, document: ExplainDocument): string[] {
  const cited = new Set(document.connections.flatMap(({ evidence }) => evidence.map(({ frame }) => frame)));
  return framesOf(script).flatMap(({ segment }, index) =>
    segment.cited && !cited.has(index + 1) ? [`frame ${index + 1}: ${segment.line}`] : [],
  );
}

export function analyse(capture: Uint8Array, keepAll = true): Analysis {
  const analyzer = createAnalyzer({ keepAll });
  analyzer.push(capture);
  return analyzer.finish();
}
