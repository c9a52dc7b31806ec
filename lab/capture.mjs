/** tcpdump on every host of a run. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './process.mjs';

/** Bytes of a pcap file header: there when tcpdump listens. */
const FILE_HEADER = 24;

/** Starts them all; {host: {file, child}}. */
export async function startCaptures({ scenario, hosts, dir, processes }) {
  const where = scenario.captureAny ? ['-i', 'any', '-y', 'LINUX_SLL2'] : ['-i', 'eth0'];
  const captures = {};
  for (const { name, namespace } of hosts) {
    const file = join(dir, `${name}.pcap`);
    const options = ['-Z', 'root', '-n', '-U', '--immediate-mode', '-B', '16384'];
    const argv = ['tcpdump', ...options, ...where, '-w', file, 'tcp or icmp or icmp6'];
    captures[name] = {
      file,
      child: processes.start(namespace, argv, { log: join(dir, `${name}.tcpdump.log`) }),
    };
  }
  for (const { file } of Object.values(captures)) {
    await until(() => existsSync(file) && statSync(file).size >= FILE_HEADER, 5000, `capture ${file}`);
  }
  return captures;
}

export function stopCaptures({ captures, processes }) {
  return Promise.all(Object.values(captures).map(({ child }) => processes.stop(child, 'SIGINT')));
}
