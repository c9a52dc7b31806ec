/** Analyses in the forms that properties compare. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createAnalyzer, type ExplainDocument } from '../../src/engine/index.ts';
import type { World } from '../cases/capture.ts';
import { captureOf } from '../cases/capture.ts';
import type { Script } from '../cases/script.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

/** The captures that come with the project. */
export function exampleCaptures(): Uint8Array[] {
  return readdirSync(examples)
    .filter((name) => name.endsWith('.pcap'))
    .map((name) => new Uint8Array(readFileSync(`${examples}${name}`)));
}

/** Analyses a capture that comes in pieces of these lengths, the last one again and again. */
export function analysePieces(capture: Uint8Array, lengths: readonly number[]): ExplainDocument {
  const analyzer = createAnalyzer({ keepAll: true });
  for (let at = 0, turn = 0; at < capture.length; turn++) {
    const length = lengths[Math.min(turn, lengths.length - 1)] ?? capture.length;
    const piece = capture.slice(at, at + length);
    analyzer.push(piece);
    piece.fill(0xee); // bytes may be reused when push returns
    at += length;
  }
  return analyzer.finish().document({ all: true });
}

export function documentOf(script: Script, world: World): ExplainDocument {
  return analysePieces(captureOf(script, world), []);
}

/** All but absolute times, addresses and what is drawn from them. */
export function withoutTimes(document: ExplainDocument): object {
  return JSON.parse(JSON.stringify(document), (key, value) =>
    ['start', 'time', 'first', 'last'].includes(key) && typeof value === 'string' ? undefined : value,
  );
}

export function verdictsOf({ connections, incidents }: ExplainDocument): object {
  return {
    connections: connections.map(
      ({ client, cause, confidence, harm, origin, ending, endedBy, retrySafe, turns }) => ({
        port: client.port,
        cause,
        confidence,
        harm,
        origin,
        ending,
        endedBy,
        retrySafe,
        turns,
      }),
    ),
    incidents: incidents.map(({ cause, connections, inferred }) => ({ cause, connections, inferred })),
  };
}
