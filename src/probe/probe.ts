/** The whole probe of one address: reach it first, then everything else side by side. */

import { looksLike } from '../catalog/looks-like.ts';
import { recogniseServer } from '../catalog/recognise.ts';
import { type Dialogue, say } from './machine.ts';
import { recommend } from './recommend.ts';
import type { KeepAliveHeader, ProbeDocument, ProbeError } from './result.ts';
import type { ProbeSettings } from './settings.ts';
import { type IdleFindings, type IdleTimeout, idleTimeout } from './steps/idle-timeout.ts';
import { type Reach, reach } from './steps/reach.ts';

/** All that the machines find out; the runner adds what only it knows. */
export type ProbeFindings = Omit<
  ProbeDocument,
  'schema' | 'url' | 'address' | 'addresses' | 'durationS' | 'interrupted' | 'manners'
>;

const nothing: ProbeFindings = {
  reach: null,
  server: { header: null, product: null },
  tls: null,
  keepAliveHeader: null,
  idleTimeout: null,
  tcpKeepAlive: null,
  recommended: { clientIdleTimeoutS: null, why: 'the server could not be probed' },
  notes: [],
  errors: [],
};

export function* probe(settings: ProbeSettings): Dialogue<ProbeFindings> {
  yield* say(`connecting to ${settings.authority}`);
  const reached = yield* reach(settings);
  if ('failure' in reached) return unreachable([{ step: 'reach', ...reached.failure }]);
  const keeps = reached.first?.keeps ?? false;
  const used = { ...settings, method: reached.method };
  const idle = keeps ? yield* idleTimeout(used, reached.first?.firstByteMs ?? 0) : null;
  return findings(reached, idle);
}

export function unreachable(errors: readonly ProbeError[]): ProbeFindings {
  return { ...nothing, errors };
}

function findings(reached: Reach, idle: IdleFindings | null): ProbeFindings {
  const { opened, first, notes } = reached;
  const server = first?.server ?? null;
  const product = recogniseServer(server ?? '', first?.via ?? undefined) ?? null;
  const measured = idle?.idleTimeout ?? null;
  const announced = first?.announced ?? { timeoutS: null, max: null };
  return {
    ...nothing,
    reach: {
      connectMs: milliseconds(opened.connectMs),
      tlsMs: opened.tlsMs === null ? null : milliseconds(opened.tlsMs),
      firstByteMs: first === null ? null : milliseconds(first.firstByteMs),
      status: first?.status ?? null,
    },
    server: { header: server, product },
    keepAliveHeader: keepAliveHeader(announced, measured),
    idleTimeout: measured && { ...measured, looksLike: namesFor(measured, product) },
    tcpKeepAlive: idle?.tcpKeepAlive ?? null,
    recommended: recommend({
      idle: measured,
      announcedS: announced.timeoutS,
      keeps: first?.keeps ?? false,
      rttMs: opened.connectMs,
    }),
    notes,
  };
}

function milliseconds(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** A server that keeps a connection for another time than it announces, beyond what a network adds. */
const truthSlackS = 0.15;

function keepAliveHeader(
  { timeoutS, max }: { timeoutS: number | null; max: number | null },
  idle: IdleTimeout | null,
): KeepAliveHeader | null {
  if (timeoutS === null && max === null) return null;
  const { lowS = null, highS = null } = idle ?? {};
  const truthful =
    timeoutS === null || lowS === null || highS === null
      ? null
      : timeoutS >= lowS - truthSlackS && timeoutS <= highS + truthSlackS;
  return { timeoutS, max, truthful };
}

/** Who has this timeout by default; the product that the Server field names comes first. */
function namesFor(idle: IdleTimeout, product: string | null): string[] {
  if (idle.lowS === null || idle.highS === null) return [];
  const closes = idle.outcome === 'closes';
  const like = looksLike(
    closes ? 'idle-keepalive' : 'flow-idle',
    idle.lowS,
    idle.highS,
    closes ? 'server' : undefined,
  );
  const sorted = like.toSorted((a, b) => Number(b.product === product) - Number(a.product === product));
  return sorted.map(({ title, setting, defaultS }) => `${title} (${setting} ${defaultS} s)`);
}
