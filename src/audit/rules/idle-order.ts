/**
 * The side that sends requests must give up an idle connection before the side that answers them. Otherwise a request
 * can be on its way while the server closes (RFC 9112 section 9.5). Vendors' pages contradict each other on "longer" and
 * "shorter" because they speak of different sides; the direction of the requests is what decides.
 */
import type { Setting } from '../model.ts';
import { amount, keeps, type Match, type Pair, type Remedy, type Rule, secondsText } from '../rule.ts';

export const idleOrder: Rule = {
  id: 'idle-order',
  title: 'the server gives up idle connections before its client does',
  check(pair) {
    const { client, server } = pair;
    if (client === undefined || !keeps(pair)) return undefined;
    const closes = server.asServer.idleTimeoutS;
    const keepsFor = client.asClient.idleTimeoutS;
    const serverS = amount(closes);
    const clientS = amount(keepsFor);
    if (closes === undefined || serverS === undefined || serverS === 0) return undefined;
    if (keepsFor !== undefined && clientS !== undefined && clientS > serverS)
      return wrongOrder(pair, { keepsFor, closes, severity: 'error' });
    const bound = client.asClient.boundIdleTimeoutS;
    // Only clients that pause for that long, each on its own connection, run into this one.
    if (bound !== undefined && (amount(bound) ?? 0) > serverS)
      return wrongOrder(pair, { keepsFor: bound, closes, severity: 'warning' });
    return undefined;
  },
};

interface Order {
  keepsFor: Setting;
  closes: Setting;
  severity: 'error' | 'warning';
}

function wrongOrder(pair: Pair, { keepsFor, closes, severity }: Order): Match {
  const { server } = pair;
  const client = pair.client as NonNullable<Pair['client']>;
  const clientS = amount(keepsFor) ?? 0;
  const serverS = amount(closes) ?? 0;
  const bound = keepsFor !== client.asClient.idleTimeoutS;
  const longer = Number.isFinite(clientS) ? `for ${secondsText(clientS)}` : 'without limit';
  const since = bound ? ' while the client that they served stays connected' : '';
  return {
    severity,
    hops: [client, server],
    message:
      `${client.name} keeps idle connections to ${server.name} ${longer}${since}, ${server.name} closes them after ` +
      `${secondsText(serverS)}: a request sent on one that has just been closed is lost.`,
    arithmetic: `${secondsText(clientS)} (${client.name}, sends) > ${secondsText(serverS)} (${server.name}, answers)`,
    advice: `${client.name} sends the requests, so it must give up first: by at least ${secondsText(pair.marginS)} before ${server.name} does.`,
    settings: [keepsFor, closes],
    remedies: bound ? raised(pair) : idleRemedies(pair),
  };
}

/** Below this, hardly any connection is used twice. */
const shortestWorthKeepingS = 4;

/** HAProxy closes half of the surplus each time pool-purge-delay passes: the last connection lives several times as long. */
const looseClients: readonly string[] = ['haproxy'];

/** The client shorter, where that leaves something worth keeping; else, or where that cannot be set, the server longer. */
export function idleRemedies({ client, server, marginS }: Pair): Remedy[] {
  if (client === undefined) return [];
  const serverS = amount(server.asServer.idleTimeoutS) ?? 0;
  const shorter = Math.floor(serverS - Math.max(marginS, serverS / 10));
  if (shorter < 1 || looseClients.includes(client.product))
    return raised({ client, server, marginS, between: [] });
  const down: Remedy = { hop: client, side: 'asClient', setting: 'idleTimeoutS', value: shorter };
  const up = raised({ client, server, marginS, between: [] });
  return shorter >= shortestWorthKeepingS ? [down, ...up] : [...up, down];
}

/** The server's timeout above everything that the client keeps. */
function raised({ client, server, marginS }: Pair): Remedy[] {
  const clientS = Math.max(
    amount(client?.asClient.idleTimeoutS) ?? 0,
    amount(client?.asClient.boundIdleTimeoutS) ?? 0,
  );
  if (!Number.isFinite(clientS)) return [];
  const value = Math.ceil(clientS + Math.max(5 * marginS, clientS / 10));
  return [{ hop: server, side: 'asServer', setting: 'idleTimeoutS', value }];
}
