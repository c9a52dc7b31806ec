/** Connections as the tracker has them when the first segment comes. Side 0 is the client. */
import { Connection } from '../../src/flow/connection.ts';
import { ConnectionSlab } from '../../src/flow/connection-slab.ts';
import { collectHello, keepHello, readAlert } from '../../src/flow/tls-stream.ts';
import { loneCore } from './core.ts';

export function newConnection(): Connection {
  return newConnections(1)[0] as Connection;
}

/** Of one capture. */
export function newConnections(count: number): Connection[] {
  const inSlot = (slot: number): Connection => connections[slot] as Connection;
  const core = loneCore({
    hello: (at, length) => keepHello(core.hellos, core.view, at, length),
    handshake: (slot, from, at, length) => collectHello(inSlot(slot), from, core.view, at, length, core.now),
    alert: (slot, from, at) => readAlert(inSlot(slot), from, core.view, at, core.now),
  });
  core.calls.reserve(count);
  core.refresh();
  const slab = new ConnectionSlab(core);
  const connections = Array.from({ length: count }, () =>
    slab.place(new Connection(), core.calls.takeSlot()),
  );
  for (const connection of connections) {
    core.calls.beginRecord(connection.slot);
    connection.rolesSeen = true;
    connection.rolesOpen = false;
  }
  return connections;
}
