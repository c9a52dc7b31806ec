/** The document of `probe --json`: schema/probe.schema.json. Null where something was not looked at or not found out. */
import type { CertificateFacts } from './machine.ts';
import type { ConnectionAge } from './steps/connection-age.ts';
import type { ConnectionCount } from './steps/connection-count.ts';
import type { H2Idle } from './steps/http2.ts';
import type { IdleFindings, IdleTimeout } from './steps/idle-timeout.ts';
import type { Persistence } from './steps/persistence.ts';
import type { RaceResult } from './steps/race.ts';
import type { RequestLimit } from './steps/request-limit.ts';
import type { StallTimeout } from './steps/stalled.ts';

export interface ProbeDocument {
  schema: 'whyreset/probe/1';
  url: string;
  address: string | null;
  /** Every address of the name. */
  addresses: readonly string[];
  durationS: number;
  /** Ctrl-C: what follows is what was known by then. */
  interrupted: boolean;
  reach: {
    connectMs: number;
    tlsMs: number | null;
    firstByteMs: number | null;
    status: number | null;
  } | null;
  server: { header: string | null; product: string | null };
  versions: Versions | null;
  tls: TlsSummary | null;
  persistence: {
    afterHead: Persistence | null;
    afterError: Persistence | null;
    afterPost: Persistence | null;
    /** HTTP/1.0 without keep-alive is closed, as it has to be. */
    http10Closes: boolean | null;
  } | null;
  keepAliveHeader: KeepAliveHeader | null;
  idleTimeout: IdleResult | null;
  tcpKeepAlive: IdleFindings['tcpKeepAlive'];
  requestsPerConnection: RequestLimit | null;
  connectionAge: ConnectionAge | null;
  headerTimeoutS: StallTimeout | null;
  bodyTimeoutS: StallTimeout | null;
  firstByteTimeoutS: StallTimeout | null;
  http2: Http2Result | null;
  race: readonly RaceResult[] | null;
  connectionLimit: ConnectionCount | null;
  recommended: Recommendation;
  notes: readonly string[];
  errors: readonly ProbeError[];
  /** What this run took from the server. */
  manners: { requests: number; connections: number; mostConnections: number };
}

export type IdleResult = IdleTimeout & { looksLike: readonly string[] };

export interface Versions {
  'http/1.0': VersionResult;
  'http/1.1': VersionResult;
  h2: VersionResult;
  h2c: VersionResult;
  h3: { advertised: boolean };
}

export interface VersionResult {
  /** Null where it was not looked at: h2 needs https, h2c needs http. */
  supported: boolean | null;
  /** The version on the response's status line. */
  answeredAs: string | null;
  /** For HTTP/1.0 with `Connection: keep-alive`. */
  persistent: boolean | null;
}

export interface TlsSummary {
  version: string;
  cipher: string;
  /** The protocols that the server takes. */
  alpn: readonly string[];
  /** Offered together, and what the server chose of them. */
  alpnOffered: readonly string[];
  alpnChosen: string | null;
  certificate: CertificateFacts | null;
}

export interface Http2Result {
  settings: Record<string, number>;
  /** Null: no limit announced. */
  maxConcurrentStreams: number | null;
  ping: { answered: boolean; rttMs: number | null } | null;
  requestsPerConnection: { limit: number | null; tried: number };
  idleTimeout: IdleResult | null;
  goAway: H2Idle['goAway'];
  closesAfterGoAwayS: number | null;
  serverPings: number;
}

export interface KeepAliveHeader {
  timeoutS: number | null;
  max: number | null;
  /** Whether timeout is what was measured; null where nothing was. */
  truthful: boolean | null;
}

export interface Recommendation {
  /** For the idle timeout of a client's connection pool; null where there is none to give. */
  clientIdleTimeoutS: number | null;
  why: string;
}

export interface ProbeError {
  step: string;
  code: string;
  message: string;
}
