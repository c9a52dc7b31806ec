/**
 * A connection is closed after so many requests. The side that sends can stop before that without anybody noticing; a
 * server that counts first closes under its client, which is a race where it does not announce it with `Connection: close`.
 */
import { amount, isWritten, keeps, type Rule } from '../rule.ts';

export const requestLimit: Rule = {
  id: 'request-limit',
  title: 'the server reaches its limit of requests before its client does',
  check(pair) {
    const { client, server } = pair;
    const sends = client?.asClient.requestLimit;
    const answers = server.asServer.requestLimit;
    const sendsCount = amount(sends);
    const answersCount = amount(answers);
    if (client === undefined || !keeps(pair) || sends === undefined || answers === undefined)
      return undefined;
    if (sendsCount === undefined || answersCount === undefined || sendsCount <= answersCount)
      return undefined;
    // Defaults of different products never agree, and all of them announce their limit.
    if (!isWritten(sends) || !isWritten(answers)) return undefined;
    return {
      severity: 'warning',
      hops: [client, server],
      message: `${client.name} sends up to ${countText(sendsCount)} requests on a connection, ${server.name} closes it after ${countText(answersCount)}: requests that are under way at that moment are lost where the close is not announced.`,
      arithmetic: `${countText(sendsCount)} (${client.name}, sends) > ${countText(answersCount)} (${server.name}, answers)`,
      advice: `Let ${client.name} change connections first, after at most ${countText(answersCount)} requests; over HTTP/2 the server's GOAWAY must make it do so.`,
      settings: [sends, answers],
      remedies: [{ hop: client, side: 'asClient', setting: 'requestLimit', value: answersCount }],
    };
  },
};

function countText(count: number): string {
  return Number.isFinite(count) ? String(count) : 'any number of';
}
