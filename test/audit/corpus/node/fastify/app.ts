import fastify, { type FastifyInstance } from 'fastify';

interface Options {
  keepAliveTimeout: number;
}

export function build(_options: Options): FastifyInstance {
  return fastify({
    logger: { level: 'info', redact: ['req.headers.authorization'] },
    keepAliveTimeout: 72_000,
    requestTimeout: 30_000,
    maxRequestsPerSocket: 1000,
    connectionTimeout: 0,
  });
}

await build({ keepAliveTimeout: 1 }).listen({ host: '0.0.0.0', port: 4000 });
