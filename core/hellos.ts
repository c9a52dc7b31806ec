/**
 * ClientHello and ServerHello (RFC 8446 sections 4.1.2, 4.1.3). What they say is text, which JavaScript reads
 * (src/wire/tls-hello.ts); but most hellos of a capture say what others have said: of each kind that was read, the note is
 * kept. Two are of a kind where the version and the bodies of three extensions are the same.
 */
import { onHello } from './hooks';
import { frame, timeNs } from './moment';
import { Connection } from './records';
import { hashBytes } from './rows';

const CLIENT_HELLO: i32 = 1;
const SERVER_HELLO: i32 = 2;
const SERVER_NAME: i32 = 0;
const ALPN: i32 = 16;
const SUPPORTED_VERSIONS: i32 = 43;

/** Type and length of a handshake message, version, random. */
const FIXED_BYTES: usize = 4 + 2 + 32;
/** The key's head: type, version, where each of the three bodies ends. */
const HEAD_BYTES: usize = 12;
const MAX_KEY_BYTES: usize = 512;

/** Kinds, and the bytes of all their keys; more are read each time. */
const MAX_KINDS: i32 = 1024;
const KEYS_BYTES: usize = 131072;

/** An entry of the table: open addressing. */
@unmanaged
class Kind {
  hash: u32;
  /** Where its key lies; 0: no entry. */
  key: usize;
  keyBytes: usize;
  note: i32;
}

const KINDS: usize = memory.data(32768, 16); // 2 * MAX_KINDS entries
const MASK: u32 = 2 * MAX_KINDS - 1;
const KEYS: usize = memory.data(131072, 16);
const KEY: usize = memory.data(512, 16);
let kinds: i32 = 0;
let keysEnd: usize = KEYS;
let keyBytes: usize = 0;

/** Takes a hello that lies in memory as a whole; false where it has to be read elsewhere. */
export function takeHello(connection: Connection, isFromClient: bool, at: usize, length: i32): bool {
  if (!makeKey(at, at + length)) return false;
  const note = noteOf(at, length);
  if (note < 0) return false;
  applyHello(connection, isFromClient, note);
  return true;
}

/**
 * The connection's facts after a hello; `note` (src/flow/tls-stream.ts): bit 0, of the client; bits 1 and 2, HTTP/2 may be
 * spoken: 0 it does not say, 1 no, 2 yes; bit 3, TLS 1.3; bits 4 to 7, the protocol's code or 0; from bit 8 on, its number.
 */
export function applyHello(connection: Connection, isFromClient: bool, note: i32): void {
  if (((note & 1) !== 0) !== isFromClient) return;
  const http2 = (note >> 1) & 3;
  if (http2 !== 0) connection.mayCarryHttp2 = http2 === 2 ? 1 : 0;
  if (isFromClient) {
    connection.clientHello = frame;
    connection.clientHelloNs = timeNs;
    connection.clientHelloNumber = note >> 8;
    return;
  }
  connection.serverHello = frame;
  connection.serverHelloNs = timeNs;
  connection.serverHelloNumber = note >> 8;
  connection.isTls13 = (note >> 3) & 1;
  const protocol = (note >> 4) & 15;
  if (protocol !== 0) connection.protocolCode = protocol;
}

/** The note of the kind whose key was made; -1: there is no room for one more. */
function noteOf(at: usize, length: i32): i32 {
  const hash = hashBytes(KEY, keyBytes);
  let kind = kindAt(hash & MASK);
  for (let i = hash; kind.key !== 0; kind = kindAt(++i & MASK))
    if (kind.hash === hash && kind.keyBytes === keyBytes && memory.compare(kind.key, KEY, keyBytes) === 0) return kind.note;
  if (kinds === MAX_KINDS || keysEnd + keyBytes > KEYS + KEYS_BYTES) return -1;
  const note = onHello(at, length);
  if (note < 0) return -1;
  kinds++;
  kind.hash = hash;
  kind.key = keysEnd;
  kind.keyBytes = keyBytes;
  kind.note = note;
  memory.copy(keysEnd, KEY, keyBytes);
  keysEnd += keyBytes;
  return note;
}

@inline
function kindAt(index: u32): Kind {
  return changetype<Kind>(KINDS + <usize>index * offsetof<Kind>());
}

@inline
function u16At(at: usize): i32 {
  return <i32>bswap<u16>(load<u16>(at));
}

/** False: it is cut, odd or too long, or no hello. */
function makeKey(at: usize, end: usize): bool {
  if (at + FIXED_BYTES + 1 > end) return false;
  const type: i32 = load<u8>(at);
  if (type !== CLIENT_HELLO && type !== SERVER_HELLO) return false;
  const bodyEnd = at + 4 + ((<usize>load<u8>(at, 1) << 16) | u16At(at + 2));
  if (bodyEnd > end) return false;
  let next = at + FIXED_BYTES;
  next += 1 + load<u8>(next);
  if (type === SERVER_HELLO) next += 3;
  else {
    if (next + 2 > bodyEnd) return false;
    next += 2 + u16At(next);
    if (next + 1 > bodyEnd) return false;
    next += 1 + load<u8>(next);
  }
  memory.fill(KEY, 0, HEAD_BYTES);
  store<u16>(KEY, <u16>type);
  store<u16>(KEY, load<u16>(at, 4), 2);
  keyBytes = HEAD_BYTES;
  return addExtensions(next + 2, bodyEnd);
}

function addExtensions(start: usize, end: usize): bool {
  let at = start;
  while (at + 4 <= end) {
    const type = u16At(at);
    const body = at + 4;
    const length = u16At(at + 2);
    if (body + length > end) return false;
    if (type === SERVER_NAME && !addBody(4, body, length)) return false;
    if (type === ALPN && !addBody(6, body, length)) return false;
    if (type === SUPPORTED_VERSIONS && !addBody(8, body, length)) return false;
    at = body + length;
  }
  return true;
}

/** Each of them once; their order is part of the key. */
function addBody(endAt: usize, body: usize, length: usize): bool {
  if (load<u16>(KEY + endAt) !== 0 || keyBytes + length > MAX_KEY_BYTES) return false;
  memory.copy(KEY + keyBytes, body, length);
  keyBytes += length;
  store<u16>(KEY + endAt, <u16>keyBytes);
  return true;
}
