/** Hops of a chain file with `probe: URL`: their servers are asked, as `whyreset probe` does it, before the audit. */
import { chainFileAmong } from '../audit/audit-files.ts';
import { type Chain, readChain } from '../audit/chain/chain-file.ts';
import type { Measured } from '../audit/chain/chain-hops.ts';
import type { Place, Settings } from '../audit/model.ts';
import type { ConfigFiles } from '../node/config-files.ts';
import { plainProbe } from '../node/plain-probe.ts';
import { probeUrl } from '../node/probe-run.ts';
import { parseTarget } from '../node/probe-target.ts';
import type { ProbeDocument } from '../probe/result.ts';
import { clean } from '../report/clean.ts';
import { UsageError } from './failure.ts';
import { packageVersion } from './package-root.ts';
import { type GlobalOptions, note } from './terminal.ts';

export async function probeChain(
  { files }: ConfigFiles,
  paths: readonly string[],
  options: GlobalOptions,
): Promise<Measured> {
  const file = chainFileAmong(files, paths);
  const chains = file === undefined ? [] : [readChain(file)];
  const measured = new Map<string, Settings>();
  // One after the other: two hops may be the same host, which gets no more than a guest's share.
  for (const { entry, place } of chains.flatMap(probed)) {
    note(clean(`asking ${entry.probe} about its timeouts (${entry.name})`), options);
    const [document] = await probeUrl(
      targetOf(entry.probe),
      plainProbe(`whyreset/${packageVersion()} (probe)`),
    );
    if (document === undefined || document.reach === null)
      note(
        clean(`${entry.probe} could not be asked: ${document?.errors[0]?.message ?? 'no answer'}`),
        options,
      );
    else measured.set(entry.name, settingsOf(document, place));
  }
  return measured;
}

function probed({ entries }: Chain) {
  return entries.flatMap(({ name, place, probe }) =>
    probe === undefined ? [] : [{ entry: { name, probe }, place }],
  );
}

function targetOf(url: string) {
  try {
    return parseTarget(url);
  } catch (error) {
    throw new UsageError(`${JSON.stringify(url.slice(0, 200))}: ${(error as Error).message}.`);
  }
}

/** The earliest close is what a client has to be ahead of. */
function settingsOf({ idleTimeout, requestsPerConnection }: ProbeDocument, from: Place): Settings {
  const name = 'measured by the probe';
  const limit = requestsPerConnection?.limit;
  return {
    ...(idleTimeout?.outcome === 'closes' &&
      idleTimeout.lowS !== null && { idleTimeoutS: { value: idleTimeout.lowS, from, name } }),
    ...(typeof limit === 'number' && { requestLimit: { value: limit, from, name } }),
  };
}
