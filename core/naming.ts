/** Whether a connection that is over tells its server a name that this does not know yet. */
import { Connection, Exchange, MAX_NAMINGS, NAMINGS_BYTES_AT, Server } from './records';

/** A naming: the client's hello, and whether it led to an answer. Those beyond the bound are told each time. */
export function isNewNaming(server: Server, connection: Connection, exchange: Exchange): bool {
  if (connection.clientHelloNumber === 0) return false;
  const wasAnswered = connection.handshakeDone !== 0 && exchange.answered > 0 ? 1 : 0;
  const naming = (connection.clientHelloNumber << 1) | wasAnswered;
  const namings = changetype<usize>(server) + NAMINGS_BYTES_AT;
  for (let i = 0; i < server.namingCount; i++) if (load<i32>(namings + (<usize>i << 2)) === naming) return false;
  if (server.namingCount < MAX_NAMINGS) {
    store<i32>(namings + (<usize>server.namingCount << 2), naming);
    server.namingCount++;
  }
  return true;
}
