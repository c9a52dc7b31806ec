/** Lines that stand for several: handshakes and exchanges. Seen at the client, 10 ms from the server. */

export const macros: Record<string, readonly string[]> = {
  open: ['+0 > S', '+0.010 < S.', '+0 > .'],
  /** With certificate and key exchange, then both Finished. */
  tls12: [
    '+0 > P. client-hello(api.test)',
    '+0.010 < P. server-hello(1.2) handshake(3000)',
    '+0 > P. handshake(37) ccs handshake(40)',
    '+0.010 < P. ccs handshake(40)',
    '+0 > .',
  ],
  /** Two session tickets follow the client's Finished (RFC 8446 section 4.6.1). */
  tls13: [
    '+0 > P. client-hello(api.test)',
    '+0.010 < P. server-hello(1.3) ccs data(2900)',
    '+0 > P. ccs finished',
    '+0.010 < P. data(250) data(250)',
    '+0 > .',
  ],
  exchange: ['+0.100 > P. get(/a)', '+0.020 < P. ok(200)', '+0 > .'],
  'exchange-tls': ['+0.100 > P. data(200)', '+0.020 < P. data(900)', '+0 > .'],
};
