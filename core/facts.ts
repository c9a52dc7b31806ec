/**
 * Facts that each segment adds to its connection: header habits of its sender, delivery of what was sent, closed windows,
 * keep-alive probes, the handshake and the end.
 */
import {
  ANALYSIS_ANY_RETRANSMISSION,
  ANALYSIS_DUPLICATE_ACK,
  ANALYSIS_KEEP_ALIVE,
  ANALYSIS_OUT_OF_ORDER,
  ANALYSIS_ZERO_WINDOW,
  COMPLETENESS_FIN,
  COMPLETENESS_SYN,
  COMPLETENESS_SYN_ACK,
  Connection,
  Side,
} from './records';
import { ACK, FIN, RST, SYN, segment } from './segment';
import { serverAt, serverOf } from './servers';

/** Header habits: what an injected segment gets wrong. RSTs themselves are left out. */
@inline
export function noteHeader(side: Side): void {
  const s = segment;
  if (side.headerSamples++ === 0) noteFirstHeader(side);
  else if (s.ttl !== side.ttl) {
    side.ttlMin = min(side.ttlMin, s.ttl);
    side.ttlMax = max(side.ttlMax, s.ttl);
  }
  if (s.ipId === 0) side.ipIdZero++;
  side.lastIpId = s.ipId;
  side.withTimestamps += s.hasTimestamps;
}

function noteFirstHeader(side: Side): void {
  side.ttl = segment.ttl;
  side.ttlMin = segment.ttl;
  side.ttlMax = segment.ttl;
  side.etherSource = segment.etherSource;
}

/** Counts what Wireshark flagged. */
export function noteAnalysis(side: Side, found: i32): void {
  if ((found & ANALYSIS_ANY_RETRANSMISSION) !== 0) side.retransmissions++;
  if ((found & ANALYSIS_OUT_OF_ORDER) !== 0) side.outOfOrder++;
  if ((found & ANALYSIS_DUPLICATE_ACK) !== 0) side.duplicateAcks++;
  if ((found & ANALYSIS_ZERO_WINDOW) !== 0) side.zeroWindows++;
  if ((found & ANALYSIS_KEEP_ALIVE) !== 0) side.keepAlives++;
}

/** Payload that `side` sent, from `seq` on: what waits for acknowledgment, and how often it was repeated. */
@inline
export function noteSent(side: Side, seq: i32, found: i32): void {
  const length = segment.payloadLength;
  if (length > side.largestLength) side.largestLength = length;
  if (side.ackedKnown !== 0 && seq + length - side.acked <= 0) return;
  if ((found & (ANALYSIS_ANY_RETRANSMISSION | ANALYSIS_OUT_OF_ORDER)) !== 0) {
    side.unackedRetransmissions++;
    side.lastRetransmission = segment.frame;
    side.lastRetransmissionNs = segment.timeNs;
    if (side.ackedKnown === 0 || seq === side.acked) side.headLength = length;
  } else {
    side.lastData = segment.frame;
    side.lastDataNs = segment.timeNs;
    side.lastDataLength = length;
  }
  if (side.unackedSince !== 0) return;
  side.unackedSince = segment.frame;
  side.unackedSinceNs = segment.timeNs;
  side.unackedRetransmissions = 0;
  side.headLength = length;
}

/** The peer of `side` acknowledges. */
@inline
export function noteAcknowledged(side: Side): void {
  const ack = segment.ack;
  if (side.fin !== 0 && side.finAcked === 0 && ack - side.finSeq > 0) {
    side.finAcked = segment.frame;
    side.finAckedNs = segment.timeNs;
  }
  if (side.ackedKnown !== 0) {
    const advanced = ack - side.acked;
    if (advanced <= 0) return;
    if (side.headLength > side.largestAckedLength && advanced >= side.headLength)
      side.largestAckedLength = side.headLength;
  }
  side.ackedKnown = 1;
  side.acked = ack;
  side.unackedRetransmissions = 0;
  if (side.nextSeqKnown === 0 || ack - side.nextSeq >= 0) {
    side.unackedSince = 0;
    side.unackedSinceNs = 0;
  } else {
    side.unackedSince = segment.frame;
    side.unackedSinceNs = segment.timeNs;
    side.headLength = 0;
  }
}

/** Keep-alive probes of `side`, and any sign of life of the peer that answers them. */
@inline
export function noteProbes(side: Side, peer: Side, found: i32): void {
  if (peer.unansweredProbes > 0) peer.unansweredProbes = 0;
  if ((found & ANALYSIS_KEEP_ALIVE) === 0) return;
  if (side.unansweredProbes++ === 0) {
    side.firstProbe = segment.frame;
    side.firstProbeNs = segment.timeNs;
  }
  side.lastProbe = segment.frame;
  side.lastProbeNs = segment.timeNs;
}

/** The receive window that `side` advertises. */
@inline
export function noteWindow(side: Side): void {
  if (segment.window === 0 && (segment.flags & (SYN | FIN | RST)) === 0) {
    if (side.windowClosed !== 0) return;
    side.windowClosed = segment.frame;
    side.windowClosedNs = segment.timeNs;
  } else if (side.windowClosed !== 0 && (segment.flags & RST) === 0) {
    side.windowClosed = 0;
    side.windowClosedNs = 0;
    side.windowProbes = 0;
  }
}

/** The handshake, and FIN. */
export function noteControl(connection: Connection, side: Side, client: Side): void {
  const flags = segment.flags;
  if ((flags & SYN) !== 0) {
    side.windowScale = max(0, segment.windowScale);
    side.maximumSegmentSize = segment.maximumSegmentSize;
    noteSyn(connection);
  } else if ((flags & ACK) !== 0 && connection.synAck !== 0 && connection.handshakeAck === 0)
    noteHandshakeAck(connection);
  if ((flags & FIN) !== 0) noteFin(connection, side);
  if (isChallengeAck(connection, client)) {
    connection.challengeAck = segment.frame;
    connection.challengeAckNs = segment.timeNs;
  }
}

function noteSyn(connection: Connection): void {
  if ((segment.flags & ACK) === 0) {
    connection.completeness |= COMPLETENESS_SYN;
    if (connection.synCount++ === 0) {
      connection.syn = segment.frame;
      connection.synNs = segment.timeNs;
    }
    connection.lastSynNs = segment.timeNs;
    return;
  }
  connection.completeness |= COMPLETENESS_SYN_ACK;
  if (connection.synAckCount++ !== 0) return;
  connection.synAck = segment.frame;
  connection.synAckNs = segment.timeNs;
}

function noteHandshakeAck(connection: Connection): void {
  if (segment.from !== connection.clientIndex) return;
  connection.handshakeAck = segment.frame;
  connection.handshakeAckNs = segment.timeNs;
  if (connection.syn !== 0) connection.firstRttNs = segment.timeNs - connection.lastSynNs;
  serverAt(serverOf(connection)).established++;
}

function noteFin(connection: Connection, side: Side): void {
  connection.completeness |= COMPLETENESS_FIN;
  if (side.finCount++ === 0) {
    side.fin = segment.frame;
    side.finNs = segment.timeNs;
    side.finSeq = segment.seq + segment.payloadLength;
    side.finAck = segment.ack;
  }
  if (connection.endedFirst !== -1) return;
  connection.endedFirst = segment.from;
  connection.end = segment.frame;
  connection.endNs = segment.timeNs;
}

/** The server answers the SYN with a bare ACK of something else: it holds an older connection (RFC 5961 section 4). */
function isChallengeAck(connection: Connection, client: Side): bool {
  return (
    segment.from !== connection.clientIndex &&
    (segment.flags & (SYN | ACK | RST)) === ACK &&
    connection.synAck === 0 &&
    connection.syn !== 0 &&
    segment.ack !== client.baseSeq + 1 &&
    connection.challengeAck === 0 &&
    client.payloadBytes === 0
  );
}
