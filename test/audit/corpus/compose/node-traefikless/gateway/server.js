const http = require('http');
const agent = new http.Agent({ keepAlive: true, timeout: 10000 });
const server = http.createServer((req, res) => proxy(req, res, agent));
server.keepAliveTimeout = 65000;
server.listen(process.env.PORT);
