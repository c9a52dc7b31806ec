/**
 * The `whyreset explain --json` document, schema "whyreset/explain/1": what scripts rely on and what every
 * report is drawn from. Field names are stable; adding fields is fine, renaming them is a breaking change.
 * Times are ISO 8601 UTC with nanoseconds; durations are seconds.
 */
import type { Purpose, RecipeSide } from '../catalog/recipe.ts';
import type { Cause } from '../diagnose/causes.ts';

export type Harm = 'none' | 'request-lost' | 'response-truncated' | 'connect-failed' | 'unknown';
export type Ending = 'open' | 'orderly' | 'half-closed' | 'reset' | 'refused' | 'unanswered' | 'stalled';
export type EndedBy = 'client' | 'server' | 'both' | 'none';
export type Origin = 'endpoint' | 'middlebox' | 'unknown';
export type Actor = 'client' | 'server' | 'load-balancer/path';

export interface Endpoint {
  address: string;
  port: number;
  /** SNI, Host or a name from the capture, where known. Untrusted text. */
  name?: string;
}

export interface Evidence {
  /** Wireshark's frame.number. */
  frame: number;
  time: string;
  says: string;
}

/** One line of the ladder diagram: a frame (or a run of frames) that matters to the story. */
export interface LadderStep {
  frame: number;
  /** Further frames of the same kind folded into this step. */
  folded: number;
  /** Seconds since the connection's first frame. */
  atS: number;
  from: 'client' | 'server';
  /** "SYN", "GET /orders (212 bytes)", "TLS data 517 bytes", "ACK", "FIN,ACK", "RST" … Untrusted text inside. */
  label: string;
  kind: 'syn' | 'data' | 'ack' | 'fin' | 'rst' | 'keep-alive';
  /** Cited by the verdict's evidence. */
  cited: boolean;
  /** Sent again by TCP, having been lost or not acknowledged. */
  retransmission: boolean;
}

export interface RequestRecord {
  /** HTTP/2 stream id, or the request's index on its connection, from 0. */
  stream: number;
  method: string | null;
  authority: string | null;
  /** Without the query string, unless it was asked for. */
  path: string | null;
  status: number | null;
  outcome: 'complete' | 'lost' | 'truncated' | 'open';
}

export interface ConnectionReport {
  /** Wireshark's tcp.stream. */
  stream: number;
  client: Endpoint;
  server: Endpoint;
  /** "seen": the SYN is in the capture; "judged": the capture began later. */
  roles: 'seen' | 'judged';
  start: string;
  durationS: number;
  /** "http/1.1", "h2", "h2c", "tls1.2", "tls1.3", "tls", "tcp" … */
  protocol: string;
  turns: number;
  ending: Ending;
  endedBy: EndedBy;
  origin: Origin;
  cause: Cause | null;
  confidence: number;
  harm: Harm;
  retrySafe: 'safe' | 'unsafe' | 'unknown';
  idleBeforeS: number | null;
  waitBeforeEndS: number | null;
  evidence: Evidence[];
  alternative: { cause: Cause; confidence: number; tellApart: string } | null;
  /** Where the capture was taken, as the handshake tells. */
  vantage: 'client' | 'server' | 'between' | 'unknown';
  rttMs: { toServer: number | null; toClient: number | null };
  filter: string;
  ladder?: LadderStep[];
  requests?: RequestRecord[];
  requestsHurt?: number;
  tls?: {
    version: string | null;
    sni: string | null;
    alpn: string | null;
    decrypted: false;
    alerts: { by: 'client' | 'server'; name: string }[];
  };
}

/** A setting inferred from what was seen: the true value lies between low and high. */
export interface Bracket {
  low: number | null;
  high: number | null;
  samples: number;
  /** Documented defaults that lie in the bracket: "looks like", never "is". */
  looksLike: string[];
}

export interface Recommendation {
  who: Actor;
  setting: string;
  value: string;
  why: string;
  /** Ready to paste, where the product was recognised. */
  snippet?: string;
  /** What to look up in the catalogue for another product than the recognised one, and the number to fill in. */
  recipe?: { purpose: Purpose; side: RecipeSide; product?: string; value: number };
}

/** Idle times of a server's connections by what came of them, seconds: the longest ones, and how many there were. */
export interface IdleOutcomes {
  /** Then a request came, and was answered. */
  answeredS: number[];
  answered: number;
  /** Then the server closed, and nobody was hurt. */
  closedS: number[];
  closed: number;
}

/** A setting of a hop, as the audit of a chain file read it. */
export interface ConfiguredSetting {
  hop: string;
  product: string;
  /** Towards its clients, or towards the next hop. */
  side: 'asServer' | 'asClient';
  setting: string;
  value: number | boolean | 'unlimited' | null;
  from: { file: string; line: number } | 'default';
  /** What the product calls it. */
  name?: string;
}

export interface Incident {
  server: Endpoint;
  cause: Cause;
  connections: number;
  requestsHurt: number;
  outOfConnections: number;
  clients: string[];
  otherServersAffected: number;
  otherServersSeen: number;
  first: string;
  last: string;
  confidence: number;
  inferred: {
    idleTimeoutS?: Bracket;
    /** How long the ending side waited before it gave up. */
    waitS?: Bracket;
    requestLimit?: Bracket;
    ageS?: Bracket;
  };
  /** Where an idle timeout is inferred: what it is inferred from, besides `idleBeforeS` of the connections hurt. */
  idleOutcomes?: IdleOutcomes;
  act: Actor;
  /** One sentence a person can forward. */
  summary: string;
  recommendations: Recommendation[];
  proveBy: string[];
  /** With a chain file: the hops that the incident is about, the settings that matter, and what the audit finds there. */
  chain?: { hops: string[]; settings: ConfiguredSetting[]; rule?: string };
  /** The connection that tells the story best (its ladder is present in `connections`). */
  exampleStream: number;
  streams: number[];
  /** Wireshark display filter for all of them (a sample when there are very many). */
  filter: string;
}

/** Connections by what became of them. */
export interface Totals {
  connections: number;
  harmed: number;
  harmless: number;
  healthy: number;
  unexplained: number;
  /** Harmless endings by cause. */
  harmlessByCause?: Record<string, number>;
}

export interface ExplainDocument {
  schema: 'whyreset/explain/1';
  capture: {
    files: string[];
    format: string;
    linkTypes: string[];
    frames: number;
    tcpSegments: number;
    start: string;
    durationS: number;
    truncated: boolean;
    droppedFrames: number;
    /** Frames that could not be read as TCP, by what they are. */
    notRead: Record<string, number>;
    warnings: string[];
  };
  totals: Totals;
  connections: ConnectionReport[];
  incidents: Incident[];
}

/** One line of `whyreset connections --json`. */
export interface ConnectionLine {
  stream: number;
  client: Endpoint;
  server: Endpoint;
  roles: 'seen' | 'judged';
  start: string;
  durationS: number;
  frames: { client: number; server: number };
  /** TCP payload bytes, retransmissions counted again, as Wireshark's tcp.len summed. */
  bytes: { client: number; server: number };
  synSeen: boolean;
  finFrom: ('client' | 'server')[];
  rstFrames: { frame: number; from: 'client' | 'server' }[];
  retransmissions: number;
  outOfOrder: number;
  duplicateAcks: number;
  zeroWindows: number;
  keepAlives: number;
  /** Wireshark's tcp.completeness bits. */
  completeness: number;
  ending: Ending;
  endedBy: EndedBy;
  maxIdleS: number;
  turns: number;
  protocol: string;
}
