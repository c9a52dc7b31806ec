/** A probe's document as it usually is, for tests of what is made of it. */
import type { IdleResult, ProbeDocument } from '../../src/probe/result.ts';

export const idleAt6: IdleResult = {
  outcome: 'closes',
  how: 'fin',
  lowS: 5.98,
  highS: 6.02,
  samples: 12,
  maxIdleS: 130,
  status: null,
  looksLike: ['Node.js http server (keepAliveTimeout 5 s)'],
};

const http1 = { supported: true, answeredAs: 'HTTP/1.1', persistent: true };
const unknown = { supported: null, answeredAs: null, persistent: null };

export function probed(changes: Partial<ProbeDocument> = {}): ProbeDocument {
  return {
    schema: 'whyreset/probe/1',
    url: 'http://app.example/',
    address: '10.0.3.7',
    addresses: ['10.0.3.7'],
    durationS: 8.1,
    interrupted: false,
    reach: { connectMs: 1.2, tlsMs: null, firstByteMs: 3.4, status: 200 },
    server: { header: 'nginx', product: 'nginx' },
    versions: {
      'http/1.0': { ...http1, persistent: false },
      'http/1.1': http1,
      h2: unknown,
      h2c: { supported: false, answeredAs: null, persistent: null },
      h3: { advertised: false },
    },
    tls: null,
    persistence: { afterHead: null, afterError: null, afterPost: null, http10Closes: true },
    keepAliveHeader: { timeoutS: 5, max: null, truthful: false },
    idleTimeout: idleAt6,
    tcpKeepAlive: { extendsLife: false, endedAfterS: 6, aliveAfterS: null },
    requestsPerConnection: { limit: 100, tried: 100, announced: true, how: 'fin', announcedMax: null },
    connectionAge: { endedAfterS: null, how: null, announced: null, watchedS: 7, requests: 7 },
    headerTimeoutS: null,
    bodyTimeoutS: null,
    firstByteTimeoutS: null,
    http2: null,
    race: null,
    connectionLimit: null,
    recommended: { clientIdleTimeoutS: 4, why: 'the server announces 5 s' },
    notes: [],
    errors: [],
    manners: { requests: 140, connections: 22, mostConnections: 15 },
    ...changes,
  };
}
