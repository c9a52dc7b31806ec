/**
 * Neighbours of a chain: each hop that ends connections with the next one that does, and the boxes between them. The first
 * hop is one as well, with a client that is not known.
 */
import { endpointText } from './links.ts';
import type { Hop } from './model.ts';
import type { Pair } from './rule.ts';

/** Clocks tick in seconds in many servers, and a close needs half a round trip to arrive. */
const timerMarginS = 1;

function isMiddlebox({ asServer, asClient }: Hop): boolean {
  return (asServer.flowIdleTimeoutS ?? asClient.flowIdleTimeoutS) !== undefined;
}

export function pairsOf(chain: readonly Hop[]): Pair[] {
  const pairs: Pair[] = [];
  let client: Hop | undefined;
  let between: Hop[] = [];
  for (const hop of chain) {
    if (isMiddlebox(hop)) {
      between.push(hop);
      continue;
    }
    const roundTripS = [...between, hop].reduce((sum, { rttMs = 0 }) => sum + rttMs / 1000, 0);
    pairs.push({ ...(client && { client }), server: hop, between, marginS: timerMarginS + 2 * roundTripS });
    client = hop;
    between = [];
  }
  const unseen = client && unseenServer(client);
  return client && unseen ? [...pairs, { client, server: unseen, between, marginS: timerMarginS }] : pairs;
}

/** What the last hop sends to, where nothing about it is among the files. */
function unseenServer({ upstreams }: Hop): Hop | undefined {
  const [first] = upstreams;
  if (first === undefined) return undefined;
  return {
    name: endpointText(first),
    product: 'unknown',
    listens: [],
    upstreams: [],
    asServer: {},
    asClient: {},
  };
}
