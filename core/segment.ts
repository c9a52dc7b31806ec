/** The segment in hand: written by frame.ts or by JavaScript, read by all. Results (`row`, `from`, `found`) go back in it. */
import { SEGMENT_BYTES, Segment } from './records';

export const SEGMENT_AT: usize = memory.data(<i32>SEGMENT_BYTES, 8);

export const segment: Segment = changetype<Segment>(SEGMENT_AT);

/** TCP control bits (RFC 9293 section 3.1). */
export const FIN: i32 = 1;
export const SYN: i32 = 2;
export const RST: i32 = 4;
export const ACK: i32 = 16;
