'use strict';
const http = require('node:http');
const app = require('./app');

// The load balancer keeps idle connections for 60 s; see https://example.com/keep-alive
const LB_IDLE_SECONDS = 60;
const PORT = Number(process.env.PORT || 3000);

const server = http.createServer(app);
server.keepAliveTimeout = (LB_IDLE_SECONDS + 5) * 1000;
server.headersTimeout = 66_000; // must be longer than keepAliveTimeout
/* server.keepAliveTimeout = 1; */
server.requestTimeout = 0;
server.maxRequestsPerSocket = 0;
server.setTimeout(2 * 60 * 1000);
server.listen(PORT, () => console.log('server.keepAliveTimeout = 5'));
