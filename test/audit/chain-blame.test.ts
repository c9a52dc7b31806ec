/** `explain --chain`: an incident and the hop of a chain whose configuration explains it. */
import { describe, expect, test } from 'vitest';
import type { Hop } from '../../src/audit/model.ts';
import type { Incident } from '../../src/engine/document.ts';
import { blameOf } from '../../src/report/chain-blame.ts';
import { chainSentences } from '../../src/report/chain-blame-text.ts';
import { auditOf, hop } from './build-hops.ts';

function incident(more: Partial<Incident>): Incident {
  return {
    server: { address: '10.0.3.7', port: 3000 },
    cause: 'keepalive-race',
    connections: 3,
    requestsHurt: 3,
    outOfConnections: 40,
    clients: ['10.0.0.5'],
    otherServersAffected: 0,
    otherServersSeen: 0,
    first: '2026-01-31T10:00:00.000000000Z',
    last: '2026-01-31T10:00:09.000000000Z',
    confidence: 0.9,
    inferred: {},
    act: 'client',
    summary: '',
    recommendations: [],
    proveBy: [],
    exampleStream: 0,
    streams: [0],
    filter: 'tcp.stream eq 0',
    ...more,
  };
}

const idle = (low: number, high: number) => ({ idleTimeoutS: { low, high, samples: 9, looksLike: [] } });
const edge = hop('edge', {
  asServer: { idleTimeoutS: 75 },
  asClient: { idleTimeoutS: 60, responseTimeoutS: 30 },
});
const app: Hop = { ...hop('app', { asServer: { idleTimeoutS: 5 } }), listens: [{ port: 3000 }] };
const balancer = hop('balancer', { asServer: { idleTimeoutS: 60 }, asClient: { idleTimeoutS: 60 } });

describe('the hop responsible', () => {
  test('is that whose timer lies in the inferred bracket', () => {
    const chain = blameOf(incident({ inferred: idle(4.8, 6.1) }), auditOf(balancer, edge, app));
    expect(chain).toMatchObject({ hops: ['edge', 'app'], rule: 'idle-order' });
    expect(chain?.settings).toMatchObject([
      { hop: 'app', side: 'asServer', setting: 'idleTimeoutS', value: 5, from: { file: 'app', line: 1 } },
      { hop: 'edge', side: 'asClient', setting: 'idleTimeoutS', value: 60, from: { file: 'edge', line: 2 } },
    ]);
  });

  test('is that at the address of the server', () => {
    const named = { ...edge, upstreams: [{ host: '10.0.3.7', port: 3000 }] };
    const same = hop('same', { asServer: { idleTimeoutS: 75 } });
    expect(blameOf(incident({}), auditOf(balancer, named, same))?.hops).toEqual(['edge', 'same']);
  });

  test('is a box in between where connections were dropped', () => {
    const nat = hop('nat', { asServer: { flowIdleTimeoutS: 350 } });
    const dropped = incident({ cause: 'idle-dropped', inferred: idle(340, 360) });
    const chain = blameOf(dropped, auditOf(balancer, nat, app));
    expect(chain?.hops).toEqual(['balancer', 'nat', 'app']);
    expect(chain?.settings[0]).toMatchObject({ hop: 'nat', setting: 'flowIdleTimeoutS', value: 350 });
    expect(blameOf(dropped, auditOf(balancer, app))).toBeUndefined();
  });

  test('is nobody where two hops fit alike, or no setting explains the cause', () => {
    const twice = hop('twice', { asServer: { idleTimeoutS: 5 }, asClient: { idleTimeoutS: 60 } });
    const again = hop('again', { asServer: { idleTimeoutS: 5 } });
    expect(blameOf(incident({ inferred: idle(4.8, 6.1) }), auditOf(edge, twice, again))).toBeUndefined();
    expect(blameOf(incident({ cause: 'mtu-blackhole' }), auditOf(edge, app))).toBeUndefined();
  });
});

test('the report says it in sentences with file and line', () => {
  const found = incident({ inferred: idle(4.8, 6.1) });
  const chain = blameOf(found, auditOf(edge, app));
  expect(chainSentences({ ...found, ...(chain && { chain }) })).toEqual([
    'It is about edge → app. The audit finds idle-order there: whyreset audit has the edit.',
    'app closes idle connections after 5 s: app:1.',
    'edge keeps idle connections for 60 s: edge:2.',
  ]);
});
