/**
 * The engine: bytes of a capture in, an analysis out. One pass, bounded memory, no I/O, no clock; the same code runs
 * in the command line, in a browser tab and in tests.
 *
 * @example
 * const analyzer = createAnalyzer();
 * analyzer.push(bytes); // any number of times, in pieces of any size
 * const document = analyzer.finish().document({ files: ['trace.pcap'] });
 */
import { createCaptureReader, runOf } from '../capture/capture-reader.ts';
import type { CaptureSummary, FrameCursor } from '../capture/frame-cursor.ts';
import { PlacedInput } from '../capture/placed-input.ts';
import { buildContext } from '../diagnose/context-builder.ts';
import { type Diagnosis, groupIncidents, type IncidentFacts } from '../diagnose/incidents.ts';
import { type Reading, readConnection } from '../diagnose/reading.ts';
import type { ServerContext } from '../diagnose/server-context.ts';
import { diagnose } from '../diagnose/verdict.ts';
import { type Directions, isOneWayCapture } from '../flow/directions.ts';
import { Moment } from '../flow/moment.ts';
import type { ServerFacts } from '../flow/server-facts.ts';
import { Tracker } from '../flow/tracker.ts';
import { DecodeStatus } from '../wire/decode-status.ts';
import { FrameDecoder } from '../wire/frame-decoder.ts';
import { type ConnectionColumns, connectionColumns } from './connection-columns.ts';
import { connectionLines } from './connection-lines.ts';
import type { ConnectionLine, ExplainDocument } from './document.ts';
import { buildDocument, type DocumentOptions } from './document-builder.ts';
import { RecordWalk } from './record-walk.ts';

export interface AnalyzerOptions {
  /** Keep every connection in full, so that `document({ all: true })` can show healthy ones with their requests. */
  keepAll?: boolean;
  /**
   * Any 32-bit integer; it changes no result. A random one keeps whoever made the capture from choosing addresses and
   * ports that slow the analysis down.
   */
  hashSeed?: number;
}

export interface Analyzer {
  /** Takes the next bytes of one capture file (or pipe). They may be reused when the call returns. */
  push(bytes: Uint8Array): void;
  /**
   * Where bytes may be put, from its front on, to be read without being copied. To be asked for again before each piece that is
   * pushed.
   */
  buffer(): Uint8Array;
  /** Takes all frames that a reader of the caller's has ready (several files merged, a live source). */
  readFrames(cursor: FrameCursor & { next(): boolean }): void;
  /** No more will come: diagnoses. `summary` describes the capture where `readFrames` was used. */
  finish(summary?: CaptureSummary): Analysis;
}

export interface Analysis {
  document(options?: DocumentOptions): ExplainDocument;
  /** Every connection in order of its stream number. */
  connections(): Iterable<ConnectionLine>;
  /** The same as columns, with each one's cause, for a million of them. */
  columns(): ConnectionColumns;
}

/** What documents are built from. */
export interface AnalysisFacts {
  summary: CaptureSummary;
  decoder: FrameDecoder;
  tracker: Tracker;
  directions: Directions;
  diagnoses: Diagnosis[];
  incidents: IncidentFacts[];
  durationNs: number;
}

export function createAnalyzer(options: AnalyzerOptions = {}): Analyzer {
  const decoder = new FrameDecoder();
  const tracker = new Tracker({ keepAll: options.keepAll ?? false, hashSeed: options.hashSeed ?? 0 });
  const walk = new RecordWalk(tracker.core);
  const readFrames = (cursor: FrameCursor & { next(): boolean }): void =>
    readInto(cursor, decoder, tracker, walk);
  const reader = createCaptureReader();
  const input = new PlacedInput(reader, { buffer: () => tracker.core.buffer(), readFrames });
  let hasPushed = false;
  return {
    push(bytes) {
      hasPushed = true;
      input.push(bytes);
    },
    buffer: () => input.room(),
    readFrames,
    finish(summary) {
      if (hasPushed) input.finish();
      tracker.finish();
      return analysisOf(summary ?? reader.summary, decoder, tracker);
    },
  };
}

/** The per-frame loop, for frames that the core does not take by itself. */
function readInto(
  cursor: FrameCursor & { next(): boolean },
  decoder: FrameDecoder,
  tracker: Tracker,
  walk: RecordWalk,
): void {
  const now = new Moment();
  const run = runOf(cursor);
  for (;;) {
    if (run !== null) decoder.counters.tcp += walk.take(run);
    if (!cursor.next()) return;
    now.move(cursor.frameNumber, cursor.timeNs);
    if (takesFrame(tracker, cursor, now)) {
      decoder.counters.tcp++;
      continue;
    }
    let status = decoder.decode(
      cursor.view,
      cursor.offset,
      cursor.capturedLength,
      cursor.originalLength,
      cursor.linkType,
      now.frame,
    );
    while (status === DecodeStatus.Tcp) {
      tracker.segment(decoder, now);
      status = decoder.decodeNext();
    }
  }
}

/** Each frame goes to the core first: those of pcapng and of several files, whose records it does not walk over. */
function takesFrame({ core }: Tracker, cursor: FrameCursor, { frame, timeNs }: Moment): boolean {
  const { view, offset, capturedLength, originalLength, linkType } = cursor;
  const at = core.place(view, offset, capturedLength);
  return at >= 0 && core.calls.frame(at, capturedLength, originalLength, linkType, frame, timeNs) !== 0;
}

function analysisOf(summary: CaptureSummary, decoder: FrameDecoder, tracker: Tracker): Analysis {
  const { directions } = tracker;
  const diagnoses = diagnoseAll(tracker, isOneWayCapture(directions));
  const facts: AnalysisFacts = {
    summary,
    decoder,
    tracker,
    directions,
    diagnoses,
    incidents: groupIncidents(diagnoses, tracker.servers.size),
    durationNs: tracker.lastNs,
  };
  return {
    document: (options = {}) => buildDocument(facts, options),
    connections: () => connectionLines(facts),
    columns: () => connectionColumns(facts),
  };
}

function diagnoseAll(tracker: Tracker, captureIsOneWay: boolean): Diagnosis[] {
  const readings = new Map<ServerFacts, Reading[]>();
  const all = tracker.keptConnections().map((connection) => {
    const facts = tracker.servers.of(connection);
    const reading = readConnection(connection, facts, captureIsOneWay);
    const ofServer = readings.get(facts) ?? [];
    readings.set(facts, ofServer);
    ofServer.push(reading);
    return { reading, facts };
  });
  const contexts = new Map<ServerFacts, ServerContext>();
  for (const [facts, ofServer] of readings) {
    contexts.set(facts, buildContext(facts, tracker.rows, ofServer, tracker.lastNs));
  }
  return all.map(({ reading, facts }) => {
    const context = contexts.get(facts) as ServerContext;
    return { reading, context, verdict: diagnose(reading, context) };
  });
}
