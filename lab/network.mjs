/**
 * The lab's network: each host is a network namespace with one interface, joined by a veth pair to a port of the
 * middlebox, which is its only way to anywhere. No ARP and no neighbour discovery: the gateway's entry is permanent.
 */
import { execFileSync } from 'node:child_process';

const GATEWAY = { 4: '169.254.0.1', 6: 'fe80::1' };

/** Kernel settings of every host: quick to give up, so that a story ends within a scenario. */
const SYSCTLS = {
  'net/ipv4/tcp_syn_retries': 2,
  'net/ipv4/tcp_retries2': 5,
  'net/ipv4/tcp_orphan_retries': 3,
  'net/ipv4/ip_local_port_range': '32768 60999',
};

/**
 * @typedef {{ name: string, namespace: string, address: string, addresses: string[], mac: string, delayMs: number,
 *   jitterMs?: number, loss?: number, hops: number, mtu?: number, nat?: string, sysctls?: Record<string, string | number> }} Host
 */

/** Creates the namespaces; returns the ports: what the middlebox has to know. */
export function createNetwork(id, hosts) {
  const box = `${id}-box`;
  const script = [`ip netns add ${box}`, `ip -n ${box} link set lo up`, disableIpv6(box)];
  const ports = hosts.map((host, index) => addHost(script, box, host, index));
  execFileSync('/bin/sh', ['-e'], { input: script.join('\n'), stdio: ['pipe', 'ignore', 'inherit'] });
  return ports;
}

export function removeNetwork(namespaces) {
  for (const namespace of namespaces) {
    try {
      execFileSync('ip', ['netns', 'del', namespace], { stdio: 'ignore' });
    } catch {
      // It was never made: set-up failed half-way.
    }
  }
}

function addHost(script, box, host, index) {
  const { namespace, mac, addresses, mtu = 1500 } = host;
  const port = `p${index}`;
  const portMac = mac.replace(/^02/, '06');
  const inHost = `ip -n ${namespace}`;
  script.push(
    `ip netns add ${namespace}`,
    `${inHost} link set lo up`,
    `ip -n ${box} link add ${port} address ${portMac} type veth peer name eth0 address ${mac} netns ${namespace}`,
    `ip -n ${box} link set ${port} up`,
    `${inHost} link set eth0 mtu ${mtu} up`,
    // Checksums and segments as on a wire: no offload, or the captures hold 64 kB frames with empty checksums.
    `ip netns exec ${namespace} ethtool -K eth0 tx off tso off gso off gro off >/dev/null`,
    `ip netns exec ${box} ethtool -K ${port} tx off tso off gso off gro off >/dev/null`,
  );
  for (const version of [4, 6]) {
    const own = addresses.filter((address) => address.includes(':') === (version === 6));
    if (own.length === 0) continue;
    for (const address of own) {
      script.push(
        `${inHost} addr add ${address}/${version === 4 ? 32 : 128} dev eth0${version === 6 ? ' nodad' : ''}`,
      );
    }
    script.push(
      `${inHost} neigh replace ${GATEWAY[version]} lladdr ${portMac} dev eth0 nud permanent`,
      `${inHost} -${version} route add default via ${GATEWAY[version]} dev eth0 onlink`,
    );
  }
  const settings = { ...SYSCTLS, ...host.sysctls };
  const writes = Object.entries(settings).map(([key, value]) => `echo ${value} > /proc/sys/${key}`);
  script.push(`ip netns exec ${namespace} sh -c '${writes.join('; ')}'`);
  return {
    interface: port,
    mac: portMac,
    hostMac: mac,
    addresses,
    nat: host.nat,
    delayMs: host.delayMs,
    jitterMs: host.jitterMs,
    loss: host.loss,
    hops: host.hops,
  };
}

function disableIpv6(namespace) {
  return `ip netns exec ${namespace} sh -c 'echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6'`;
}
