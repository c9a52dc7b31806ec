/**
 * The outer hop must wait for a response at least as long as the inner one: then the one next to the trouble answers 504
 * and says why. The other way round the outer hop gives up first, and the work behind it goes on for nobody.
 */
import { amount, isWritten, type Rule, secondsText } from '../rule.ts';

export const responseOrder: Rule = {
  id: 'response-order',
  title: 'the outer hop gives up waiting for a response before the inner one does',
  check({ client, server }) {
    const outer = client?.asClient.responseTimeoutS;
    // A proxy waits for the next hop; a server at the end limits its own work.
    const inner = server.asClient.responseTimeoutS ?? server.asServer.responseTimeoutS;
    const outerS = amount(outer);
    const innerS = amount(inner);
    if (client === undefined || outer === undefined || inner === undefined) return undefined;
    if (outerS === undefined || innerS === undefined || outerS >= innerS) return undefined;
    // Neither a default that is longer nor a limit switched off says how long somebody wants to wait.
    if (!isWritten(inner) || !Number.isFinite(innerS)) return undefined;
    return {
      severity: 'warning',
      hops: [client, server],
      message:
        `${client.name} waits ${secondsText(outerS)} for a response, ${server.name} behind it ${secondsText(innerS)}: a slow ` +
        `response is cut off by ${client.name} with 504 or a reset while ${server.name} still works on it.`,
      arithmetic: `${secondsText(outerS)} (${client.name}, outer) < ${secondsText(innerS)} (${server.name}, inner)`,
      advice: `Let ${client.name} wait longer than ${server.name}, which then answers 504 itself.`,
      settings: [outer, inner],
      remedies: [
        {
          hop: client,
          side: 'asClient',
          setting: 'responseTimeoutS',
          value: Math.ceil(innerS + Math.max(1, innerS / 10)),
        },
      ],
    };
  },
};
