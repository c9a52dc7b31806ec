/**
 * One TCP connection as facts: what the headers and visible messages say, nothing judged. Frames are Wireshark's
 * numbers, times are nanoseconds since the capture's first frame.
 */
import { type TlsHello, tlsVersionName } from '../wire/tls-hello.ts';
import { type EndedBy, type Ending, enders, endings } from './ending.ts';
import { Exchange, type ExchangeCalls } from './exchange.ts';
import { defineExtras, Extras, type HttpRequest, NO_EXTRAS, type RstFact } from './extras.ts';
import type { Moment } from './moment.ts';
import { defineRecord, type Layout, layoutOf, type Mark, markOf, View } from './record.ts';
import { Side } from './side.ts';

/** Bits of Wireshark's tcp.completeness. */
export const Completeness = { syn: 1, synAck: 2, ack: 4, data: 8, fin: 16, rst: 32 } as const;

/** What the first bytes of a side are. The order is the code that records store. */
export const clientOpenings = ['none', 'tls', 'http1', 'h2-preface', 'other'] as const;
export const serverOpenings = ['none', 'tls', 'http1', 'h2', 'other'] as const;
export type ClientOpening = (typeof clientOpenings)[number];
export type ServerOpening = (typeof serverOpenings)[number];

/** The order is the code that records and rows store. */
export const protocols = [
  'tcp',
  'http/1.1',
  'http/1.0',
  'h2c',
  'tls',
  'tls1.0',
  'tls1.1',
  'tls1.2',
  'tls1.3',
] as const;
export type Protocol = (typeof protocols)[number];

interface TlsCalls {
  skipTls(slot: number, from: 0 | 1, length: number): void;
  noteHello(slot: number, from: 0 | 1, note: number): void;
}

/** The core, as far as a connection's readers need it (core.ts). */
export interface TlsCore {
  /** What hellos said, each kind once. */
  readonly hellos: readonly TlsHello[];
  readonly calls: TlsCalls & Pick<ExchangeCalls, 'setMoment'>;
  readTls(slot: number, from: 0 | 1, view: DataView, start: number, end: number, now: Moment): void;
}

const fields: Layout = layoutOf({
  ints: [
    'addressA',
    'addressB',
    'ports',
    'ipVersion',
    'stream',
    'clientIndex',
    'firstFrame',
    'lastFrame',
    'synCount',
    'synAckCount',
    'requestAck',
    'requestSeq',
    'segmentAck',
    'completeness',
    'endedFirst',
    'rstCount',
    'carriedOnFirst',
    'carriedOnSecond',
    'previousStream',
    'ticketRecords',
    'ticketLength',
    'openStreams',
    'goAwayAck',
    'requestCount',
    'unanswered',
    'ringCount',
    'reader',
    'serverId',
    'clientOpeningCode',
    'serverOpeningCode',
    'protocolCode',
    'clientHelloNumber',
    'serverHelloNumber',
    'alertCount',
    'onlyStatus',
    'closingPrevious',
    'closingNext',
    'endingCode',
    'endedByCode',
    'turnsHad',
  ],
  flags: [
    'hasExtras',
    'rolesSeen',
    'rolesOpen',
    'previousOpen',
    'protocolSettled',
    'handshakeDone',
    'closeAnnounced',
    'isTls13',
    'mayCarryHttp2',
    'beganPlain',
  ],
  floats: ['startNs', 'lastNs', 'lastSynNs', 'firstRttNs', 'closingNs'],
  marks: [
    'syn',
    'synAck',
    'handshakeAck',
    'end',
    'challengeAck',
    'clientHello',
    'serverHello',
    'finished',
    'goAway',
  ],
  // The four-tuple is the flow table's (core/rows.ts): the first frame's source is A, addresses are their first words.
  hot: [
    'addressA',
    'addressB',
    'ports',
    'ipVersion',
    'stream',
    'clientIndex',
    'lastFrame',
    'completeness',
    'ringCount',
    'reader',
    'handshakeAck',
    'protocolSettled',
    'lastNs',
    'firstRttNs',
  ],
});

export class Connection extends View {
  declare stream: number;
  readonly sides: readonly [Side, Side] = [new Side(), new Side()];
  /** Index in `sides` of the client: the side that sent the first SYN, else judged. */
  declare clientIndex: 0 | 1;
  declare rolesSeen: boolean;
  /** The judged roles can still change while no payload has settled them. */
  declare rolesOpen: boolean;
  declare startNs: number;
  declare lastNs: number;
  declare firstFrame: number;
  declare lastFrame: number;

  readonly syn: Mark = markOf(this, fields, 'syn');
  declare synCount: number;
  readonly synAck: Mark = markOf(this, fields, 'synAck');
  declare synAckCount: number;
  readonly handshakeAck: Mark = markOf(this, fields, 'handshakeAck');
  declare lastSynNs: number;
  /** Wireshark's initial RTT: last SYN to the handshake's ACK; 0 where it was not seen. */
  declare firstRttNs: number;
  /** When the connection was over (RST, or FIN both ways); -1 while it is not. */
  declare closingNs: number;
  /** Acknowledgment number of the segment that began the last request: what its sender had received by then. */
  declare requestAck: number;
  /** Sequence number of that segment. */
  declare requestSeq: number;
  /** Acknowledgment number of the segment whose payload is being read. */
  declare segmentAck: number;
  declare completeness: number;

  /** First FIN or RST: which side sent it. -1 while none has. */
  declare endedFirst: -1 | 0 | 1;
  readonly end: Mark = markOf(this, fields, 'end');
  declare rstCount: number;
  /** Segments of a side after a RST in its name: the true peer carries on. */
  declare carriedOnFirst: number;
  declare carriedOnSecond: number;
  /** Stream that used the same four-tuple before; -1 where none. */
  declare previousStream: number;
  /** The previous connection on the four-tuple had not ended when this one began. */
  declare previousOpen: boolean;
  /** The server answered the SYN with a bare ACK: it still holds an older connection (RFC 5961 section 4). */
  readonly challengeAck: Mark = markOf(this, fields, 'challengeAck');

  declare protocolSettled: boolean;
  /** What each side opened with, and what is spoken: places in the lists above. */
  declare clientOpeningCode: number;
  declare serverOpeningCode: number;
  declare protocolCode: number;
  /** Which reader takes the payload: a code of app-reader.ts. */
  declare reader: number;
  /** TLS began after plaintext. */
  declare beganPlain: boolean;
  /** The handshake chose TLS 1.3. */
  declare isTls13: boolean;
  /** HTTP/2 was negotiated, or may have been: short records are then its housekeeping. */
  declare mayCarryHttp2: boolean;
  readonly exchange: Exchange = new Exchange();

  readonly clientHello: Mark = markOf(this, fields, 'clientHello');
  readonly serverHello: Mark = markOf(this, fields, 'serverHello');
  /** First application data record of the client: the handshake is over, as far as the client is concerned. */
  declare handshakeDone: boolean;
  /** Places in `core.hellos`, + 1; 0: what the hello said stands in the extras. */
  declare clientHelloNumber: number;
  declare serverHelloNumber: number;
  /** The client's TLS 1.3 Finished. */
  readonly finished: Mark = markOf(this, fields, 'finished');
  /** TLS 1.3 records that can only be session tickets, and the length of one that may be. */
  declare ticketRecords: number;
  declare ticketLength: number;
  /** HTTP/2 streams whose response has not ended. */
  declare openStreams: number;
  /** The server's GOAWAY (in TLS the last record of its size), and what its segment acknowledged. */
  readonly goAway: Mark = markOf(this, fields, 'goAway');
  declare goAwayAck: number;
  /** Its server's number in the server table, + 1; 0 until it was looked up. */
  declare serverId: number;

  declare requestCount: number;
  /** Requests in `requests` from here on have no complete response yet. */
  declare unanswered: number;
  /** The last message said `Connection: close`, or was HTTP/1.0 without keep-alive. */
  declare closeAnnounced: boolean;

  /** How many alerts there are in `alerts`; and where the only request had an answer, its status. */
  declare alertCount: number;
  declare onlyStatus: number;

  /** Its neighbours among the connections that have ended and wait to be put away: slots + 1 (core/closing.ts). */
  declare closingPrevious: number;
  declare closingNext: number;
  /** Once it was put away: how it ended, places in ending.ts's lists, and its turns, the last one counted where it may be whole. */
  declare endingCode: number;
  declare endedByCode: number;
  declare turnsHad: number;

  /** Slot of its record, and of its last segments in the ring. */
  slot = -1;
  declare ringCount: number;

  /** Reads its TLS streams; set with its place. */
  declare core: TlsCore;

  /** The slot's extras are this connection's, not those of one that had the slot before. */
  declare hasExtras: boolean;
  /** All connections' extras by slot; the slab's own array. */
  extrasBySlot: (Extras | null)[] = [];

  declare rsts: RstFact[];
  declare alerts: Extras['alerts'];
  /** The latest HTTP requests. */
  declare requests: HttpRequest[];
  declare serverProduct: string | null;
  declare via: string | null;
  declare userAgent: string | null;
  declare keepAliveHeader: string | null;

  constructor() {
    super();
    this.sides[0].app.owner = this;
    this.sides[1].app.owner = this;
    this.sides[1].app.index = 1;
  }

  /** Made when the first of them is needed: most connections over TLS have none. */
  get extras(): Extras {
    if (!this.hasExtras) {
      this.hasExtras = true;
      this.extrasBySlot[this.slot] = new Extras();
    }
    return this.extrasBySlot[this.slot] as Extras;
  }

  /** To be read only: what a connection without extras has. */
  get ownTexts(): Readonly<Extras> {
    return this.hasExtras ? this.extras : NO_EXTRAS;
  }

  get protocol(): Protocol {
    return protocols[this.protocolCode] as Protocol;
  }

  set protocol(value: Protocol) {
    this.protocolCode = protocols.indexOf(value);
  }

  get clientOpening(): ClientOpening {
    return clientOpenings[this.clientOpeningCode] as ClientOpening;
  }

  set clientOpening(value: ClientOpening) {
    this.clientOpeningCode = clientOpenings.indexOf(value);
  }

  get serverOpening(): ServerOpening {
    return serverOpenings[this.serverOpeningCode] as ServerOpening;
  }

  set serverOpening(value: ServerOpening) {
    this.serverOpeningCode = serverOpenings.indexOf(value);
  }

  get ending(): Ending {
    return endings[this.endingCode] as Ending;
  }

  get endedBy(): EndedBy {
    return enders[this.endedByCode] as EndedBy;
  }

  get serverName(): Extras['serverName'] {
    return this.core.hellos[this.clientHelloNumber - 1]?.serverName ?? this.ownTexts.serverName;
  }

  set serverName(value: Extras['serverName']) {
    this.extras.serverName = value;
  }

  get alpnOffered(): Extras['alpnOffered'] {
    return this.core.hellos[this.clientHelloNumber - 1]?.alpn ?? this.ownTexts.alpnOffered;
  }

  set alpnOffered(value: Extras['alpnOffered']) {
    this.extras.alpnOffered = value;
  }

  get alpn(): Extras['alpn'] {
    return this.core.hellos[this.serverHelloNumber - 1]?.alpn ?? this.ownTexts.alpn;
  }

  set alpn(value: Extras['alpn']) {
    this.extras.alpn = value;
  }

  get tlsVersion(): Extras['tlsVersion'] {
    const hello = this.core.hellos[this.serverHelloNumber - 1];
    return hello === undefined ? this.ownTexts.tlsVersion : tlsVersionName(hello.version);
  }

  set tlsVersion(value: Extras['tlsVersion']) {
    this.extras.tlsVersion = value;
  }

  get roles(): 'seen' | 'judged' {
    return this.rolesSeen ? 'seen' : 'judged';
  }

  /** Segments of a side after a RST in its name: the true peer carries on. */
  carriedOn(from: 0 | 1): number {
    return from === 0 ? this.carriedOnFirst : this.carriedOnSecond;
  }

  get client(): Side {
    return this.sides[this.clientIndex];
  }

  get server(): Side {
    return this.sides[this.clientIndex === 0 ? 1 : 0];
  }

  noteGoAway(now: Moment): void {
    this.goAway.set(now);
    this.goAwayAck = this.segmentAck;
  }
}

export const connectionLayout: Layout = fields;
defineRecord(Connection.prototype, fields);
defineExtras(Connection.prototype);
