// One TCP connection as seen beside the client: builds Ethernet, IP and TCP around the payload, with valid checksums.
// It keeps both sides' sequence numbers; when something is sent, and what, is the script's business.
import { fold, sumWords } from './checksum.mjs';

export const client = 0;
export const server = 1;

export const FIN = 1;
const SYN = 2;
export const RST = 4;
export const PSH = 8;
export const ACK = 16;

const ethernetBytes = 14;
const ipv4Bytes = 20;
const ipv6Bytes = 40;
const tcpProtocol = 6;
/** NOP, NOP, timestamp (RFC 7323 appendix A). */
const timestampPrefix = 0x0101080a;
/** Frames that came over the wire are padded to Ethernet's minimum; those captured before the network card are not. */
const minimumFrameBytes = 60;
const macs = [Buffer.from('02420a000010', 'hex'), Buffer.from('02420a000001', 'hex')];
const noBytes = Buffer.alloc(0);

export class Connection {
  /** Next sequence number to send, and next one expected from the other side; by side. */
  sndNxt;
  rcvNxt = [0, 0];
  /** Window field, scaled by 128 once the handshake is over. */
  window = [502, 509];
  frames = 0;
  #writer;
  #endpoint;
  #clock;
  #iss;
  #ipIds;
  #ttl;
  #pseudoSum;

  /** `endpoint`: `{ ipv6, addresses: [Buffer, Buffer], ports: [number, number], serverTtl, rttUs }`. */
  constructor(writer, random, endpoint) {
    this.#writer = writer;
    this.#endpoint = endpoint;
    this.#clock = new TimestampClock(random, endpoint.rttUs);
    this.#ttl = [64, endpoint.serverTtl];
    this.#ipIds = [random.between(0, 65536), random.between(0, 65536)];
    this.#iss = [random.bits32(), random.bits32()];
    this.sndNxt = [...this.#iss];
    const addresses = Buffer.concat(endpoint.addresses);
    this.#pseudoSum =
      tcpProtocol + sumWords(new DataView(addresses.buffer, addresses.byteOffset), 0, addresses.length);
  }

  get mss() {
    return this.#endpoint.ipv6 ? 1428 : 1448;
  }

  /** A SYN or, from the server, SYN,ACK. May be called again for one that was lost. */
  syn(side) {
    const at = this.#begin();
    const tcpAt = at + this.#headerBytes();
    const view = this.#writer.view;
    const ack = side === client ? 0 : this.rcvNxt[server];
    this.#putTcp(tcpAt, side, side === client ? SYN : SYN | ACK, this.#iss[side], ack, 10);
    view.setUint16(tcpAt + 14, side === client ? 64240 : 65160);
    view.setUint32(tcpAt + 20, 0x02040000 | (this.mss + 12));
    view.setUint32(tcpAt + 24, 0x0402080a);
    this.#putTimestamps(tcpAt + 28, side);
    view.setUint32(tcpAt + 36, 0x01030307);
    this.sndNxt[side] = (this.#iss[side] + 1) >>> 0;
    this.rcvNxt[1 - side] = this.sndNxt[side];
    return this.#finish(at, side, 40);
  }

  /** The next bytes in order: [from, to) of a message, or none. */
  send(side, flags, message = noBytes, from = 0, to = message.length) {
    const sequence = this.sndNxt[side];
    this.sndNxt[side] = (sequence + (to - from) + (flags & FIN)) >>> 0;
    return this.sendAt(side, sequence, flags, message, from, to);
  }

  /** The same at a sequence number of its own: retransmissions and probes. */
  sendAt(side, sequence, flags, message = noBytes, from = 0, to = message.length) {
    const at = this.#begin();
    const tcpAt = at + this.#headerBytes();
    const view = this.#writer.view;
    this.#putTcp(tcpAt, side, flags, sequence, this.rcvNxt[side], 8);
    view.setUint16(tcpAt + 14, this.window[side]);
    view.setUint32(tcpAt + 20, timestampPrefix);
    this.#putTimestamps(tcpAt + 24, side);
    message.copy(this.#writer.buffer, tcpAt + 32, from, to);
    return this.#finish(at, side, 32 + to - from);
  }

  /** A reset without options: with an ACK when `ack` is given (RFC 9293 section 3.10.7.1), else bare. */
  reset(side, sequence, ack = null) {
    const at = this.#begin();
    const tcpAt = at + this.#headerBytes();
    this.#putTcp(tcpAt, side, ack === null ? RST : RST | ACK, sequence, ack ?? 0, 5);
    this.#writer.view.setUint16(tcpAt + 14, 0);
    return this.#finish(at, side, 20);
  }

  /** `side` has now received all that the other one sent. */
  receiveAll(side) {
    this.rcvNxt[side] = this.sndNxt[1 - side];
  }

  /** The next bytes of `side` are lost before they come here: its sequence numbers move on, nothing is captured. */
  lose(side, bytes) {
    this.sndNxt[side] = (this.sndNxt[side] + bytes) >>> 0;
  }

  #begin() {
    this.frames++;
    return this.#writer.begin();
  }

  #headerBytes() {
    return ethernetBytes + (this.#endpoint.ipv6 ? ipv6Bytes : ipv4Bytes);
  }

  #putTcp(at, side, flags, sequence, ack, headerWords) {
    const view = this.#writer.view;
    view.setUint16(at, this.#endpoint.ports[side]);
    view.setUint16(at + 2, this.#endpoint.ports[1 - side]);
    view.setUint32(at + 4, sequence);
    view.setUint32(at + 8, ack);
    view.setUint16(at + 12, (headerWords << 12) | flags);
    view.setUint32(at + 16, 0);
  }

  #putTimestamps(at, side) {
    this.#clock.stamp(side, this.#writer.nowUs);
    this.#writer.view.setUint32(at, this.#clock.value);
    this.#writer.view.setUint32(at + 4, this.#clock.echo);
  }

  #finish(at, side, tcpBytes) {
    const { buffer, view } = this.#writer;
    const tcpAt = at + this.#headerBytes();
    this.#putEthernet(at, side);
    if (this.#endpoint.ipv6) this.#putIpv6(at + ethernetBytes, side, tcpBytes);
    else this.#putIpv4(at + ethernetBytes, side, tcpBytes);
    view.setUint16(tcpAt + 16, fold(this.#pseudoSum + tcpBytes + sumWords(view, tcpAt, tcpAt + tcpBytes)));
    let frameBytes = tcpAt - at + tcpBytes;
    if (side === server && frameBytes < minimumFrameBytes) {
      buffer.fill(0, at + frameBytes, at + minimumFrameBytes);
      frameBytes = minimumFrameBytes;
    }
    return this.#writer.end(frameBytes);
  }

  #putEthernet(at, side) {
    const { buffer, view } = this.#writer;
    buffer.set(macs[1 - side], at);
    buffer.set(macs[side], at + 6);
    view.setUint16(at + 12, this.#endpoint.ipv6 ? 0x86dd : 0x0800);
  }

  #putIpv4(at, side, payloadBytes) {
    const { buffer, view } = this.#writer;
    this.#ipIds[side] = (this.#ipIds[side] + 1) & 0xffff;
    view.setUint16(at, 0x4500);
    view.setUint16(at + 2, ipv4Bytes + payloadBytes);
    view.setUint16(at + 4, this.#ipIds[side]);
    view.setUint16(at + 6, 0x4000);
    view.setUint16(at + 8, (this.#ttl[side] << 8) | tcpProtocol);
    view.setUint16(at + 10, 0);
    buffer.set(this.#endpoint.addresses[side], at + 12);
    buffer.set(this.#endpoint.addresses[1 - side], at + 16);
    view.setUint16(at + 10, fold(sumWords(view, at, at + ipv4Bytes)));
  }

  #putIpv6(at, side, payloadBytes) {
    const { buffer, view } = this.#writer;
    view.setUint32(at, 0x60000000);
    view.setUint16(at + 4, payloadBytes);
    view.setUint16(at + 6, (tcpProtocol << 8) | this.#ttl[side]);
    buffer.set(this.#endpoint.addresses[side], at + 8);
    buffer.set(this.#endpoint.addresses[1 - side], at + 24);
  }
}

/**
 * Both sides' timestamp options (RFC 7323): millisecond clocks with offsets of their own. Seen beside the client, the
 * server echoes a client timestamp one round trip after it passed here; the client echoes the server's at once.
 */
class TimestampClock {
  value = 0;
  echo = 0;
  #offsets;
  #rttUs;
  #lastFromServer = 0;
  #lastAtServer = 0;
  #underway = [];
  #underwayFirst = 0;

  constructor(random, rttUs) {
    this.#offsets = [random.between(0, 2 ** 31), random.between(0, 2 ** 31)];
    this.#rttUs = rttUs;
  }

  stamp(side, nowUs) {
    this.value = (this.#offsets[side] + Math.floor(nowUs / 1000)) >>> 0;
    if (side === client) {
      this.echo = this.#lastFromServer;
      this.#underway.push(nowUs);
    } else {
      this.#lastFromServer = this.value;
      this.#arrive(nowUs - this.#rttUs);
      this.echo = this.#lastAtServer;
    }
  }

  #arrive(sentBeforeUs) {
    const underway = this.#underway;
    let first = this.#underwayFirst;
    while (first < underway.length && underway[first] <= sentBeforeUs) first++;
    if (first === this.#underwayFirst) return;
    this.#lastAtServer = (this.#offsets[client] + Math.floor(underway[first - 1] / 1000)) >>> 0;
    if (first === underway.length) {
      underway.length = 0;
      first = 0;
    }
    this.#underwayFirst = first;
  }
}
