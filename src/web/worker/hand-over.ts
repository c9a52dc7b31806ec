/** What the worker makes to be handed over: the document with its ladders, and evidence packs. */
import { createAnalyzer } from '../../engine/index.ts';
import { FrameCollector } from '../../evidence/collected-frame.ts';
import { KEY_BYTES } from '../../evidence/crypto-pan.ts';
import { makePack, planFor, zipPack } from '../../evidence/evidence-pack.ts';
import { streamsOf } from '../../evidence/pack-plan.ts';
import { Pseudonyms } from '../../evidence/pseudonyms.ts';
import { redacted } from '../../evidence/redact.ts';
import { createStreamWalk } from '../../evidence/stream-walk.ts';
import { reportLimits, TraceRecorder } from '../../evidence/trace-recorder.ts';
import type { ReadCapturesOptions } from '../../input/capture-reading.ts';
import { incidentsInOrder } from '../../report/headline.ts';
import type { Answer, Request } from './messages.ts';
import { readPageFiles } from './read-captures.ts';

const MOST_LADDERS = 20;

export async function makeReport(
  { files, document, redact }: Extract<Request, { type: 'report' }>,
  progress: ReadCapturesOptions,
): Promise<Answer> {
  const examples = new Set(document.incidents.map(({ exampleStream }) => exampleStream));
  const connections = document.connections.filter(({ stream }) => examples.has(stream));
  const recorder = new TraceRecorder(connections.slice(0, MOST_LADDERS), reportLimits);
  const walk = createStreamWalk([recorder]);
  if (files.length > 0) await readPageFiles(files, walk, progress);
  const shown = { document, traces: recorder.traces() };
  return { type: 'reported', shown: redact ? redacted(shown, newPseudonyms()) : shown };
}

export async function makeEvidence(
  { files, number, keepPayload, pseudonymise, page }: Extract<Request, { type: 'pack' }>,
  progress: ReadCapturesOptions,
): Promise<Answer> {
  const analyzer = createAnalyzer();
  const read = await readPageFiles(files, analyzer, progress);
  const analysis = analyzer.finish(read.summary);
  const document = analysis.document({ files: read.files });
  const incident = incidentsInOrder(document)[number - 1];
  if (incident === undefined)
    return { type: 'failed', message: `There is no incident ${number} in this capture.` };
  const plan = planFor(incident, analysis);
  const collector = new FrameCollector(streamsOf(plan), plan.snapped);
  const example = document.connections.filter(({ stream }) => stream === incident.exampleStream);
  const recorder = new TraceRecorder(example, reportLimits);
  const walk = createStreamWalk([collector, recorder]);
  await readPageFiles(files, walk, progress);
  const how = { keepPayload, pseudonyms: pseudonymise ? newPseudonyms() : null };
  const source = { document, incident, plan, traces: recorder.traces(), collected: collector.collected };
  const pack = makePack({ ...source, epochNs: read.summary.epochNs }, how);
  return {
    type: 'packed',
    zip: new Uint8Array(zipPack(pack, how, page)),
    concerned: pack.concerned.length,
    contrast: pack.streams.length - pack.concerned.length,
    differences: pack.check.differences.length,
  };
}

/** Under a key that nobody has seen. */
function newPseudonyms(): Pseudonyms {
  return new Pseudonyms(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
}
