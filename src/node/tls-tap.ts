/**
 * TLS over a socket whose end stays visible. Node's TLSSocket reports close_notify and a bare FIN alike; with this
 * stream in between, the socket's own 'end' says when the FIN came, and the TLS layer's 'end' before it is close_notify.
 */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** Gives TLS the FIN only after it has had time to end by itself. */
const finDelayMs = 50;

export function tapOf(raw: Socket): Duplex {
  const tap = new Duplex({
    read: () => raw.resume(),
    write: (bytes: Buffer, _encoding, done) => {
      if (raw.writable) raw.write(bytes, () => done());
      else done();
    },
    final: (done) => {
      raw.end();
      done();
    },
    destroy: (_error, done) => {
      raw.destroy();
      done(null);
    },
  });
  raw.on('data', (bytes: Buffer) => {
    if (!tap.push(bytes)) raw.pause();
  });
  raw.on('end', () => setTimeout(() => tap.push(null), finDelayMs));
  // Reported by whoever listens to the socket itself.
  raw.on('error', () => tap.destroy());
  tap.on('error', () => {});
  return tap;
}
