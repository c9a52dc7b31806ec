/** The options of a probe for which nobody chose any: what other commands, the page about probes and tests start from. */
import { longestResponseMs } from '../probe/settings.ts';
import type { ProbeOptions } from './probe-run.ts';

const longestIdleMs = 130_000;
const usualRequests = 110;

export function plainProbe(
  userAgent: string,
  settings: Partial<ProbeOptions['settings']> = {},
): ProbeOptions {
  return {
    settings: {
      method: 'GET',
      fields: [],
      userAgent,
      maxIdleMs: longestIdleMs,
      responseLimitMs: longestResponseMs,
      maxRequests: usualRequests,
      countsToTheEnd: false,
      slow: false,
      race: false,
      limitConnections: null,
      ...settings,
    },
    gentle: false,
    rate: null,
    resolve: [],
    connectTo: [],
    family: 0,
    allAddresses: false,
    proxy: null,
    unixSocket: null,
    tls: { insecure: false },
    stop: new AbortController().signal,
    onSay: () => {},
  };
}
