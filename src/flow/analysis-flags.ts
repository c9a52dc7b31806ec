/** What Wireshark's sequence analysis finds in a segment (core/analysis.ts). */

/** Flags that a segment is given; several may be set. */
export const Analysis = {
  retransmission: 1,
  fastRetransmission: 2,
  spuriousRetransmission: 4,
  outOfOrder: 8,
  duplicateAck: 16,
  zeroWindow: 32,
  keepAlive: 64,
  keepAliveAck: 128,
  zeroWindowProbe: 256,
  zeroWindowProbeAck: 512,
  lostSegment: 1024,
  ackedLostSegment: 2048,
} as const;

/** Any kind of retransmission. */
export const ANY_RETRANSMISSION: number = 1 | 2 | 4;
