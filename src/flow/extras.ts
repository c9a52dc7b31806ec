/** What a connection has beside its numbers: names, messages, RSTs. */
import { StreamObjects } from './app-stream.ts';

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
  /** When the first segment was sent that the RST may answer (uploads have many with one acknowledgment). */
  answersSinceNs: number;
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

export class Extras {
  rsts: RstFact[] = [];
  serverName: string | null = null;
  alpnOffered: string | null = null;
  alpn: string | null = null;
  tlsVersion: string | null = null;
  alerts: { from: 0 | 1; level: number; code: number; frame: number; timeNs: number }[] = [];
  requests: HttpRequest[] = [];
  serverProduct: string | null = null;
  via: string | null = null;
  userAgent: string | null = null;
  keepAliveHeader: string | null = null;
  readonly streams: readonly [StreamObjects, StreamObjects] = [new StreamObjects(), new StreamObjects()];
}

/** What a connection without extras has; to be read only. */
export const NO_EXTRAS: Readonly<Extras> = new Extras();

/** Whoever has extras, or may have them once something is put there. */
interface Owner {
  readonly extras: Extras;
  readonly ownTexts: Readonly<Extras>;
}

const lists = ['rsts', 'alerts', 'requests'] as const;
const texts = ['serverProduct', 'via', 'userAgent', 'keepAliveHeader'] as const;

/** Makes the extras' fields the owner's own. To look at a text makes no extras; a list may be added to. */
export function defineExtras(prototype: Owner): void {
  for (const name of lists)
    Object.defineProperty(
      prototype,
      name,
      accessor(name, ({ extras }) => extras),
    );
  for (const name of texts)
    Object.defineProperty(
      prototype,
      name,
      accessor(name, ({ ownTexts }) => ownTexts),
    );
}

function accessor<Name extends keyof Extras>(
  name: Name,
  readFrom: (owner: Owner) => Readonly<Extras>,
): PropertyDescriptor {
  return {
    get(this: Owner): Extras[Name] {
      return readFrom(this)[name];
    },
    set(this: Owner, value: Extras[Name]): void {
      this.extras[name] = value;
    },
  };
}
