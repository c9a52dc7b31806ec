/**
 * The options of `explain` that choose connections, parsed.
 */
import { InvalidArgumentError } from 'commander';
import { harmfulCauses, harmlessCauses } from '../diagnose/causes.ts';
import { didYouMean } from './suggest.ts';

export const causeIds: readonly string[] = [...harmfulCauses, ...harmlessCauses, 'unexplained'];

export interface HostAndPort {
  host: string;
  port?: number;
}

export function parseStream(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new InvalidArgumentError("It must be a stream number, as in Wireshark's tcp.stream.");
  return Number(text);
}

export function parseCause(text: string): string {
  if (!causeIds.includes(text)) {
    throw new InvalidArgumentError(
      `There is no such cause.${didYouMean(text, causeIds)} "whyreset cause" lists all.`,
    );
  }
  return text;
}

/** "10.0.3.7", "10.0.3.7:443", "api.example.com:443", "2001:db8::7", "[2001:db8::7]:443". */
export function parseServer(text: string): HostAndPort {
  const bracketed = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text);
  const plain = bracketed ?? /^([^:]+)(?::(\d{1,5}))?$/.exec(text);
  const host = plain?.[1] ?? (isBareIpv6(text) ? text : undefined);
  const port = plain?.[2] === undefined ? undefined : Number(plain[2]);
  if (host === undefined || (port !== undefined && port > 65_535)) {
    throw new InvalidArgumentError('It must be HOST or HOST:PORT, IPv6 as [ADDRESS]:PORT.');
  }
  return port === undefined ? { host: host.toLowerCase() } : { host: host.toLowerCase(), port };
}

function isBareIpv6(text: string): boolean {
  return /^[\da-f:.]+$/i.test(text) && (text.includes('::') || text.split(':').length === 8);
}

export function parseClient(text: string): string {
  const { host, port } = parseServer(text);
  if (port !== undefined) throw new InvalidArgumentError('It must be a host without a port.');
  return host;
}

/** A moment: complete, or a time of day on the day the capture began. */
export type Moment = { kind: 'instant'; ns: bigint } | { kind: 'time-of-day'; ns: bigint };

const nsPerSecond = 1_000_000_000n;

/** "2026-01-31T10:00:00.25Z" (UTC where no zone is given), "2026-01-31 10:00", "10:05:30". */
export function parseMoment(text: string): Moment {
  const match =
    /^(?:(\d{4}-\d{2}-\d{2})[T ])?(\d{1,2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text,
    );
  const [, date, minute = '', second = '00', fraction = '', zone = 'Z'] = match ?? [];
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const ms = Date.parse(`${date ?? '1970-01-01'}T${minute.padStart(5, '0')}:${second}${offset}`);
  if (match === null || Number.isNaN(ms)) {
    throw new InvalidArgumentError('It must be a time such as 2026-01-31T10:00:00Z or 10:05:30 (UTC).');
  }
  const ns = BigInt(ms / 1000) * nsPerSecond + BigInt(fraction.padEnd(9, '0'));
  return { kind: date === undefined ? 'time-of-day' : 'instant', ns };
}

/** `captureStartNs` supplies the day for a time of day. */
export function momentNs(moment: Moment, captureStartNs: bigint): bigint {
  if (moment.kind === 'instant') return moment.ns;
  const day = 86_400n * nsPerSecond;
  return (captureStartNs / day) * day + moment.ns;
}
