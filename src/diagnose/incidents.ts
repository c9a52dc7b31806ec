/** Connections of one server with one cause are one incident: what a person acts on. */
import type { ServerFacts } from '../flow/server-facts.ts';
import { type Cause, isHarmless } from './causes.ts';
import { extent } from './extent.ts';
import { type Inferred, infer } from './inference.ts';
import type { Reading } from './reading.ts';
import type { ServerContext } from './server-context.ts';
import type { Verdict } from './verdict.ts';

/** A kept connection with its verdict. */
export interface Diagnosis {
  reading: Reading;
  verdict: Verdict;
  context: ServerContext;
}

export interface IncidentFacts {
  server: ServerFacts;
  context: ServerContext;
  cause: Cause;
  members: Diagnosis[];
  /** Members with harm. */
  hurt: Diagnosis[];
  confidence: number;
  inferred: Inferred;
  firstNs: number;
  lastNs: number;
  otherServersAffected: number;
  otherServersSeen: number;
}

/** Groups harmful diagnoses, worst first. `servers` counts every server of the capture. */
export function groupIncidents(diagnoses: readonly Diagnosis[], servers: number): IncidentFacts[] {
  const groups = new Map<ServerFacts, Map<Cause, Diagnosis[]>>();
  for (const diagnosis of diagnoses) {
    const { cause, harm } = diagnosis.verdict;
    if (cause === null || isHarmless(cause) || (cause === 'unexplained' && harm === 'none')) continue;
    const { facts } = diagnosis.context;
    const ofServer = groups.get(facts) ?? new Map<Cause, Diagnosis[]>();
    groups.set(facts, ofServer);
    const members = ofServer.get(cause) ?? [];
    ofServer.set(cause, members);
    members.push(diagnosis);
  }
  const affected = affectedBy(groups);
  const incidents: IncidentFacts[] = [];
  for (const [server, ofServer] of groups) {
    for (const [cause, members] of ofServer) {
      incidents.push(incidentOf(server, cause, members, (affected.get(cause) ?? 0) - 1, servers - 1));
    }
  }
  return incidents.sort(
    (a, b) => b.hurt.length - a.hurt.length || b.confidence - a.confidence || a.firstNs - b.firstNs,
  );
}

/** How many servers have an incident of each cause. */
function affectedBy(groups: Map<ServerFacts, Map<Cause, Diagnosis[]>>): Map<Cause, number> {
  const counts = new Map<Cause, number>();
  for (const ofServer of groups.values()) {
    for (const cause of ofServer.keys()) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  return counts;
}

function incidentOf(
  server: ServerFacts,
  cause: Cause,
  members: Diagnosis[],
  othersAffected: number,
  othersSeen: number,
): IncidentFacts {
  const context = (members[0] as Diagnosis).context;
  const hurt = members.filter((member) => member.verdict.harm !== 'none');
  const ended = extent(
    members.map(({ reading }) =>
      reading.connection.end.seen ? reading.connection.end.timeNs : reading.connection.lastNs,
    ),
  );
  const sure = members.reduce((sum, member) => sum + member.verdict.confidence, 0) / members.length;
  return {
    server,
    context,
    cause,
    members,
    hurt,
    confidence: Math.round(sure * 100) / 100,
    inferred: infer(
      cause,
      members.map((member) => member.reading),
      context,
    ),
    firstNs: ended.least,
    lastNs: ended.most,
    otherServersAffected: othersAffected,
    otherServersSeen: othersSeen,
  };
}
