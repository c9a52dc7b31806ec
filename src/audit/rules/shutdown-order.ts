/**
 * A rollout in Kubernetes: preStop runs, then SIGTERM, then the server drains; when terminationGracePeriodSeconds is over
 * everything still open is killed, and its peers see resets. The first two must fit into the third.
 */
import type { Setting } from '../model.ts';
import { amount, isWritten, type Rule, secondsText } from '../rule.ts';

export const shutdownOrder: Rule = {
  id: 'shutdown-order',
  title: 'the process is killed before it has drained its connections',
  check({ client, server }) {
    const { terminationGraceS: grace, preStopS: preStop, shutdownDrainS: drain } = server.asServer;
    const graceS = amount(grace);
    // A drain that nobody chose is an upper limit, not what it takes.
    const parts = [preStop, drain].filter((part): part is Setting => isWritten(part));
    const needsS = parts.reduce((sum, part) => sum + (amount(part) ?? 0), 0);
    if (grace === undefined || graceS === undefined || parts.length === 0 || needsS <= graceS)
      return undefined;
    return {
      severity: 'error',
      hops: [...(client === undefined ? [] : [client]), server],
      message: `${server.name} needs ${secondsText(needsS)} to shut down (${partsText(server.asServer.preStopS, drain)}), but is killed after ${secondsText(graceS)}: requests under way in a rollout end in a reset.`,
      arithmetic: `${parts.map((part) => secondsText(amount(part) ?? 0)).join(' + ')} > ${secondsText(graceS)} (terminationGracePeriodSeconds)`,
      advice: 'Raise terminationGracePeriodSeconds above preStop and the time to drain together.',
      settings: [...parts, grace],
      remedies: Number.isFinite(needsS)
        ? [{ hop: server, side: 'asServer', setting: 'terminationGraceS', value: Math.ceil(needsS + 5) }]
        : [],
    };
  },
};

function partsText(preStop: Setting | undefined, drain: Setting | undefined): string {
  const parts = [
    isWritten(preStop) ? `preStop ${secondsText(amount(preStop) ?? 0)}` : '',
    isWritten(drain) ? `draining ${secondsText(amount(drain) ?? 0)}` : '',
  ];
  return parts.filter((part) => part !== '').join(' and ');
}
