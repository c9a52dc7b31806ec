/** The kernel's own words on each reset: tracefs `tcp:tcp_send_reset` and `tcp:tcp_receive_reset`, where it has them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';

const TRACING = '/sys/kernel/tracing';
const INSTANCE = `${TRACING}/instances/whyreset-lab-${process.pid}`;

/** Starts recording; returns {lines(), stop()}, or null where the kernel has no such events. */
export function recordResets() {
  try {
    if (!existsSync(`${TRACING}/events`))
      execFileSync('mount', ['-t', 'tracefs', 'tracefs', TRACING], { stdio: 'ignore' });
    mkdirSync(INSTANCE);
    writeFileSync(`${INSTANCE}/buffer_size_kb`, '4096');
    for (const event of ['tcp_send_reset', 'tcp_receive_reset'])
      writeFileSync(`${INSTANCE}/events/tcp/${event}/enable`, '1');
  } catch {
    return null;
  }
  return {
    lines: () =>
      readFileSync(`${INSTANCE}/trace`, 'utf8')
        .split('\n')
        .filter((line) => line.includes('_reset: ')),
    stop: () => rmdirSync(INSTANCE),
  };
}

/**
 * Reasons by connection: a map from `client server` to sentences such as "send_reset at server TCP_CLOSE
 * TCP_ABORT_ON_CLOSE". A reset sent by a listener names no peer, and is left out.
 */
export function resetReasons(lines) {
  const reasons = new Map();
  const add = (a, b, text) => {
    const key = `${a} ${b}`;
    if (!reasons.has(key)) reasons.set(key, new Set());
    reasons.get(key).add(text);
  };
  for (const line of lines) {
    const sent = /tcp_send_reset: .*?src=(\S+) dest=(\S+) state=(\S+)(?: reason=(\S+))?/.exec(line);
    if (sent) {
      const [, source, destination, state, reason = ''] = sent;
      add(plain(source), plain(destination), { at: 'source', text: `send_reset ${state} ${reason}`.trim() });
      continue;
    }
    const got =
      /tcp_receive_reset: .*sport=(\d+) dport=(\d+) saddr=(\S+) daddr=(\S+) saddrv6=(\S+) daddrv6=(\S+)/.exec(
        line,
      );
    if (got) {
      const [, sourcePort, destinationPort, s4, d4, s6, d6] = got;
      const v6 = !s6.startsWith('::ffff:') && s6 !== '::';
      const source = v6 ? `[${s6}]:${sourcePort}` : `${s4}:${sourcePort}`;
      const destination = v6 ? `[${d6}]:${destinationPort}` : `${d4}:${destinationPort}`;
      add(source, destination, { at: 'source', text: 'receive_reset' });
    }
  }
  return reasons;
}

/** What both hosts' kernels said of one connection. */
export function reasonsOf(reasons, client, server) {
  const words = (a, b, host) =>
    [...(reasons.get(`${a} ${b}`) ?? [])].map(({ text }) => text.replace('reset', `reset at ${host}`));
  return [...new Set([...words(client, server, 'client'), ...words(server, client, 'server')])].sort();
}

/** Go and Java listen on IPv6 sockets: the kernel then shows IPv4 peers as mapped addresses. */
function plain(endPoint) {
  return endPoint.replace(/^\[::ffff:([\d.]+)\]/, '$1');
}
