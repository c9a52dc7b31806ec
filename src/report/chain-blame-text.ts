/** What `explain --chain` found, as sentences: each setting of the chain that matters to an incident, and where it is. */
import type { ConfiguredSetting, Incident } from '../engine/document.ts';
import { clean } from './clean.ts';

export function chainSentences({ chain }: Incident): string[] {
  if (chain === undefined) return [];
  const hops = chain.hops.map((name) => clean(name)).join(' → ');
  const rule =
    chain.rule === undefined ? '' : ` The audit finds ${chain.rule} there: whyreset audit has the edit.`;
  return [`It is about ${hops}.${rule}`, ...chain.settings.map(settingSentence)];
}

const does: Record<string, string> = {
  'asServer.idleTimeoutS': 'closes idle connections after',
  'asClient.idleTimeoutS': 'keeps idle connections for',
  'asServer.flowIdleTimeoutS': 'forgets silent connections after',
  'asClient.responseTimeoutS': 'waits for a response for',
  'asServer.responseTimeoutS': 'works on a response for',
  'asServer.headerTimeoutS': "waits for a request's head for",
  'asServer.bodyTimeoutS': "waits for a request's body for",
  'asServer.requestLimit': 'closes a connection after this many requests:',
  'asServer.maxAgeS': 'closes connections at an age of',
  'asClient.connectTimeoutS': 'waits for a connection for',
  'asServer.terminationGraceS': 'is killed after',
  'asServer.shutdownDrainS': 'drains connections for',
};

function settingSentence({ hop, product, side, setting, value, from, name }: ConfiguredSetting): string {
  const where = from === 'default' ? `the default of ${product}` : `${from.file}:${from.line}`;
  const called = name === undefined ? '' : ` (${clean(name, 60)})`;
  return `${clean(hop)} ${does[`${side}.${setting}`] ?? setting} ${valueText(setting, value)}: ${clean(where)}${called}.`;
}

function valueText(setting: string, value: ConfiguredSetting['value']): string {
  if (typeof value === 'number')
    return setting.endsWith('S') ? `${Number(value.toFixed(3))} s` : String(value);
  return value === 'unlimited' ? 'any time' : 'a time that is not known';
}
