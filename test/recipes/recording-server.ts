/** A server that notes which request came on which connection, and can misbehave on purpose. */
import { createServer, type Socket } from 'node:net';
import { atEnd } from './scope.ts';

export interface SeenRequest {
  /** From 1, in the order of connecting. */
  connection: number;
  method: string;
}

export type Behaviour = 'answer' | 'reset' | 'silent';

export interface RecordingServer {
  port: number;
  seen: SeenRequest[];
}

/** `behave` is asked for each request; `nth` is its number on its connection, from 1. */
export async function recordingServer(
  behave: (request: SeenRequest, nth: number) => Behaviour = () => 'answer',
): Promise<RecordingServer> {
  const seen: SeenRequest[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    open.add(socket);
    let connection = 0;
    let nth = 0;
    let pending = '';
    socket.on('error', () => {}).once('close', () => open.delete(socket));
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1');
      for (let length = requestLength(pending); length > 0; length = requestLength(pending)) {
        if (nth === 0) connection = ++connections;
        const request = { connection, method: pending.slice(0, pending.indexOf(' ')) };
        const head = pending.slice(0, length);
        pending = pending.slice(length);
        seen.push(request);
        act(socket, behave(request, ++nth), head);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, seen };
}

function act(socket: Socket, behaviour: Behaviour, request: string): void {
  if (behaviour === 'reset') socket.resetAndDestroy();
  if (behaviour !== 'answer') return;
  const close = /^connection: *close/im.test(request) || request.includes(' HTTP/1.0\r\n');
  const answer = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n${close ? 'Connection: close\r\n' : ''}\r\nok`;
  if (close) socket.end(answer);
  else socket.write(answer);
}

/** 0 while the request is incomplete. */
function requestLength(text: string): number {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return 0;
  const head = text.slice(0, end);
  if (/^transfer-encoding: *chunked/im.test(head)) {
    const last = text.indexOf('0\r\n\r\n', end + 4);
    return last < 0 ? 0 : last + 5;
  }
  const total = end + 4 + Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  return text.length < total ? 0 : total;
}
