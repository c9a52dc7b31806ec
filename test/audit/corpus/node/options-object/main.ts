import { createServer, type ServerOptions } from 'node:http';
import { handler } from './handler.js';

const options: ServerOptions = {
  keepAliveTimeout: 75_000,
  headersTimeout: 80_000,
};

createServer(options, handler).listen(3000);
