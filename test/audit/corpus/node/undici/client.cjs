const { Agent, setGlobalDispatcher } = require('undici');

setGlobalDispatcher(
  new Agent({
    connections: 64,
    pipelining: 1,
    keepAliveTimeout: 4e3,
    keepAliveMaxTimeout: 8e3,
    headersTimeout: 15_000,
    bodyTimeout: 15_000,
    connect: { timeout: 2000 },
  }),
);
