/** A connection as the tracker has it when the first segment comes. Side 0 is the client. */
import { Connection } from '../../src/flow/connection.ts';
import { ConnectionSlab } from '../../src/flow/connection-slab.ts';
import { Core } from '../../src/flow/core.ts';

export function newConnection(): Connection {
  const slab = new ConnectionSlab(new Core(0));
  const connection = slab.place(new Connection(), slab.take());
  connection.begin();
  connection.rolesSeen = true;
  connection.rolesOpen = false;
  return connection;
}
