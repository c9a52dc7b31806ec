// Who talks to whom: a few busy clients (one per 2000 connections, for ports not to run out) and forty servers.
const servers = 40;
const firstPort = 32768;
const ports = 28000;

/** Some servers are near, some far, and each is the same for all of its connections. */
function roundTripUs(serverNumber, random) {
  const ms = 0.4 + 3 * (serverNumber % 7) + 25 * (serverNumber % 3);
  return Math.floor(1000 * ms * (0.9 + 0.2 * random.unit()));
}

function ipv4Pair(clientNumber, serverNumber) {
  return [
    Buffer.from([10, 0, 1 + Math.floor(clientNumber / 250), 1 + (clientNumber % 250)]),
    Buffer.from([203, 0, 113, 10 + serverNumber]),
  ];
}

function ipv6Pair(clientNumber, serverNumber) {
  const hex16 = (value) => value.toString(16).padStart(4, '0');
  return [
    Buffer.from(`fd000a00${'0000'.repeat(4)}0001${hex16(clientNumber)}`, 'hex'),
    Buffer.from(`20010db80010${'0000'.repeat(4)}${hex16(80 + serverNumber)}`, 'hex'),
  ];
}

function addressText(bytes) {
  if (bytes.length === 4) return bytes.join('.');
  const lastGroup = bytes.readUInt16BE(14).toString(16);
  return bytes[0] === 0xfd ? `fd00:a00::1:${lastGroup}` : `2001:db8:10::${lastGroup}`;
}

export function makeEndpoint(flowNumber, clients, random) {
  const ipv6 = random.chance(0.1);
  const clientNumber = flowNumber % clients;
  const serverNumber = random.triangular(0, servers, 0);
  const addresses = (ipv6 ? ipv6Pair : ipv4Pair)(clientNumber, serverNumber);
  return {
    ipv6,
    serverNumber,
    addresses,
    texts: addresses.map(addressText),
    ports: [firstPort + (Math.floor(flowNumber / clients) % ports), 443],
    serverTtl: 61 - (serverNumber % 9),
    rttUs: roundTripUs(serverNumber, random),
  };
}
