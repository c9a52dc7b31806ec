/** The table's columns: their names in queries, their titles, how their values are written. */
import { bytes, duration, grouped } from '../../report/quantities.ts';

export interface ColumnInfo {
  /** In queries, in the address, in exported files; the name in `ConnectionColumns`. */
  name: string;
  title: string;
  /** What it means, for the help and the heading's tooltip. */
  means: string;
  write(value: number): string;
  /** Characters that its values usually need. */
  width: number;
  /** Shown until somebody chooses. */
  usual: boolean;
  align: 'left' | 'right';
}

const text = { write: String, align: 'left' } as const;
const number = { write: grouped, align: 'right', width: 8 } as const;
const time = { write: duration, align: 'right', width: 10 } as const;
const size = { write: bytes, align: 'right', width: 9 } as const;

export const columnList: readonly ColumnInfo[] = [
  { ...number, name: 'stream', title: 'Stream', means: "Wireshark's tcp.stream", write: String, usual: true },
  { ...text, name: 'cause', title: 'Cause', means: 'the verdict, or healthy', width: 20, usual: true },
  {
    ...text,
    name: 'harm',
    title: 'Harm',
    means: 'none, request-lost, response-truncated …',
    width: 16,
    usual: false,
  },
  { ...text, name: 'client', title: 'Client', means: "the client's address", width: 16, usual: true },
  {
    ...number,
    name: 'clientPort',
    title: 'Port',
    means: "the client's port",
    write: String,
    width: 7,
    usual: false,
  },
  { ...text, name: 'server', title: 'Server', means: "the server's address", width: 16, usual: true },
  {
    ...number,
    name: 'serverPort',
    title: 'Port',
    means: "the server's port",
    write: String,
    width: 7,
    usual: true,
  },
  {
    ...text,
    name: 'name',
    title: 'Name',
    means: "the server's name, as a client asked for it",
    width: 20,
    usual: true,
  },
  {
    ...text,
    name: 'ending',
    title: 'Ending',
    means: 'open, orderly, reset, stalled …',
    width: 11,
    usual: true,
  },
  {
    ...text,
    name: 'endedBy',
    title: 'Ended by',
    means: 'client, server, both or none',
    width: 9,
    usual: true,
  },
  { ...text, name: 'protocol', title: 'Protocol', means: 'http/1.1, tls1.3, tcp …', width: 9, usual: true },
  { ...time, name: 'startS', title: 'Start', means: "since the capture's first frame", usual: true },
  { ...time, name: 'durationS', title: 'Lasted', means: 'from the first frame to the last', usual: true },
  {
    ...time,
    name: 'maxIdleS',
    title: 'Longest idle',
    means: 'longest silence that a request survived',
    width: 12,
    usual: false,
  },
  { ...number, name: 'turns', title: 'Turns', means: 'requests and their responses', usual: true },
  { ...number, name: 'frames', title: 'Frames', means: 'in both directions', usual: false },
  { ...size, name: 'bytesSent', title: 'Sent', means: 'payload from the client', usual: true },
  { ...size, name: 'bytesReceived', title: 'Received', means: 'payload from the server', usual: true },
  { ...number, name: 'resets', title: 'RST', means: 'frames with RST', usual: false },
  {
    ...number,
    name: 'retransmissions',
    title: 'Retrans.',
    means: 'segments sent again',
    width: 9,
    usual: false,
  },
  {
    ...number,
    name: 'outOfOrder',
    title: 'Out of order',
    means: 'segments out of order',
    width: 12,
    usual: false,
  },
  {
    ...number,
    name: 'duplicateAcks',
    title: 'Dup. ACKs',
    means: 'duplicate acknowledgments',
    width: 10,
    usual: false,
  },
  {
    ...number,
    name: 'zeroWindows',
    title: 'Zero win.',
    means: 'segments with window 0',
    width: 9,
    usual: false,
  },
  {
    ...number,
    name: 'keepAlives',
    title: 'Keep-alives',
    means: 'TCP keep-alive probes',
    width: 11,
    usual: false,
  },
];

export function columnInfo(name: string): ColumnInfo | undefined {
  return columnList.find((one) => one.name.toLowerCase() === name.toLowerCase());
}
