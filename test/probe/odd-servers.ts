/** Servers in this process, on a port of their own, that behave in one odd way. */
import { createServer as createHttp, type RequestListener, type ServerOptions } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';

const open = new Set<{ close(): unknown; closeAllConnections?(): void }>();
const sockets = new Set<Socket>();

export async function port(server: Server): Promise<number> {
  open.add(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A TCP server; the URL of it. */
export async function tcpServer(onConnection: (socket: Socket) => void): Promise<string> {
  return `http://127.0.0.1:${await port(createTcp(onConnection))}/`;
}

/** Answers each request with this text, whatever it was. */
export function answering(text: string): Promise<string> {
  return tcpServer((socket) => socket.on('data', () => socket.write(text)));
}

export async function httpServer(options: ServerOptions, listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await port(createHttp(options, listener))}/`;
}

export function closeServers(): void {
  for (const server of open) server.close();
  for (const socket of sockets) socket.destroy();
  open.clear();
}
