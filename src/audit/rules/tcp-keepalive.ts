/** TCP keep-alive that is slower than the box in between forgets: it is switched on and does nothing. */
import type { Setting } from '../model.ts';
import { amount, keeps, type Match, type Pair, type Rule, secondsText } from '../rule.ts';
import { flowIdleOf } from './middlebox-idle.ts';

export const tcpKeepAlive: Rule = {
  id: 'tcp-keepalive',
  title: 'TCP keep-alive comes after a box in between has forgotten',
  check(pair) {
    const { client, server, between } = pair;
    if (!keeps(pair) || closesInTime(pair)) return undefined;
    for (const box of between) {
      const flow = flowIdleOf(box);
      const flowS = amount(flow);
      if (flow === undefined || flowS === undefined) continue;
      const ends = [
        { hop: client, side: 'asClient' as const, probes: client?.asClient.tcpKeepAliveS },
        { hop: server, side: 'asServer' as const, probes: server.asServer.tcpKeepAliveS },
      ];
      // One end that probes in time serves both.
      if (ends.some(({ probes }) => (amount(probes) ?? Number.POSITIVE_INFINITY) < flowS)) continue;
      const late = ends.find(({ probes }) => Number.isFinite(amount(probes)));
      if (late?.hop === undefined || late.probes === undefined) continue;
      const { hop, side, probes } = late;
      return matchOf({ pair, flow, flowS, boxName: box.name, hop, side, probes });
    }
    return undefined;
  },
};

/** Idle connections end before the box forgets them: the probes are then not needed. */
function closesInTime({ client, server, between }: Pair): boolean {
  const shortest = Math.min(
    amount(client?.asClient.idleTimeoutS) ?? Number.POSITIVE_INFINITY,
    amount(server.asServer.idleTimeoutS) ?? Number.POSITIVE_INFINITY,
  );
  return between.every((box) => shortest < (amount(flowIdleOf(box)) ?? Number.POSITIVE_INFINITY));
}

interface Late {
  pair: Pair;
  flow: Setting;
  flowS: number;
  boxName: string;
  hop: Pair['server'];
  side: 'asServer' | 'asClient';
  probes: Setting;
}

function matchOf({ pair, flow, flowS, boxName, hop, side, probes }: Late): Match {
  const probesS = amount(probes) ?? 0;
  return {
    severity: 'warning',
    hops: [...(pair.client === undefined ? [] : [pair.client]), ...pair.between, pair.server],
    message: `${hop.name} sends TCP keep-alive only after ${secondsText(probesS)} of silence, when ${boxName} has forgotten the connection (${secondsText(flowS)}).`,
    arithmetic: `${secondsText(probesS)} (${hop.name}, probes) >= ${secondsText(flowS)} (${boxName}, in between)`,
    advice: `Send the first probe after half of ${secondsText(flowS)}; the operating system's default is two hours.`,
    settings: [probes, flow],
    remedies: [{ hop, side, setting: 'tcpKeepAliveS', value: Math.floor(flowS / 2) }],
  };
}
