/** A run of `probe`: several servers side by side, their documents in the order of the command line, and the exit code. */

import { type OwnCapture, startOwnCapture } from '../node/own-capture.ts';
import { endpointsOf, type ProbeOptions, probeUrl } from '../node/probe-run.ts';
import { parseTarget, type TargetUrl } from '../node/probe-target.ts';
import type { ProbeDocument } from '../probe/result.ts';
import { longestResponseMs } from '../probe/settings.ts';
import { confirm } from './confirm.ts';
import { UsageError } from './failure.ts';
import { packageVersion } from './package-root.ts';
import { recipesOfClients } from './probe-clients.ts';
import type { ProbeCommandOptions } from './probe-command.ts';
import { readTlsFiles } from './probe-options.ts';
import { comparisonOutput, documentOutput } from './probe-output.ts';
import { note, writeOut } from './terminal.ts';
import { createWaitLine } from './wait-line.ts';

const exitUsage = 2;
const exitUnreachable = 3;
const usualRequests = 110;

export async function probeAll(urls: readonly string[], options: ProbeCommandOptions): Promise<void> {
  const wanted = options.compare === undefined ? urls : [...urls, options.compare];
  if (options.compare !== undefined && urls.length > 1)
    throw new UsageError('--compare takes one URL to compare with.');
  const targets = wanted.flatMap((url) => targetOf(url, options));
  if (targets.length === 0) return;
  const recipes = recipesOfClients(options.client);
  if (options.race) await askForRace(options);
  const interrupt = stopOnInterrupt(options);
  const waitLine = createWaitLine(options);
  const run = runOptions(options, interrupt.signal, waitLine.say);
  const capture = options.pcap === undefined ? null : await captureOf(options.pcap, targets, run, options);
  try {
    const documents: ProbeDocument[] = [];
    for (const pending of byHost(targets, run)) {
      const found = await pending;
      waitLine.clear();
      if (found.some(({ reach }) => reach === null)) process.exitCode = exitUnreachable;
      documents.push(...found);
      if (options.compare === undefined)
        for (const one of found) await writeOut(documentOutput(one, recipes, options));
    }
    if (options.compare !== undefined) await writeOut(comparisonOutput(documents, recipes, options));
  } finally {
    waitLine.clear();
    interrupt.done();
    await capture?.stop();
  }
}

/** Nothing where the URL makes no sense: that is said, and the others go on. */
function targetOf(url: string, options: ProbeCommandOptions): TargetUrl[] {
  try {
    return [parseTarget(url)];
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    note(`${JSON.stringify(url.slice(0, 200))}: ${error.message}.`, { ...options, quiet: false });
    process.exitCode = exitUsage;
    return [];
  }
}

/** Hosts are probed side by side; what goes to one host waits for its turn, as a guest does. */
function byHost(targets: readonly TargetUrl[], run: ProbeOptions): Promise<ProbeDocument[]>[] {
  const last = new Map<string, Promise<unknown>>();
  return targets.map((target) => {
    const before = last.get(target.host) ?? Promise.resolve();
    const pending = before.then(() => probeUrl(target, run));
    last.set(target.host, pending);
    return pending;
  });
}

async function captureOf(
  file: string,
  targets: readonly TargetUrl[],
  run: ProbeOptions,
  options: ProbeCommandOptions,
): Promise<OwnCapture | null> {
  const endpoints = await Promise.all(targets.map((target) => endpointsOf(target, run)));
  return startOwnCapture(file, endpoints.flat(), (text) => note(text, options));
}

async function askForRace(options: ProbeCommandOptions): Promise<void> {
  if (options.yes) return;
  if (!process.stdin.isTTY)
    throw new UsageError(
      '--race loses some requests on purpose and asks first, which needs a terminal; --yes says yes.',
    );
  const question =
    'The race sends about 24 GET requests, and some of them are meant to get lost. Go on? [y/N] ';
  if (!(await confirm(question))) throw new UsageError('the race was not wanted; leave out --race.');
}

function runOptions(
  options: ProbeCommandOptions,
  stop: AbortSignal,
  onSay: ProbeOptions['onSay'],
): ProbeOptions {
  const { gentle = false, maxRequests } = options;
  return {
    settings: {
      method: options.method,
      fields: options.header ?? [],
      userAgent: `whyreset/${packageVersion()} (probe)`,
      maxIdleMs: options.maxIdle * 1000,
      responseLimitMs: longestResponseMs,
      maxRequests: maxRequests ?? usualRequests * (gentle ? 0.1 : 1),
      countsToTheEnd: maxRequests !== undefined,
      slow: options.slow === true,
      race: options.race === true,
      limitConnections: options.limitConnections ?? null,
    },
    gentle,
    rate: options.rate ?? null,
    resolve: options.resolve ?? [],
    connectTo: options.connectTo ?? [],
    family: options.ipv4 ? 4 : options.ipv6 ? 6 : 0,
    allAddresses: options.allAddresses === true,
    proxy: options.proxy ?? null,
    unixSocket: options.unixSocket ?? null,
    tls: readTlsFiles(options),
    stop,
    onSay,
  };
}

/** The first Ctrl-C ends the waiting and prints what is known; the second ends the process, as usual. */
function stopOnInterrupt(options: ProbeCommandOptions): { signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    note('interrupted: what is known so far (Ctrl-C again stops at once)', options);
    controller.abort();
  };
  process.once('SIGINT', onInterrupt);
  return { signal: controller.signal, done: () => process.removeListener('SIGINT', onInterrupt) };
}
