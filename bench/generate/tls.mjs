// TLS 1.3 as it looks on the wire (RFC 8446): hellos in clear, the rest as records of type 23 with random bytes inside.
// A message is anything with `length` and Buffer's `copy(target, targetStart, sourceStart, sourceEnd)`.

const recordHeaderBytes = 5;
/** RFC 8446 section 5.1: at most 2^14 bytes of plaintext in a record. */
const maxPlaintextBytes = 16384;
/** Section 5.2: one byte of inner content type and sixteen of authentication tag. */
const overheadBytes = 17;
const fullRecordBytes = recordHeaderBytes + maxPlaintextBytes + overheadBytes;
const applicationData = 23;

const hex = (text) => Buffer.from(text, 'hex');
const changeCipherSpec = hex('140303000101');

function uint16(value) {
  return Buffer.from([value >> 8, value & 0xff]);
}

function extension(type, body) {
  return Buffer.concat([uint16(type), uint16(body.length), body]);
}

/** `plaintextBytes` of application data in as many records as they need; made up while it is copied, so nothing is kept. */
export class ApplicationData {
  length;
  #pool;
  #poolOffset;

  constructor(pool, random, plaintextBytes) {
    this.#pool = pool;
    this.#poolOffset = random.between(0, pool.length - fullRecordBytes);
    const records = Math.ceil(plaintextBytes / maxPlaintextBytes);
    this.length = plaintextBytes + records * (recordHeaderBytes + overheadBytes);
  }

  copy(target, targetStart, sourceStart, sourceEnd) {
    let at = targetStart;
    for (let from = sourceStart; from < sourceEnd; ) {
      const recordStart = from - (from % fullRecordBytes);
      const to = Math.min(sourceEnd, recordStart + fullRecordBytes);
      this.#copyFromRecord(target, at, recordStart, from, to);
      at += to - from;
      from = to;
    }
  }

  #copyFromRecord(target, targetStart, recordStart, from, to) {
    let at = targetStart;
    let within = from - recordStart;
    for (; within < recordHeaderBytes && recordStart + within < to; within++) {
      target[at++] = this.#headerByte(recordStart, within);
    }
    const poolAt = this.#poolOffset + within - recordHeaderBytes;
    this.#pool.copy(target, at, poolAt, poolAt + to - recordStart - within);
  }

  #headerByte(recordStart, index) {
    const bodyBytes = Math.min(this.length - recordStart, fullRecordBytes) - recordHeaderBytes;
    if (index === 0) return applicationData;
    if (index < 3) return 3;
    return index === 3 ? bodyBytes >> 8 : bodyBytes & 0xff;
  }
}

function toBuffer(message) {
  const bytes = Buffer.alloc(message.length);
  message.copy(bytes, 0, 0, message.length);
  return bytes;
}

function handshakeRecord(type, legacyVersion, body) {
  const header = Buffer.from([22, 3, legacyVersion, 0, 0, type, 0, 0, 0]);
  header.writeUInt16BE(body.length + 4, 3);
  header.writeUIntBE(body.length, 6, 3);
  return Buffer.concat([header, body]);
}

/** A ClientHello padded to 512 bytes, as browsers and OpenSSL do (RFC 7685). */
export function clientHello(name, random, sessionId) {
  const host = Buffer.from(name);
  const serverName = Buffer.concat([uint16(host.length + 3), Buffer.of(0), uint16(host.length), host]);
  const extensions = Buffer.concat([
    extension(0, serverName),
    extension(10, hex('0006001d00170018')),
    extension(13, hex('001004030804040105030805050108060601')),
    extension(16, Buffer.concat([hex('000908'), Buffer.from('http/1.1')])),
    extension(43, hex('020304')),
    extension(45, hex('0101')),
    extension(51, Buffer.concat([hex('0024001d0020'), random.bytes(32)])),
  ]);
  const start = Buffer.concat([
    hex('0303'),
    random.bytes(32),
    Buffer.of(32),
    sessionId,
    hex('00061301130213030100'),
  ]);
  const padding = 508 - start.length - 2 - extensions.length - 4;
  const all = Buffer.concat([extensions, extension(21, Buffer.alloc(padding))]);
  return handshakeRecord(1, 1, Buffer.concat([start, uint16(all.length), all]));
}

/** ServerHello, ChangeCipherSpec and the encrypted rest of the flight. */
export function serverFlight(pool, random, sessionId, encryptedBytes) {
  const share = extension(51, Buffer.concat([hex('001d0020'), random.bytes(32)]));
  const extensions = Buffer.concat([extension(43, hex('0304')), share]);
  const start = Buffer.concat([hex('0303'), random.bytes(32), Buffer.of(32), sessionId, hex('130100')]);
  const hello = handshakeRecord(2, 3, Buffer.concat([start, uint16(extensions.length), extensions]));
  return Buffer.concat([
    hello,
    changeCipherSpec,
    toBuffer(new ApplicationData(pool, random, encryptedBytes)),
  ]);
}

/** ChangeCipherSpec and Finished (36 bytes of handshake message, SHA-256). */
export function clientFinished(pool, random) {
  return Buffer.concat([changeCipherSpec, toBuffer(new ApplicationData(pool, random, 36))]);
}

/** An encrypted alert: two bytes of plaintext. */
export function closeNotify(pool, random) {
  return new ApplicationData(pool, random, 2);
}
