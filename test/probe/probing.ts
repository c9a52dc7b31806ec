/** Probes in this process, with the usual settings unless said otherwise. */
import { plainProbe } from '../../src/node/plain-probe.ts';
import { type ProbeOptions, probeUrl } from '../../src/node/probe-run.ts';
import { parseTarget } from '../../src/node/probe-target.ts';
import type { ProbeDocument } from '../../src/probe/result.ts';

type Changes = Partial<Omit<ProbeOptions, 'settings'>> & { settings?: Partial<ProbeOptions['settings']> };

export async function probeOnce(url: string, { settings, ...changes }: Changes = {}): Promise<ProbeDocument> {
  const [document] = await probeUrl(parseTarget(url), {
    ...plainProbe('whyreset/test (probe)', { maxIdleMs: 20_000, ...settings }),
    tls: { insecure: true },
    ...changes,
  });
  if (document === undefined) throw new Error('no document');
  return document;
}
