/** Addresses, ports and distances of one run, drawn from its seed: nothing in the verdicts may lean on constants. */

import { isPlain } from './vary.mjs';

const SERVER_PORTS = {
  plain: [80, 3000, 5000, 7070, 8000, 8080, 8081, 9000, 9090],
  tls: [443, 4443, 8443, 9443],
};

/** Gives every host of a scenario its place: {address, addresses, mac, delayMs, hops, ...} over what the scenario says. */
export function placeHosts(id, hosts, ip, random) {
  const network4 = random.pick([`10.${random.integer(0, 254)}`, `172.${random.integer(16, 31)}`, '192.168']);
  const network6 = `2001:db8:${random.integer(1, 0xfffe).toString(16)}`;
  const third = random.integer(1, 200);
  return Object.entries(hosts).map(([name, wishes], index) => {
    const v4 = `${network4}.${third + index}.${random.integer(2, 250)}`;
    const v6 = `${network6}:${(third + index).toString(16)}::${random.integer(2, 0xffe).toString(16)}`;
    const more = Array.from(
      { length: wishes.extraAddresses ?? 0 },
      (_, i) => `${network4}.${third + 20 + i}.${random.integer(2, 250)}`,
    );
    return {
      name,
      namespace: `${id}-${name}`,
      address: ip === 6 ? v6 : v4,
      addresses: [v4, v6, ...more],
      mac: `02:${[0, 0, 0, 0, 0].map(() => random.integer(16, 255).toString(16)).join(':')}`,
      delayMs: isPlain() ? random.between(5, 17) : random.between(3, 35),
      hops: random.integer(1, 7),
      ...wishes,
    };
  });
}

export function pickPort(random, tls, taken) {
  const free = SERVER_PORTS[tls ? 'tls' : 'plain'].filter((port) => !taken.has(port));
  return random.pick(free);
}

export function endPoint(address, port) {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

export function addressOf(endPointText) {
  return endPointText.slice(0, endPointText.lastIndexOf(':')).replace(/^\[|\]$/g, '');
}

export function portOf(endPointText) {
  return Number(endPointText.slice(endPointText.lastIndexOf(':') + 1));
}
