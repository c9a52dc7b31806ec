/**
 * An evidence pack: what another team needs to see for itself. A capture with the connections of one incident and some
 * others of the same server, the report, and how to check both.
 */
import { strToU8, zipSync } from 'fflate';
import type { Analysis } from '../engine/analyzer.ts';
import type { ExplainDocument, Incident } from '../engine/document.ts';
import type { ConnectionTrace } from '../engine/trace.ts';
import { clean } from '../report/clean.ts';
import { renderMarkdown } from '../report/explain-markdown.ts';
import { embedInPage } from '../report/html-report.ts';
import { sentence } from '../report/sentence.ts';
import type { CollectedStream } from './collected-frame.ts';
import { type PackCaptureOptions, packCapture, packFrames } from './pack-capture.ts';
import { checkPack, type PackCheck } from './pack-check.ts';
import { type PackPlan, planPack } from './pack-plan.ts';
import { packReadme } from './pack-readme.ts';
import { redacted, type Shown, withoutPayload } from './redact.ts';

/** How many healthy connections are tried until the pack says exactly what the capture said. */
const CONTRAST_STEPS = [6, 24, 96, Number.POSITIVE_INFINITY];

export interface EvidencePack {
  capture: Uint8Array;
  /** Original numbers of the connections in `capture`, which has them as 0, 1, 2 … */
  streams: number[];
  /** Those of them that the incident is about. */
  concerned: number[];
  leftOut: number;
  check: PackCheck;
  /** What the report in the pack is made from: this incident only. */
  report: Shown;
}

export function planFor(incident: Incident, analysis: Analysis): PackPlan {
  return planPack(incident, analysis.connections());
}

export interface PackSource {
  document: ExplainDocument;
  incident: Incident;
  plan: PackPlan;
  /** Frames of the incident's example, for its ladder. */
  traces: ConnectionTrace[];
  collected: ReadonlyMap<number, CollectedStream>;
  /** Of the capture's first frame, nanoseconds since 1970. */
  epochNs: bigint;
}

export function makePack(source: PackSource, options: PackCaptureOptions): EvidencePack {
  const { document, incident, plan, traces, collected, epochNs } = source;
  const report = reportOf({ document, traces }, incident, options);
  const frames = packFrames(collected, epochNs, sayingsOf(report.document), options);
  const concerned = plan.concerned.toSorted((a, b) => a - b);
  let best: EvidencePack | null = null;
  for (const { others, wholeTime } of choicesOf(plan)) {
    const streams = [...new Set([...concerned, ...others])].sort((a, b) => a - b);
    const capture = packCapture(streams, collected, frames, wholeTime ? epochNs : null);
    const check = checkPack(capture, streams, document, incident);
    // Where no number of others gives the very same confidences and brackets, the fewest that give the same verdicts do.
    if (best === null || check.differences.length < best.check.differences.length || isExact(check)) {
      best = { capture, streams, concerned, leftOut: plan.leftOut, check, report };
    }
    if (isExact(check)) break;
  }
  return best as EvidencePack;
}

interface Choice {
  others: number[];
  /** The capture's beginning and end are shown too: for connections that were silent then, they tell for how long. */
  wholeTime: boolean;
}

/** More and more connections, each time without and with the bounds of the capture in time. */
function* choicesOf({ contrast, last }: PackPlan): Generator<Choice> {
  for (const most of CONTRAST_STEPS) {
    const some = contrast.slice(0, most);
    yield { others: some, wholeTime: false };
    yield { others: last === null ? some : [...some, last], wholeTime: true };
    if (most >= contrast.length) return;
  }
}

/** What the verdicts say of the frames that they cite. */
function sayingsOf({ connections }: ExplainDocument): Map<number, string> {
  const says = new Map<number, string>();
  for (const { evidence } of connections) {
    for (const { frame, says: text } of evidence) {
      const before = says.get(frame);
      says.set(frame, before === undefined ? sentence(clean(text)) : `${before} ${sentence(clean(text))}`);
    }
  }
  return says;
}

function isExact({ exact, differences }: PackCheck): boolean {
  return exact && differences.length === 0;
}

/** The document with this one incident, without what the pack's capture does not show either. */
function reportOf(
  { document, traces }: Shown,
  incident: Incident,
  { keepPayload, pseudonyms }: PackCaptureOptions,
): Shown {
  const streams = new Set(incident.streams);
  const connections = document.connections.filter(({ stream }) => streams.has(stream));
  // Folders are nobody else's business.
  const files = document.capture.files.map((file) => file.replace(/^.*[\\/]/, ''));
  const capture = { ...document.capture, files };
  const about: Shown = { document: { ...document, capture, incidents: [incident], connections }, traces };
  if (pseudonyms !== null) return redacted(about, pseudonyms);
  return keepPayload ? about : withoutPayload(about);
}

/** `page`: dist/page.html, which a report is written into. */
export function zipPack(pack: EvidencePack, options: PackCaptureOptions, page: string): Uint8Array {
  const { capture, report } = pack;
  const files = {
    'README.txt': packReadme(pack, options),
    'capture.pcapng': capture,
    'report.html': strToU8(embedInPage(page, report)),
    'report.md': strToU8(renderMarkdown(report.document)),
  };
  return zipSync(files, { mtime: zipTime(report.document.capture.start) });
}

/** The capture's own time, so that the same capture gives the same pack; zip knows the years 1980 to 2099. */
function zipTime(start: string): number {
  const time = Date.parse(start);
  return Math.min(Math.max(time, Date.UTC(1980, 0, 2)), Date.UTC(2099, 0, 1));
}
