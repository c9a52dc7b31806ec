/** Equal idle timeouts race as well: whose timer fires first is then decided by chance, network and clock granularity. */
import { amount, keeps, type Rule, secondsText } from '../rule.ts';
import { idleRemedies } from './idle-order.ts';

export const idleEqual: Rule = {
  id: 'idle-equal',
  title: 'both sides give up idle connections at the same time',
  check(pair) {
    const { client, server, marginS } = pair;
    if (client === undefined || !keeps(pair)) return undefined;
    const keepsFor = client.asClient.idleTimeoutS;
    const closes = server.asServer.idleTimeoutS;
    const clientS = amount(keepsFor);
    const serverS = amount(closes);
    if (keepsFor === undefined || closes === undefined || clientS === undefined || serverS === undefined)
      return undefined;
    if (!Number.isFinite(serverS) || serverS === 0 || clientS > serverS || clientS + marginS <= serverS)
      return undefined;
    const equal = clientS === serverS;
    return {
      severity: equal ? 'error' : 'warning',
      hops: [client, server],
      message: equal
        ? `${client.name} and ${server.name} both give up an idle connection after ${secondsText(serverS)}: whichever is first, a request can be on its way.`
        : `${client.name} gives up an idle connection only ${secondsText(serverS - clientS)} before ${server.name}: delays and coarse timers can turn the order round.`,
      arithmetic: `${secondsText(clientS)} (${client.name}, sends) + ${secondsText(marginS)} margin > ${secondsText(serverS)} (${server.name}, answers)`,
      advice: `${client.name} sends the requests, so it must give up first: by at least ${secondsText(marginS)}.`,
      settings: [keepsFor, closes],
      remedies: idleRemedies(pair),
    };
  },
};
