/** Segments of a script → frames: sequence numbers, options and IP headers as two Linux hosts would write them. */
import { type BuiltFrame, writePcap } from '../build/capture-files.ts';
import { Flag, synOptions, tcpFrame, timestamps } from '../build/frames.ts';
import type { Script, ScriptSegment } from './script.ts';

export interface World {
  version: 4 | 6;
  /** Initial sequence numbers. */
  clientIsn: number;
  serverIsn: number;
  startNs: bigint;
}

export const usualWorld: World = {
  version: 4,
  clientIsn: 1_000_000,
  serverIsn: 70_000_000,
  startNs: 1_769_853_600_000_000_000n,
};

interface Host {
  isn: number;
  sndNxt: number;
  rcvNxt: number;
  /** Before the peer sent its last segments: all since this host's own last one. */
  rcvBefore: number;
  spoke: boolean;
  lastAck: number;
  ipId: number;
  ttl: number;
  clock: number;
  address: string;
}

const letters = { S: Flag.SYN, F: Flag.FIN, R: Flag.RST, P: Flag.PSH, '.': Flag.ACK } as const;

/** The frames of a script, with the segment that each carries. */
export function framesOf(
  script: Script,
  world: World = usualWorld,
): { frame: BuiltFrame; segment: ScriptSegment }[] {
  const connections = new Map<number, { client: Host; server: Host }>();
  const frames = script.segments.map((segment) => {
    const hosts = connections.get(segment.connection) ?? hostsOf(world, segment.connection);
    connections.set(segment.connection, hosts);
    const timeNs = world.startNs + BigInt(Math.round(segment.timeS * 1e6)) * 1000n;
    return { segment, frame: { timeNs, bytes: send(segment, hosts, script.port) } };
  });
  return frames.filter(({ segment }) => !segment.lost);
}

export function captureOf(script: Script, world: World = usualWorld): Uint8Array {
  return writePcap(framesOf(script, world).map(({ frame }) => frame));
}

function hostsOf(
  { version, clientIsn, serverIsn }: World,
  connection: number,
): { client: Host; server: Host } {
  const host = { sndNxt: 0, rcvNxt: 0, rcvBefore: 0, spoke: true, lastAck: 0, clock: 0 };
  return {
    client: {
      ...host,
      isn: clientIsn + connection,
      ipId: 100,
      ttl: 64,
      address: version === 4 ? '10.0.0.5' : '2001:db8::5',
    },
    server: {
      ...host,
      isn: serverIsn + connection,
      ipId: 9000,
      ttl: 57,
      address: version === 4 ? '192.0.2.80' : '2001:db8:1::80',
    },
  };
}

function send(segment: ScriptSegment, hosts: { client: Host; server: Host }, port: number): Uint8Array {
  const [from, to] = segment.fromClient ? [hosts.client, hosts.server] : [hosts.server, hosts.client];
  const clientPort = 50_000 + segment.connection;
  const { flags } = segment;
  const bare = flags === 'R';
  const acknowledges = flags.includes('.');
  const seq = segment.seq ?? (bare ? to.lastAck : from.sndNxt);
  const ack = segment.ack ?? (segment.crosses ? from.rcvBefore : from.rcvNxt);
  const end = seq + segment.payload.length + (/[SF]/.test(flags) ? 1 : 0);
  if (!flags.includes('R')) from.sndNxt = Math.max(from.sndNxt, end);
  if (acknowledges) from.lastAck = ack;
  if (to.spoke) to.rcvBefore = to.rcvNxt;
  to.spoke = false;
  if (seq <= to.rcvNxt) to.rcvNxt = Math.max(to.rcvNxt, end);
  if (!segment.crosses) from.spoke = true;
  from.clock = Math.round(segment.timeS * 1000);
  return tcpFrame({
    src: from.address,
    dst: to.address,
    sport: segment.fromClient ? clientPort : port,
    dport: segment.fromClient ? port : clientPort,
    seq: (from.isn + seq) >>> 0,
    ack: acknowledges ? (to.isn + ack) >>> 0 : 0,
    flags: [...flags].reduce((all, letter) => all | letters[letter as keyof typeof letters], 0),
    window: segment.window ?? (bare ? 0 : flags.includes('S') ? 64_240 : 502),
    ttl: segment.ttl ?? from.ttl,
    ipId: segment.ipId ?? (bare ? 0 : from.ipId++),
    options: optionsOf(segment, from, to, bare),
    payload: segment.payload,
  });
}

function optionsOf(
  { flags, timestamps: present }: ScriptSegment,
  from: Host,
  to: Host,
  bare: boolean,
): Uint8Array {
  if (bare || !present) return new Uint8Array(0);
  if (flags.includes('S'))
    return synOptions({ mss: 1460, windowScale: 7, value: from.clock, echo: to.clock });
  return timestamps(from.clock, to.clock);
}
