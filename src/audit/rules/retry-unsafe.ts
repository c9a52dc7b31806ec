/**
 * Requests that are not idempotent (RFC 9110 section 9.2.2) sent again after a failure: the first one may have been
 * carried out before the connection broke, and the order is placed twice.
 */
import type { Rule } from '../rule.ts';

export const retryUnsafe: Rule = {
  id: 'retry-unsafe',
  title: 'requests that must not be repeated are sent again after a failure',
  check({ client, server }) {
    const retry = client?.asClient.retryNonIdempotent;
    if (client === undefined || retry?.value !== true) return undefined;
    return {
      severity: 'warning',
      hops: [client, server],
      message: `${client.name} sends a POST to ${server.name} again when the connection breaks before the response: what the first one did is then done twice.`,
      arithmetic: `${retry.name ?? 'retries'}: POST, PATCH and LOCK are repeated`,
      advice: `Repeat only idempotent methods, or only what has certainly not been sent; let ${server.name} recognise repeated requests where POST must be repeated.`,
      settings: [retry],
      remedies: [],
    };
  },
};
