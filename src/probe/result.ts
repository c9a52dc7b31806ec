/** The document of `probe --json`: schema/probe.schema.json. Null where something was not looked at or not found out. */
import type { CertificateFacts } from './machine.ts';
import type { IdleFindings, IdleTimeout } from './steps/idle-timeout.ts';

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
  tls: TlsSummary | null;
  keepAliveHeader: KeepAliveHeader | null;
  idleTimeout: (IdleTimeout & { looksLike: readonly string[] }) | null;
  tcpKeepAlive: IdleFindings['tcpKeepAlive'];
  recommended: Recommendation;
  notes: readonly string[];
  errors: readonly ProbeError[];
  /** What this run took from the server. */
  manners: { requests: number; connections: number; mostConnections: number };
}

interface TlsSummary {
  version: string;
  /** Chosen by the server, each offered alone. */
  alpn: readonly string[];
  cipher: string;
  certificate: CertificateFacts | null;
}

export interface KeepAliveHeader {
  timeoutS: number | null;
  max: number | null;
  /** Null where nothing was measured to compare with. */
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
