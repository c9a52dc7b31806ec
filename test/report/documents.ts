/**
 * Handcrafted documents for the report's tests: one per kind of story, small enough to read.
 */
import type { Cause } from '../../src/diagnose/causes.ts';
import type {
  ConnectionReport,
  Endpoint,
  ExplainDocument,
  Incident,
  LadderStep,
} from '../../src/engine/document.ts';

const epochMs = Date.parse('2026-01-31T10:00:00Z');

/** ISO time with nanoseconds, so many seconds after the capture's first frame. */
function at(seconds: number): string {
  return new Date(epochMs + seconds * 1000).toISOString().replace('Z', '000000Z');
}

const api: Endpoint = { address: '10.0.3.7', port: 443, name: 'api.example.com' };

export function connection(
  stream: number,
  cause: Cause | null,
  more: Partial<ConnectionReport> = {},
): ConnectionReport {
  return {
    stream,
    client: { address: '10.0.0.5', port: 51_000 + stream },
    server: api,
    roles: 'seen',
    start: at(stream),
    durationS: 30.1,
    protocol: 'http/1.1',
    turns: 3,
    ending: 'reset',
    endedBy: 'server',
    origin: 'endpoint',
    cause,
    confidence: cause === null ? 1 : 0.95,
    harm: cause === null ? 'none' : 'request-lost',
    retrySafe: 'unknown',
    idleBeforeS: null,
    waitBeforeEndS: null,
    evidence: [],
    alternative: null,
    vantage: 'client',
    rttMs: { toServer: 24.1, toClient: 0.02 },
    filter: `tcp.stream eq ${stream}`,
    ...more,
  };
}

/** Ladder steps from short tuples: time, frame, side, kind, label, and "c" cited, "r" sent again. */
function ladder(
  ...steps: [number, number, '>' | '<', LadderStep['kind'], string, string?, number?][]
): LadderStep[] {
  return steps.map(([atS, frame, way, kind, label, marks = '', folded = 0]) => ({
    frame,
    folded,
    atS,
    from: way === '>' ? 'client' : 'server',
    label,
    kind,
    cited: marks.includes('c'),
    retransmission: marks.includes('r'),
  }));
}

export function incident(cause: Cause, streams: number[], more: Partial<Incident> = {}): Incident {
  return {
    server: api,
    cause,
    connections: streams.length,
    requestsHurt: streams.length,
    outOfConnections: streams.length,
    clients: ['10.0.0.5'],
    otherServersAffected: 0,
    otherServersSeen: 0,
    first: at(streams[0] ?? 0),
    last: at(streams.at(-1) ?? 0),
    confidence: 0.95,
    inferred: {},
    act: 'server',
    summary: `${cause} on api.example.com`,
    recommendations: [],
    proveBy: [],
    exampleStream: streams[0] ?? 0,
    streams,
    filter: streams.length === 1 ? `tcp.stream eq ${streams[0]}` : `tcp.stream in {${streams.join(', ')}}`,
    ...more,
  };
}

export function document(
  connections: ConnectionReport[],
  incidents: Incident[],
  totals: Partial<ExplainDocument['totals']> = {},
  capture: Partial<ExplainDocument['capture']> = {},
): ExplainDocument {
  return {
    schema: 'whyreset/explain/1',
    capture: {
      files: ['a.pcap'],
      format: 'pcapng',
      linkTypes: ['ETHERNET'],
      frames: 20_000,
      tcpSegments: 19_800,
      start: at(0),
      durationS: 61.2,
      truncated: false,
      droppedFrames: 0,
      notRead: {},
      warnings: [],
      ...capture,
    },
    totals: {
      connections: 40,
      harmed: incidents.reduce((n, { connections: hurt }) => n + hurt, 0),
      harmless: 0,
      healthy: 0,
      unexplained: 0,
      ...totals,
    },
    connections,
    incidents,
  };
}

const raceLadder = ladder(
  [0, 12, '>', 'syn', 'SYN'],
  [0.0241, 13, '<', 'syn', 'SYN,ACK'],
  [0.0242, 14, '>', 'ack', 'ACK'],
  [0.0251, 15, '>', 'data', 'GET /orders (212 bytes)'],
  [0.0612, 17, '<', 'data', '200 OK (1,024 bytes)', '', 2],
  [5.0601, 380, '>', 'data', 'POST /pay (1,312 bytes)', 'c'],
  [5.0622, 381, '<', 'fin', 'FIN,ACK', 'c'],
  [5.0623, 382, '>', 'ack', 'ACK'],
  [5.0841, 383, '<', 'rst', 'RST', 'c'],
);

function raceConnection(stream: number, path: string): ConnectionReport {
  return connection(stream, 'keepalive-race', {
    retrySafe: 'safe',
    idleBeforeS: 5,
    evidence: [
      { frame: 380, time: at(5.06), says: 'the client sends the next request after 5.00 s of idleness' },
      {
        frame: 381,
        time: at(5.062),
        says: "the server's FIN, sent before the request could have reached it",
      },
      { frame: 383, time: at(5.084), says: 'RST from the server in answer to the request of frame 380' },
    ],
    alternative: {
      cause: 'stale-reuse',
      confidence: 0.04,
      tellApart: 'a capture at the server shows whether the FIN left before the request arrived',
    },
    requests: [
      {
        stream: 0,
        method: 'GET',
        authority: 'api.example.com',
        path: '/orders',
        status: 200,
        outcome: 'complete',
      },
      { stream: 1, method: 'POST', authority: 'api.example.com', path, status: null, outcome: 'lost' },
    ],
    requestsHurt: 1,
  });
}

/** One server closes idle connections as the client reuses them. */
export function keepaliveRace(): ExplainDocument {
  const hurt = [3, 7, 11].map((stream, i) => raceConnection(stream, i === 1 ? '/orders' : '/pay'));
  hurt[0] = { ...raceConnection(3, '/pay'), ladder: raceLadder };
  const race = incident('keepalive-race', [3, 7, 11], {
    outOfConnections: 40,
    otherServersSeen: 5,
    clients: ['10.0.0.5', '10.0.0.6'],
    act: 'client',
    inferred: {
      idleTimeoutS: {
        low: 4.98,
        high: 5.01,
        samples: 52,
        looksLike: ['Node.js (5 s)', 'Apache httpd (5 s)'],
      },
    },
    summary:
      '3 of 40 connections to 10.0.3.7:443 (api.example.com) lost a request to a keep-alive race: the server closes idle connections after 5 s, and the client reused one at that moment',
    recommendations: [
      {
        who: 'client',
        setting: 'keepAliveTimeout (undici)',
        value: '4 s',
        why: 'the client must let go of an idle connection before the server does',
        snippet:
          "import { Agent, setGlobalDispatcher } from 'undici';\nsetGlobalDispatcher(new Agent({ keepAliveTimeout: 4_000 }));\n",
      },
      {
        who: 'server',
        setting: 'server.keepAliveTimeout (Node.js)',
        value: '65 s',
        why: 'a server behind a load balancer should keep idle connections longer than the load balancer does',
      },
    ],
    proveBy: [
      'Capture at the server as well: its FIN leaves before the request arrives.',
      'Wait 5.1 s between two requests on one connection: curl -v https://api.example.com/ --next …',
    ],
  });
  return document(hurt, [race], { harmless: 4, healthy: 33 });
}

/** A proxy takes the request, and its own next hop is gone. */
export function idleResetDelayed(): ExplainDocument {
  const hurt = connection(133, 'idle-reset-delayed', {
    protocol: 'tls1.2',
    confidence: 0.93,
    idleBeforeS: 10.02,
    waitBeforeEndS: 10,
    ladder: ladder(
      [0, 4501, '>', 'syn', 'SYN'],
      [0.03, 4502, '<', 'syn', 'SYN,ACK'],
      [0.0302, 4503, '>', 'ack', 'ACK'],
      [0.04, 4504, '>', 'data', 'TLS ClientHello, api.example.com (517 bytes)'],
      [0.1, 4508, '<', 'data', 'TLS handshake (3,012 bytes)', '', 3],
      [0.2, 4520, '>', 'data', 'TLS data (410 bytes)'],
      [0.4, 4522, '<', 'data', 'TLS data (1,877 bytes)', '', 1],
      [10.42, 4700, '>', 'data', 'TLS data (410 bytes)', 'c'],
      [10.45, 4701, '<', 'ack', 'ACK', 'c'],
      [20.45, 4711, '<', 'rst', 'RST,ACK', 'c'],
    ),
    evidence: [
      { frame: 4700, time: at(10.42), says: 'a request after 10.0 s of idleness' },
      { frame: 4701, time: at(10.45), says: 'the server acknowledges it: its socket was alive' },
      {
        frame: 4711,
        time: at(20.45),
        says: 'RST,ACK from the server, 10.0 s after the request was acknowledged',
      },
    ],
    alternative: {
      cause: 'response-timeout',
      confidence: 0.05,
      tellApart:
        'response-timeout does not depend on the idle time before: requests without a pause would fail as well',
    },
  });
  const story = incident('idle-reset-delayed', [133], {
    outOfConnections: 12,
    confidence: 0.93,
    inferred: {
      idleTimeoutS: { low: 8.1, high: 10, samples: 12, looksLike: [] },
      waitS: { low: 10, high: 10, samples: 1, looksLike: [] },
    },
    summary:
      '1 of 12 connections to 10.0.3.7:443 (api.example.com) lost a request that the server acknowledged and never answered: what lies behind it was gone',
    recommendations: [
      {
        who: 'server',
        setting: 'idle timeout towards the next hop',
        value: '',
        why: 'the proxy must notice that its next hop is gone before it takes a request',
      },
      {
        who: 'client',
        setting: 'idle timeout',
        value: '8 s',
        why: 'until then, do not reuse connections that have been idle for longer',
      },
    ],
    proveBy: ['Capture on the proxy, on both of its sides.'],
  });
  return document([hurt], [story], { healthy: 39 });
}

export function responseTimeout(): ExplainDocument {
  const hurt = [1, 2].map((stream) =>
    connection(stream, 'response-timeout', {
      ending: 'orderly',
      waitBeforeEndS: 60,
      retrySafe: 'unsafe',
      vantage: 'server',
      rttMs: { toServer: 0.1, toClient: 31 },
      confidence: 0.88,
    }),
  );
  hurt[0] = {
    ...(hurt[0] as ConnectionReport),
    ladder: ladder(
      [0, 1, '>', 'syn', 'SYN'],
      [0.0001, 2, '<', 'syn', 'SYN,ACK'],
      [0.031, 3, '>', 'ack', 'ACK'],
      [0.0313, 4, '>', 'data', 'POST /reports (88 bytes)', 'c'],
      [0.0314, 5, '<', 'ack', 'ACK', 'c'],
      [60.0314, 90, '<', 'fin', 'FIN,ACK', 'c'],
    ),
    evidence: [
      { frame: 90, time: at(60), says: 'the server closes 60.0 s after it acknowledged the request' },
    ],
  };
  const story = incident('response-timeout', [1, 2], {
    outOfConnections: 3,
    inferred: {
      waitS: {
        low: 59.9,
        high: 60.1,
        samples: 2,
        looksLike: ['AWS ALB idle timeout (60 s)', 'nginx proxy_read_timeout (60 s)'],
      },
    },
    act: 'load-balancer/path',
    confidence: 0.88,
    summary:
      '2 of 3 connections to 10.0.3.7:443 (api.example.com) lost a request because no response came within 60 s',
    recommendations: [
      {
        who: 'load-balancer/path',
        setting: 'proxy_read_timeout',
        value: '120s',
        why: 'it is shorter than these requests take',
        snippet: 'proxy_read_timeout 120s;',
      },
    ],
  });
  return document(hurt, [story], { connections: 3, healthy: 1 }, { files: ['a.pcap', 'b.pcap'] });
}

export function connectionRefused(): ExplainDocument {
  const server = { address: '2001:db8::7', port: 8443 };
  const hurt = [0, 1].map((stream) =>
    connection(stream, 'connection-refused', {
      server,
      protocol: 'tcp',
      turns: 0,
      ending: 'refused',
      harm: 'connect-failed',
      retrySafe: 'safe',
      vantage: 'unknown',
      evidence: [{ frame: 2, time: at(0.024), says: 'RST,ACK answers the SYN of frame 1' }],
      ladder: ladder([0, 1, '>', 'syn', 'SYN', 'c'], [0.024, 2, '<', 'rst', 'RST,ACK', 'c']),
    }),
  );
  const story = incident('connection-refused', [0, 1], {
    server,
    requestsHurt: 0,
    otherServersSeen: 2,
    otherServersAffected: 1,
    summary:
      '2 of 2 connections to [2001:db8::7]:8443 were refused: nothing listens there, or a firewall rejects',
    confidence: 0.99,
  });
  return document(hurt, [story], { connections: 12, healthy: 10 });
}

export function networkLoss(): ExplainDocument {
  const hurt = connection(9, 'network-loss', {
    ending: 'stalled',
    endedBy: 'none',
    roles: 'judged',
    confidence: 0.72,
    ladder: ladder(
      [0, 40, '>', 'data', 'GET /export (90 bytes)'],
      [0.05, 41, '<', 'data', '200 OK (1,448 bytes)', '', 31],
      [0.31, 77, '<', 'data', '1,448 bytes', 'cr'],
      [0.73, 78, '<', 'data', '1,448 bytes', 'cr', 6],
    ),
    harm: 'response-truncated',
    evidence: [{ frame: 78, time: at(9.73), says: 'sent 8 times and never acknowledged' }],
  });
  const story = incident('network-loss', [9], {
    outOfConnections: 1,
    act: 'load-balancer/path',
    confidence: 0.72,
    summary:
      '1 of 1 connections to 10.0.3.7:443 (api.example.com) stopped in mid-response: segments are no longer acknowledged',
  });
  return document(
    [hurt],
    [story],
    { connections: 1 },
    { truncated: true, droppedFrames: 1200, notRead: { 'tunnel GTP-U': 12, UDP: 400 } },
  );
}

export function injectedReset(): ExplainDocument {
  const hurt = connection(5, 'injected-reset', {
    origin: 'middlebox',
    protocol: 'tls',
    turns: 0,
    vantage: 'between',
    ladder: ladder(
      [0, 1, '>', 'syn', 'SYN'],
      [0.318, 2, '<', 'syn', 'SYN,ACK'],
      [0.3181, 3, '>', 'ack', 'ACK'],
      [0.3182, 4, '>', 'data', 'TLS ClientHello, forbidden.example (517 bytes)', 'c'],
      [0.3256, 5, '<', 'rst', 'RST,ACK (TTL 128, before: 47)', 'c'],
      [0.64, 6, '<', 'data', 'TLS handshake (2,896 bytes)', 'c'],
    ),
    evidence: [
      {
        frame: 5,
        time: at(5.3256),
        says: 'RST with TTL 128 where the server has 47, 7.40 ms after a request that needs 318 ms for the way',
      },
      { frame: 6, time: at(5.64), says: 'the true server carries on' },
    ],
  });
  const story = incident('injected-reset', [5], {
    outOfConnections: 2,
    act: 'load-balancer/path',
    summary:
      '1 of 2 connections to 10.0.3.7:443 (api.example.com) were reset by a device in between, not by the server',
  });
  return document([hurt], [story], { connections: 2, healthy: 1 });
}

/** Several incidents, something unexplained, something harmless, flaws in the capture. */
export function mixed(): ExplainDocument {
  const race = keepaliveRace();
  const refused = connectionRefused();
  const odd = connection(60, 'unexplained', {
    confidence: 0,
    harm: 'unknown',
    evidence: [
      {
        frame: 900,
        time: at(33),
        says: 'RST from the client in mid-request, the bytes before it were not captured',
      },
    ],
  });
  const checks = [70, 71, 72].map((stream) => connection(stream, 'abortive-close', { harm: 'none' }));
  return document(
    [...race.connections, ...refused.connections, odd, ...checks],
    [...race.incidents, ...refused.incidents],
    { connections: 5100, harmed: 5, harmless: 3, healthy: 5091, unexplained: 1 },
    { droppedFrames: 3 },
  );
}

export function healthy(): ExplainDocument {
  const quiet = [1, 2, 3].map((stream) =>
    connection(stream, stream === 1 ? 'idle-close' : 'abortive-close', { harm: 'none' }),
  );
  return document(quiet, [], { connections: 5100, harmless: 3, healthy: 5097 });
}
