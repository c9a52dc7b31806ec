require('dotenv').config();
const server = require('./app').listen(process.env.PORT || 3000);
server.keepAliveTimeout = parseInt(process.env.KEEP_ALIVE_TIMEOUT, 10);
