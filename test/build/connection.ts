/** A connection as the tracker has it when the first segment comes. Side 0 is the client. */
import { Connection } from '../../src/flow/connection.ts';
import { ConnectionSlab } from '../../src/flow/connection-slab.ts';
import { collectHello, keepHello, readAlert } from '../../src/flow/tls-stream.ts';
import { loneCore } from './core.ts';

export function newConnection(): Connection {
  const core = loneCore({
    hello: (at, length) => keepHello(core.hellos, core.view, at, length),
    handshake: (_, from, at, length) => collectHello(connection, from, core.view, at, length, core.now),
    alert: (_, from, at) => readAlert(connection, from, core.view, at, core.now),
  });
  const slab = new ConnectionSlab(core);
  const slot = core.calls.takeSlot();
  core.refresh();
  const connection = slab.place(new Connection(), slot);
  core.calls.beginRecord(slot);
  connection.rolesSeen = true;
  connection.rolesOpen = false;
  return connection;
}
