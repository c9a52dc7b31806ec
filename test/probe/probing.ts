/** Probes in this process, with the usual settings unless said otherwise. */
import { type ProbeOptions, probeUrl } from '../../src/node/probe-run.ts';
import { parseTarget } from '../../src/node/probe-target.ts';
import type { ProbeDocument } from '../../src/probe/result.ts';
import { longestResponseMs } from '../../src/probe/settings.ts';

type Changes = Partial<Omit<ProbeOptions, 'settings'>> & { settings?: Partial<ProbeOptions['settings']> };

export async function probeOnce(url: string, { settings, ...changes }: Changes = {}): Promise<ProbeDocument> {
  const [document] = await probeUrl(parseTarget(url), {
    settings: {
      method: 'GET',
      fields: [],
      userAgent: 'whyreset/test (probe)',
      maxIdleMs: 20_000,
      responseLimitMs: longestResponseMs,
      maxRequests: 110,
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
    tls: { insecure: true },
    stop: new AbortController().signal,
    onSay: () => {},
    ...changes,
  });
  if (document === undefined) throw new Error('no document');
  return document;
}
