/** Pieces that the advice on several causes has in common. */
import type { Bracket } from '../document.ts';
import type { AdvisedSetting, Story } from './story.ts';

/** The safe client idle time below a bracket: a fifth less, and at least a second where the timer allows it. */
export function safeIdleS(idle: Bracket | null): string {
  const bound = idle?.low ?? idle?.high ?? null;
  if (bound === null) return 'less than the shortest idle timeout on the path';
  const safe = bound > 10 ? Math.floor(bound * 0.8) : Math.max(0.5, Math.round(bound * 1.6) / 2);
  return `${safe} s`;
}

/** A bracket in a sentence. */
export function spanText(bracket: Bracket | null): string {
  if (bracket === null) return 'some time';
  const { low, high } = bracket;
  if (low !== null && high !== null && high - low < Math.max(0.25, high * 0.1))
    return `${figure((low + high) / 2)} s`;
  if (low === null) return `at most ${figure(high ?? 0)} s`;
  return high === null ? `more than ${figure(low)} s` : `${figure(low)} to ${figure(high)} s`;
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2).replace(/\.?0+$/, '');
}

export const otherSide = ({ vantage, port }: Story): string => {
  const where = vantage === 'server' ? 'client' : 'server';
  return `capture on the ${where} at the same time: tcpdump -i any -s 0 -w ${where}.pcap 'tcp port ${port}'`;
};

export const clientIdle = (story: Story): AdvisedSetting => ({
  who: 'client',
  setting: 'idle timeout of the connection pool',
  value: safeIdleS(story.idle),
  why: 'the side that sends requests must give an idle connection up first, with a margin for jitter and round trip',
  kind: 'client-idle',
});

export const retry: AdvisedSetting = {
  who: 'client',
  setting: 'retry on a fresh connection',
  value: 'once, for idempotent requests',
  why: 'a persistent connection may be closed at any time (RFC 9112 section 9.3.1)',
  kind: 'retry',
};

export const serverIdle = (story: Story): AdvisedSetting => ({
  who: 'server',
  setting: 'keep-alive (idle) timeout',
  value: `longer than the clients keep idle connections${story.idle === null ? '' : `; it is ${spanText(story.idle)} now`}`,
  why: 'or the other way round: a server that waits longer than its clients never closes under a request',
  kind: 'server-idle',
});

export const tcpKeepalive = (story: Story): AdvisedSetting => ({
  who: 'client',
  setting: 'TCP keep-alive interval',
  value: safeIdleS(story.idle),
  why: 'a box that forgets idle flows counts probes as traffic; a server idle timer does not',
  kind: 'tcp-keepalive',
});
