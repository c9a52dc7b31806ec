/**
 * A box in between (a layer-4 balancer, NAT, a firewall) forgets a flow that is silent for too long, without a FIN. One
 * end must close before that, or TCP keep-alive must keep the flow alive; otherwise both ends keep a connection that no
 * longer exists.
 */
import type { Hop, Setting, Settings } from '../model.ts';
import { amount, keeps, type Match, type Pair, type Remedy, type Rule, secondsText } from '../rule.ts';

export const middleboxIdle: Rule = {
  id: 'middlebox-idle',
  title: 'a box in between forgets connections that both ends still keep',
  check(pair) {
    if (!keeps(pair)) return undefined;
    for (const box of pair.between) {
      const match = forgets(box, pair);
      if (match !== undefined) return match;
    }
    return undefined;
  },
};

/** The shorter of its two directions. */
export function flowIdleOf({ asServer, asClient }: Hop): Setting | undefined {
  const [first, second] = [asServer.flowIdleTimeoutS, asClient.flowIdleTimeoutS];
  return (amount(second) ?? Number.POSITIVE_INFINITY) < (amount(first) ?? Number.POSITIVE_INFINITY)
    ? second
    : first;
}

function forgets(box: Hop, pair: Pair): Match | undefined {
  const flow = flowIdleOf(box);
  const flowS = amount(flow);
  if (flow === undefined || flowS === undefined || !Number.isFinite(flowS)) return undefined;
  if (isRefreshed(pair, flowS)) return undefined;
  const { client, server } = pair;
  const ends = [client?.asClient.idleTimeoutS, server.asServer.idleTimeoutS].filter(
    (end) => end !== undefined,
  );
  const longest = ends.filter((end) => (amount(end) ?? 0) >= flowS);
  // One end that closes in time, with its FIN, is enough; an end that is not known proves nothing.
  if (client !== undefined && (longest.length < 2 || ends.length < 2)) return undefined;
  if (longest.length === 0) return undefined;
  return match(pair, { box, flow, flowS, longest });
}

/** Probes of either end count as traffic for the box. */
function isRefreshed({ client, server }: Pair, flowS: number): boolean {
  return [client?.asClient, server.asServer].some(
    (side) => (probesS(side) ?? Number.POSITIVE_INFINITY) < flowS,
  );
}

function probesS(settings: Settings | undefined): number | undefined {
  return amount(settings?.tcpKeepAliveS);
}

interface Forgotten {
  box: Hop;
  flow: Setting;
  flowS: number;
  longest: readonly Setting[];
}

function match(pair: Pair, { box, flow, flowS, longest }: Forgotten): Match {
  const { client, server } = pair;
  const both = client === undefined ? `${server.name} keeps` : `${client.name} and ${server.name} both keep`;
  const kept = longest.map((end) => secondsText(amount(end) ?? 0)).join(' and ');
  return {
    severity: client === undefined ? 'warning' : 'error',
    hops: [...(client === undefined ? [] : [client]), box, server],
    message:
      `${both} idle connections for ${secondsText(flowS)} or longer, but ${box.name} forgets a silent connection after ` +
      `${secondsText(flowS)} and tells nobody: the next request on it gets a reset, or no answer at all.`,
    arithmetic: `${kept} (ends) >= ${secondsText(flowS)} (${box.name}, in between)`,
    advice: `Let ${client?.name ?? 'the clients'} give up idle connections well before ${secondsText(flowS)}, or send TCP keep-alive more often than that.`,
    settings: [...longest, flow],
    remedies: shortened(pair, flowS),
  };
}

function shortened({ client, server, marginS }: Pair, flowS: number): Remedy[] {
  const value = Math.floor(flowS - Math.max(marginS, flowS / 10));
  if (value < 1) return [];
  const ofServer: Remedy = { hop: server, side: 'asServer', setting: 'idleTimeoutS', value };
  return client === undefined
    ? [ofServer]
    : [{ hop: client, side: 'asClient', setting: 'idleTimeoutS', value }];
}
