/** The captures that come with the project, and packs of their incidents, for comparisons. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createCaptureReader } from '../../src/capture/capture-reader.ts';
import { type Analysis, createAnalyzer } from '../../src/engine/analyzer.ts';
import type { ExplainDocument, Incident } from '../../src/engine/document.ts';
import { FrameCollector } from '../../src/evidence/collected-frame.ts';
import { type EvidencePack, makePack, planFor } from '../../src/evidence/evidence-pack.ts';
import type { PackCaptureOptions } from '../../src/evidence/pack-capture.ts';
import { streamsOf } from '../../src/evidence/pack-plan.ts';
import { Pseudonyms } from '../../src/evidence/pseudonyms.ts';
import { createStreamWalk } from '../../src/evidence/stream-walk.ts';
import { TraceRecorder } from '../../src/evidence/trace-recorder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Payload cut; with pseudonyms too; all kept. */
export const ways: readonly { name: string; options: () => PackCaptureOptions }[] = [
  { name: 'payload cut', options: () => ({ keepPayload: false, pseudonyms: null }) },
  {
    name: 'payload cut, pseudonyms',
    options: () => ({ keepPayload: false, pseudonyms: new Pseudonyms(new Uint8Array(32).fill(7)) }),
  },
  { name: 'payload kept', options: () => ({ keepPayload: true, pseudonyms: null }) },
];

/** The examples, and every n-th of the lab's captures. */
export function captureFiles(everyNth: number): string[] {
  const lab = readdirSync(`${root}test/captures/lab`).filter((name) => name.endsWith('.gz'));
  return [
    ...readdirSync(`${root}examples`)
      .filter((name) => name.endsWith('.pcap'))
      .map((name) => `${root}examples/${name}`),
    ...lab.filter((_, index) => index % everyNth === 0).map((name) => `${root}test/captures/lab/${name}`),
  ];
}

export function bytesOf(file: string): Uint8Array {
  const bytes = readFileSync(file);
  return new Uint8Array(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
}

export interface Explained {
  capture: Uint8Array;
  analysis: Analysis;
  document: ExplainDocument;
}

export function explained(capture: Uint8Array): Explained {
  const analyzer = createAnalyzer();
  analyzer.push(capture);
  const analysis = analyzer.finish();
  return { capture, analysis, document: analysis.document({ files: ['/home/someone/trace.pcap'] }) };
}

export function packOf(
  { capture, analysis, document }: Explained,
  incident: Incident,
  options: PackCaptureOptions,
): EvidencePack {
  const plan = planFor(incident, analysis);
  const collector = new FrameCollector(streamsOf(plan), plan.snapped);
  const recorder = new TraceRecorder(document.connections.slice(0, 3));
  const walk = createStreamWalk([collector, recorder]);
  walk.push(capture);
  walk.finish();
  const source = { document, incident, plan, traces: recorder.traces(), collected: collector.collected };
  return makePack({ ...source, epochNs: epochNsOf(capture) }, options);
}

function epochNsOf(capture: Uint8Array): bigint {
  const reader = createCaptureReader();
  reader.push(capture);
  reader.next();
  return reader.summary.epochNs;
}
