/** What became of a frame. A malformed or cut frame is data, never an exception. */
export const DecodeStatus = {
  /** A TCP segment: the decoder's fields describe it. */
  Tcp: 1,
  /** Whole and understood, but no TCP in it (ARP, UDP, ICMP …). */
  NotTcp: 2,
  /** A fragment was kept; the segment comes with the last one. */
  Fragment: 3,
  /** A link type, tunnel or protocol that is not read; `decoder.unsupported` names it. */
  Unsupported: 4,
  /** The captured bytes end inside a header (snap length); `decoder.problem` says where. */
  Cut: 5,
  /** Header fields contradict each other; `decoder.problem` says where. */
  Malformed: 6,
} as const;
export type DecodeStatus = (typeof DecodeStatus)[keyof typeof DecodeStatus];
