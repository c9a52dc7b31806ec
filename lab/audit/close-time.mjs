/**
 * After how many seconds a server closes idle connections: several of them, begun at different moments of its clock.
 * One JSON argument: {host, port, count}. One JSON line: {lowS, highS}.
 */
import net from 'node:net';

const { host, port, count } = JSON.parse(process.argv[2]);
const times = await Promise.all(Array.from({ length: count }, (_, index) => closeTime(index * 230)));
console.log(JSON.stringify({ lowS: Math.min(...times), highS: Math.max(...times) }));

async function closeTime(afterMs) {
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  return new Promise((resolve, reject) => {
    let answeredAt;
    const socket = net.connect(port, host, () => socket.write(`GET /ok HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
    socket.on('data', () => {
      answeredAt = performance.now();
    });
    const ended = () => resolve((performance.now() - answeredAt) / 1000);
    socket.on('end', ended);
    socket.on('error', (error) => (answeredAt === undefined ? reject(error) : ended()));
  });
}
