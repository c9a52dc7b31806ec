import { createServer } from 'node:http';
const server = createServer();
server.keepAliveTimeout = 70 * 1000;
server.headersTimeout = 71 * 1000;
server.listen(Number(process.env.PORT ?? 3000));
