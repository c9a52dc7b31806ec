/** `whyreset evidence`: the captures are read twice, and one incident of them written as a zip. */
import { writeFileSync } from 'node:fs';
import type { ExplainDocument, Incident } from '../engine/index.ts';
import { FrameCollector } from '../evidence/collected-frame.ts';
import { type EvidencePack, makePack, planFor, zipPack } from '../evidence/evidence-pack.ts';
import { streamsOf } from '../evidence/pack-plan.ts';
import { createStreamWalk } from '../evidence/stream-walk.ts';
import { reportLimits, TraceRecorder } from '../evidence/trace-recorder.ts';
import { clean } from '../report/clean.ts';
import { endpointName } from '../report/endpoint-text.ts';
import { incidentsInOrder } from '../report/headline.ts';
import { bytes, count } from '../report/quantities.ts';
import { analyse, readAgain } from './analyse.ts';
import type { EvidenceOptions } from './evidence-command.ts';
import { UsageError } from './failure.ts';
import { newPseudonyms } from './new-pseudonyms.ts';
import { readPage } from './page-file.ts';
import { note, writeOut } from './terminal.ts';

export async function evidence(paths: string[], options: EvidenceOptions): Promise<void> {
  if (options.pseudonymise && options.keepPayload) {
    throw new UsageError(
      'payload holds addresses and names that cannot be replaced: give --pseudonymise or --keep-payload, not both.',
    );
  }
  if (paths.includes('-')) {
    throw new UsageError('standard input can be read only once, and a pack needs two passes: give a file.');
  }
  const { analysis, files, startNs } = await analyse(paths, {}, options);
  const document = analysis.document({ files });
  for (const warning of document.capture.warnings) note(warning, options);
  const incident = chosen(document, options.incident);
  const plan = planFor(incident, analysis);
  const collector = new FrameCollector(streamsOf(plan), plan.snapped);
  const example = document.connections.filter(({ stream }) => stream === incident.exampleStream);
  const recorder = new TraceRecorder(example, reportLimits);
  const walk = createStreamWalk([collector, recorder]);
  await readAgain(paths, walk, options);
  const how = {
    keepPayload: options.keepPayload === true,
    pseudonyms: options.pseudonymise ? newPseudonyms() : null,
  };
  const source = { document, incident, plan, traces: recorder.traces(), collected: collector.collected };
  const pack = makePack({ ...source, epochNs: startNs }, how);
  const zip = zipPack(pack, how, readPage());
  write(options.output, zip);
  await writeOut(summary(pack, incident, options, zip.length));
}

function chosen(document: ExplainDocument, number: number): Incident {
  const incidents = incidentsInOrder(document);
  const incident = incidents[number - 1];
  if (incident !== undefined) return incident;
  if (incidents.length === 0)
    throw new UsageError('there is no incident in this capture: nothing came to harm.');
  const list = incidents.map(
    ({ cause, server }, index) => `${index + 1} ${cause} at ${endpointName(server)}`,
  );
  throw new UsageError(`there is no incident ${number}; there is ${list.slice(0, 9).join(', ')}.`);
}

function write(path: string, zip: Uint8Array): void {
  try {
    writeFileSync(path, zip);
  } catch (error) {
    throw new UsageError(`${clean(path)} cannot be written: ${(error as Error).message}`);
  }
}

function* summary(
  { streams, concerned, leftOut, check }: EvidencePack,
  { cause, server }: Incident,
  { output, incident: number }: EvidenceOptions,
  size: number,
): Generator<string> {
  const others = streams.length - concerned.length;
  yield `${clean(output)}: incident ${number}, ${cause} at ${endpointName(server)}; ${bytes(size)}\n`;
  yield `  ${count(concerned.length, 'connection')} of the incident and ${count(others, 'other', 'others')} for contrast\n`;
  if (leftOut > 0) yield `  ${count(leftOut, 'further connection')} of the incident did not fit\n`;
  yield check.differences.length === 0
    ? '  read back: every connection has the verdict that it had in the whole capture\n'
    : `  read back: ${count(check.differences.length, 'verdict')} came out differently; README.txt lists them\n`;
}
