/** One probe from its URL to its document. */
import { type ProbeFindings, probe, unreachable } from '../probe/probe.ts';
import type { ProbeDocument } from '../probe/result.ts';
import {
  guestConnections,
  guestRequests,
  guestRequestsPerSecond,
  type ProbeSettings,
} from '../probe/settings.ts';
import type { TlsMaterial } from './dial.ts';
import { Guest } from './guest.ts';
import { connectFailure } from './probe-failure.ts';
import { runDialogue } from './probe-runner.ts';
import { addressesOf, type FixedAddress, parseTarget, type TargetUrl } from './probe-target.ts';
import { startClock } from './run-clock.ts';

export interface ProbeOptions {
  settings: Omit<ProbeSettings, 'url' | 'tls' | 'authority' | 'target' | 'parallel'>;
  gentle: boolean;
  /** Requests a second; null for the usual. */
  rate: number | null;
  resolve: readonly FixedAddress[];
  family: 0 | 4 | 6;
  tls: TlsMaterial;
  stop: AbortSignal;
  onSay(text: string, remainingMs: number | null): void;
}

/** Throws a TypeError with a sentence where the URL makes no sense; everything else is in the document. */
export async function probeUrl(text: string, options: ProbeOptions): Promise<ProbeDocument> {
  const target = parseTarget(text);
  let addresses: string[];
  try {
    addresses = await addressesOf(target, options.resolve, options.family);
  } catch (error) {
    const failure = connectFailure(error, target);
    return documentOf(target, unreachable([{ step: 'dns', ...failure }]), {});
  }
  return probeAddress(target, addresses[0] ?? '', addresses, options);
}

async function probeAddress(
  target: TargetUrl,
  address: string,
  addresses: readonly string[],
  options: ProbeOptions,
): Promise<ProbeDocument> {
  const clock = startClock();
  const share = options.gentle ? 0.1 : 1;
  const connections = guestConnections * share;
  const guest = new Guest(
    {
      connections,
      requestsPerSecond: options.rate ?? guestRequestsPerSecond * share,
      requests: guestRequests * share,
    },
    clock,
  );
  const route = {
    host: target.host,
    port: target.port,
    to: { address, port: target.port },
    tls: target.tls ? options.tls : null,
  };
  const onSay = (text: string, untilMs: number | null): void =>
    options.onSay(text, untilMs === null ? null : untilMs - clock.nowMs());
  const { url, tls, authority, target: path } = target;
  const settings = { ...options.settings, url, tls, authority, target: path, parallel: connections };
  const findings = await runDialogue(probe(settings), { route, guest, clock, onSay }, options.stop);
  return documentOf(target, findings, {
    address,
    addresses,
    durationS: Math.round(clock.nowMs()) / 1000,
    interrupted: options.stop.aborted,
    manners: {
      requests: guest.requests,
      connections: guest.connections,
      mostConnections: guest.mostConnections,
    },
  });
}

function documentOf(target: TargetUrl, findings: ProbeFindings, run: Partial<ProbeDocument>): ProbeDocument {
  return {
    schema: 'whyreset/probe/1',
    url: target.url,
    address: null,
    addresses: [],
    durationS: 0,
    interrupted: false,
    manners: { requests: 0, connections: 0, mostConnections: 0 },
    ...run,
    ...findings,
  };
}
