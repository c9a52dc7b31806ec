/** A second, slow and plain reading of a little-endian Ethernet pcap, to hold the generator against. */

export interface Frame {
  timeUs: number;
  ipv6: boolean;
  sourcePort: number;
  destinationPort: number;
  sequence: number;
  acknowledgment: number;
  /** Of F, S, R, P and A, those that are set. */
  flags: string;
  payloadLength: number;
  checksumsValid: boolean;
}

export function readFrames(file: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let at = 24; at < file.length; ) {
    const length = file.readUInt32LE(at + 8);
    const timeUs = file.readUInt32LE(at) * 1e6 + file.readUInt32LE(at + 4);
    frames.push(readFrame(timeUs, file.subarray(at + 16, at + 16 + length)));
    at += 16 + length;
  }
  return frames;
}

function readFrame(timeUs: number, bytes: Buffer): Frame {
  const ipv6 = bytes.readUInt16BE(12) === 0x86dd;
  const ip = bytes.subarray(14);
  const headerLength = ipv6 ? 40 : 20;
  const tcpLength = ipv6 ? ip.readUInt16BE(4) : ip.readUInt16BE(2) - 20;
  const tcp = ip.subarray(headerLength, headerLength + tcpLength);
  const pseudoHeader = Buffer.concat([
    ip.subarray(ipv6 ? 8 : 12, headerLength),
    Buffer.from([0, 6, tcpLength >> 8, tcpLength & 255]),
  ]);
  const ipValid = ipv6 || onesComplementSum(ip.subarray(0, 20)) === 0xffff;
  return {
    timeUs,
    ipv6,
    sourcePort: tcp.readUInt16BE(0),
    destinationPort: tcp.readUInt16BE(2),
    sequence: tcp.readUInt32BE(4),
    acknowledgment: tcp.readUInt32BE(8),
    flags: [...'FSRPA'].filter((_, bit) => ((tcp[13] ?? 0) >> bit) & 1).join(''),
    payloadLength: tcpLength - ((tcp[12] ?? 0) >> 4) * 4,
    checksumsValid: ipValid && onesComplementSum(Buffer.concat([pseudoHeader, tcp])) === 0xffff,
  };
}

function onesComplementSum(bytes: Buffer): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) sum += ((bytes[i] ?? 0) << 8) + (bytes[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum % 0x10000) + Math.floor(sum / 0x10000);
  return sum;
}
