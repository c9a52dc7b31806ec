import { createServer } from 'node:http';
import { config } from './config.js';

const server = createServer((req, res) => res.end('ok'));
server.keepAliveTimeout = 65; // seconds?
server.headersTimeout = config.headersTimeout;
server.listen(process.env.PORT);
