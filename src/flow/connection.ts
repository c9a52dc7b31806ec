/**
 * One TCP connection as facts: what the headers and visible messages say, nothing judged. Frames are Wireshark's
 * numbers, times are nanoseconds since the capture's first frame.
 */
import { Exchange } from './exchange.ts';
import { Mark, Side } from './side.ts';

/** Bits of Wireshark's tcp.completeness. */
export const Completeness = { syn: 1, synAck: 2, ack: 4, data: 8, fin: 16, rst: 32 } as const;

export type Protocol = 'tcp' | 'http/1.1' | 'http/1.0' | 'h2c' | 'tls' | 'tls1.0' | 'tls1.1' | 'tls1.2' | 'tls1.3';

/** A RST and what its header tells. */
export interface RstFact {
  frame: number;
  timeNs: number;
  /** 0: in the name of the side that sent the stream's first frame; 1: of the other. */
  from: 0 | 1;
  seq: number;
  ack: number;
  hasAck: boolean;
  window: number;
  ttl: number;
  /** -1 for IPv6. */
  ipId: number;
  hasTimestamps: boolean;
  etherSource: number;
  /** Sequence number minus the sender's next one; 0 for a RST in sequence. NaN where the sender had sent nothing. */
  seqOffset: number;
  /** TTL of the sender's other segments; -1 where there were none. */
  senderTtl: number;
  /** The segment that a passive RST answers, 0 where none was found. */
  answers: number;
  answersTimeNs: number;
}

export interface HttpRequest {
  index: number;
  method: string;
  authority: string | null;
  path: string;
  userAgent: string | null;
  status: number | null;
  frame: number;
  startNs: number;
  complete: boolean;
  /** Its head was cut short (snap length): nobody can say how long the message is. */
  cut: boolean;
  responseFrame: number;
  responseComplete: boolean;
}

export class Connection {
  stream = 0;
  readonly sides: readonly [Side, Side] = [new Side(), new Side()];
  /** Index in `sides` of the client: the side that sent the first SYN, else judged. */
  clientIndex: 0 | 1 = 0;
  roles: 'seen' | 'judged' = 'judged';
  /** The judged roles can still change while no payload has settled them. */
  rolesOpen = true;
  startNs = 0;
  lastNs = 0;
  firstFrame = 0;
  lastFrame = 0;

  readonly syn: Mark = new Mark();
  synCount = 0;
  readonly synAck: Mark = new Mark();
  synAckCount = 0;
  readonly handshakeAck: Mark = new Mark();
  lastSynNs = 0;
  /** Wireshark's initial RTT: last SYN to the handshake's ACK; 0 where it was not seen. */
  firstRttNs = 0;
  /** When the connection was over (RST, or FIN both ways); -1 while it is not. */
  closingNs = -1;
  lastTurnEndNs = -1;
  /** Acknowledgment number of the segment that began the last request: what its sender had received by then. */
  requestAck = 0;
  /** Sequence number of that segment. */
  requestSeq = 0;
  completeness = 0;

  /** First FIN or RST: which side sent it. -1 while none has. */
  endedFirst: -1 | 0 | 1 = -1;
  readonly end: Mark = new Mark();
  rsts: RstFact[] = [];
  rstCount = 0;
  /** Segments of a side after a RST in its name: the true peer carries on. */
  carriedOn: [number, number] = [0, 0];
  /** Stream that used the same four-tuple before; -1 where none. */
  previousStream = -1;
  /** The previous connection on the four-tuple had not ended when this one began. */
  previousOpen = false;
  /** The server answered the SYN with a bare ACK: it still holds an older connection (RFC 5961 section 4). */
  readonly challengeAck: Mark = new Mark();

  protocol: Protocol = 'tcp';
  protocolSettled = false;
  /** The client opened with something the server's port does not speak, as far as the bytes show. */
  clientOpening: 'none' | 'tls' | 'http1' | 'h2-preface' | 'other' = 'none';
  serverOpening: 'none' | 'tls' | 'http1' | 'h2' | 'other' = 'none';
  readonly exchange: Exchange = new Exchange();

  serverName: string | null = null;
  alpnOffered: string | null = null;
  alpn: string | null = null;
  tlsVersion: string | null = null;
  readonly clientHello: Mark = new Mark();
  readonly serverHello: Mark = new Mark();
  /** First application data record of the client: the handshake is over, as far as the client is concerned. */
  handshakeDone = false;
  /** The client's TLS 1.3 Finished. */
  readonly finished: Mark = new Mark();
  /** TLS 1.3 records that can only be session tickets, and the length of one that may be. */
  ticketRecords = 0;
  ticketLength = 0;
  /** Bytes of the server's stream that were still missing before its last segments when the connection was over. */
  holeAtEnd = 0;
  /** HTTP/2 streams whose response has not ended. */
  openStreams = 0;
  alerts: { from: 0 | 1; level: number; code: number; frame: number; timeNs: number }[] = [];

  requests: HttpRequest[] = [];
  requestCount = 0;
  /** Requests in `requests` from here on have no complete response yet. */
  unanswered = 0;
  serverProduct: string | null = null;
  via: string | null = null;
  userAgent: string | null = null;
  keepAliveHeader: string | null = null;
  /** The last message said `Connection: close`, or was HTTP/1.0 without keep-alive. */
  closeAnnounced = false;

  ringSlot = -1;
  ringCount = 0;

  get client(): Side {
    return this.sides[this.clientIndex];
  }

  get server(): Side {
    return this.sides[this.clientIndex === 0 ? 1 : 0];
  }

  reset(): void {
    this.sides[0].reset();
    this.sides[1].reset();
    this.clientIndex = 0;
    this.roles = 'judged';
    this.rolesOpen = true;
    this.syn.clear();
    this.synCount = 0;
    this.synAck.clear();
    this.synAckCount = 0;
    this.handshakeAck.clear();
    this.lastSynNs = 0;
    this.firstRttNs = 0;
    this.closingNs = -1;
    this.lastTurnEndNs = -1;
    this.requestAck = 0;
    this.requestSeq = 0;
    this.lastNs = 0;
    this.completeness = 0;
    this.endedFirst = -1;
    this.end.clear();
    if (this.rsts.length > 0) this.rsts = [];
    this.rstCount = 0;
    this.carriedOn[0] = 0;
    this.carriedOn[1] = 0;
    this.previousStream = -1;
    this.previousOpen = false;
    this.challengeAck.clear();
    this.protocol = 'tcp';
    this.protocolSettled = false;
    this.clientOpening = 'none';
    this.serverOpening = 'none';
    this.exchange.reset();
    this.serverName = null;
    this.alpnOffered = null;
    this.alpn = null;
    this.tlsVersion = null;
    this.clientHello.clear();
    this.serverHello.clear();
    this.handshakeDone = false;
    this.finished.clear();
    this.ticketRecords = 0;
    this.ticketLength = 0;
    this.openStreams = 0;
    this.holeAtEnd = 0;
    if (this.alerts.length > 0) this.alerts = [];
    if (this.requests.length > 0) this.requests = [];
    this.requestCount = 0;
    this.unanswered = 0;
    this.serverProduct = null;
    this.via = null;
    this.userAgent = null;
    this.keepAliveHeader = null;
    this.closeAnnounced = false;
    this.ringSlot = -1;
    this.ringCount = 0;
  }
}
