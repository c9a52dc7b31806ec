/** A client that measures how a server treats a connection. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Closing {
  /** Requests answered, other than with a 5xx status, before the close. */
  answered: number;
  /** Seconds from the last answer to the close; null if it did not come in time. */
  closedAfterS: number | null;
}

/** Sends requests on one connection, each some time after the answer to the one before, then waits for the close. */
export async function provoke(
  port: number,
  { requests = 1, waitS, pausesMs = [] }: { requests?: number; waitS: number; pausesMs?: readonly number[] },
): Promise<Closing> {
  const socket = connect(port, '127.0.0.1');
  const closed = new Promise<number>((resolve) => {
    socket.once('end', () => resolve(performance.now()));
    socket.once('error', () => resolve(performance.now()));
  });
  let answered = 0;
  let lastAnswer = performance.now();
  while (answered < requests && !socket.readableEnded && (await request(socket))) {
    answered++;
    lastAnswer = performance.now();
    await sleep(pausesMs[answered - 1] ?? 20);
  }
  const end = await Promise.race([closed, sleep(waitS * 1000).then(() => null)]);
  socket.destroy();
  return { answered, closedAfterS: end === null ? null : Math.max(0, end - lastAnswer) / 1000 };
}

/** True once a whole good response has come: a header with Content-Length, or the last chunk. */
function request(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    let text = '';
    const done = (complete: boolean): void => {
      socket.off('data', onData).off('end', onEnd).off('error', onEnd);
      resolve(complete);
    };
    const onData = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      if (isComplete(text)) done(/^HTTP\/1\.[01] [1-4]/.test(text));
    };
    const onEnd = (): void => done(false);
    socket.on('data', onData).once('end', onEnd).once('error', onEnd);
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: probe\r\n\r\n');
  });
}

function isComplete(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, end))?.[1];
  const body = text.length - end - 4;
  return length === undefined ? text.endsWith('0\r\n\r\n') : body >= Number(length);
}
