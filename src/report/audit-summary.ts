/** The last line of an audit: what was found, and what could not be judged. */
import type { AuditDocument, SettingReport } from '../audit/document.ts';
import type { Style } from './style.ts';

export function auditSummary(document: AuditDocument, style: Style): string {
  const { findings, hops, chains, warnings } = document;
  const count = (severity: string): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const [errors, others, unknown] = [count('error'), count('warning'), unknownPairs(document)];
  const doubts = [
    `${hops.length} ${hops.length === 1 ? 'hop' : 'hops'} read`,
    ...(unknown === 0
      ? []
      : [`${unknown} ${unknown === 1 ? 'pair' : 'pairs'} not compared, since a timeout is not known`]),
    ...(warnings.length === 0
      ? []
      : [`${warnings.length} ${warnings.length === 1 ? 'note' : 'notes'} about the files`]),
  ].join(', ');
  if (errors + others > 0) return style.bold(`${errors} will race, ${others} may: ${doubts}.`);
  if (chains.every((chain) => chain.length < 2))
    return `Nothing to compare: ${doubts}. Name the configuration of the next hop as well, or write a chain file (--init).`;
  const words = `No race found: ${doubts}.`;
  return unknown === 0 ? style.green(words) : words;
}

/** Neighbours that keep connections, as far as is known, of which one timer is not. */
function unknownPairs({ chains, hops }: AuditDocument): number {
  const byName = new Map(hops.map((hop) => [hop.name, hop]));
  const unknown = new Set<string>();
  for (const chain of chains) {
    const ends = chain
      .flatMap((name) => byName.get(name) ?? [])
      .filter((hop) => hop.asServer.flowIdleTimeoutS === undefined);
    for (const [index, server] of ends.entries()) {
      const client = ends[index - 1];
      if (client === undefined || client.asClient.keepAlive?.value === false) continue;
      if (server.asServer.keepAlive?.value === false) continue;
      if (isKnown(client.asClient.idleTimeoutS) && isKnown(server.asServer.idleTimeoutS)) continue;
      unknown.add(`${client.name}\n${server.name}`);
    }
  }
  return unknown.size;
}

function isKnown(setting: SettingReport | undefined): boolean {
  return setting !== undefined && setting.value !== null;
}
