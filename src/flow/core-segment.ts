/** The segment in hand, in the core's memory (core/segment.ts): written from here for frames that the core cannot read. */
import { defineRecord, type Layout, layoutOf, View } from './record.ts';

const ints = [
  'source0',
  'source1',
  'source2',
  'source3',
  'destination0',
  'destination1',
  'destination2',
  'destination3',
  'ipVersion',
  'sourcePort',
  'destinationPort',
  'seq',
  'ack',
  'flags',
  'window',
  'ttl',
  'ipId',
  'etherSource',
  'hasTimestamps',
  'windowScale',
  'maximumSegmentSize',
  'payloadAt',
  'payloadLength',
  'capturedPayloadLength',
  'frame',
  'row',
  'slot',
  'from',
  'found',
];

const fields: Layout = layoutOf({ ints, floats: ['timeNs'], hot: [...ints, 'timeNs'] });

export class CoreSegment extends View {
  /** Words of the addresses in the packet's byte order; IPv4 has the first. */
  declare source0: number;
  declare destination0: number;
  declare ipVersion: number;
  declare sourcePort: number;
  declare destinationPort: number;
  declare seq: number;
  declare ack: number;
  declare flags: number;
  declare window: number;
  declare ttl: number;
  /** -1 for IPv6. */
  declare ipId: number;
  declare etherSource: number;
  declare hasTimestamps: number;
  /** Of a SYN's options: -1 and 0 where they are not offered. */
  declare windowScale: number;
  declare maximumSegmentSize: number;
  /** Where the payload lies in the core's memory; 0: elsewhere. */
  declare payloadAt: number;
  declare payloadLength: number;
  declare capturedPayloadLength: number;
  declare frame: number;
  declare timeNs: number;
  /** Of its connection, once that was looked up. */
  declare row: number;
  /** Of the connection's record, + 1; 0 once it was put away. */
  declare slot: number;
  /** Its sender, an index of `sides`. */
  declare from: 0 | 1;
  /** What sequence analysis found: bits of analysis-flags.ts. */
  declare found: number;
}

export const coreSegmentLayout: Layout = fields;
defineRecord(CoreSegment.prototype, fields);
