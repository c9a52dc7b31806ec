/** TCP options in words, for a ladder: those of a SYN, and SACK blocks relative to what they acknowledge. */
import { seqDiff } from '../wire/sequence.ts';
import type { TcpHeader } from '../wire/tcp-header.ts';

const PLAIN_BYTES = 20;

/** `base`: the initial sequence number of the side whose data is acknowledged. */
export function optionTexts(tcp: TcpHeader, base: number): string[] {
  if (tcp.dataOffsetBytes <= PLAIN_BYTES) return [];
  const texts: string[] = [];
  if (tcp.maximumSegmentSize > 0) texts.push(`MSS ${tcp.maximumSegmentSize}`);
  if (tcp.windowScale >= 0) texts.push(`window scale ${tcp.windowScale}`);
  if (tcp.sackPermitted) texts.push('SACK permitted');
  for (let index = 0; index < tcp.sackCount; index++) {
    const left = seqDiff(tcp.sackLeftEdge(index), base) >>> 0;
    texts.push(`SACK ${left}-${seqDiff(tcp.sackRightEdge(index), base) >>> 0}`);
  }
  return texts;
}
