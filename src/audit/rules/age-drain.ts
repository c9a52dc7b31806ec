/** A server that closes connections by their age, busy or not, does so under a client that keeps them longer. */
import { amount, isWritten, keeps, type Rule, secondsText } from '../rule.ts';

export const ageDrain: Rule = {
  id: 'age-drain',
  title: 'the server closes connections by their age before its client changes them',
  check(pair) {
    const { client, server } = pair;
    const changes = client?.asClient.maxAgeS;
    const closes = server.asServer.maxAgeS;
    const changesS = amount(changes);
    const closesS = amount(closes);
    if (client === undefined || !keeps(pair) || changes === undefined || closes === undefined)
      return undefined;
    if (changesS === undefined || closesS === undefined || changesS < closesS || !Number.isFinite(closesS))
      return undefined;
    // A default that nobody chose is announced with the last response in every product that has one.
    if (!isWritten(changes) || !isWritten(closes)) return undefined;
    return {
      severity: 'warning',
      hops: [client, server],
      message: `${client.name} uses a connection for ${secondsText(changesS)}, ${server.name} closes it at an age of ${secondsText(closesS)}: requests under way at that moment are lost where the close is not announced.`,
      arithmetic: `${secondsText(changesS)} (${client.name}, sends) >= ${secondsText(closesS)} (${server.name}, answers)`,
      advice: `Let ${client.name} change connections before ${server.name} closes them.`,
      settings: [changes, closes],
      remedies: [{ hop: client, side: 'asClient', setting: 'maxAgeS', value: Math.floor(closesS * 0.9) }],
    };
  },
};
