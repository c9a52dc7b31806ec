import express from 'express';
import http from 'node:http';
import https from 'node:https';
import axios from 'axios';

const agentOptions = {
  keepAlive: true,
  maxSockets: 50,
  timeout: 4000,
  keepAliveMsecs: 1_000,
};

const upstream = axios.create({
  baseURL: 'http://orders:8080',
  timeout: 10_000,
  httpAgent: new http.Agent(agentOptions),
  httpsAgent: new https.Agent({ keepAlive: true }),
});

const app = express();
app.get('/orders', async (_req, res) => res.json((await upstream.get('/orders')).data));

const server = app.listen(8080);
server.keepAliveTimeout = Number(process.env.KEEP_ALIVE_TIMEOUT ?? 61_000);
