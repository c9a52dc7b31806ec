import https from 'node:https';
import axios from 'axios';

const options = {
  keepAlive: true,
  keepAliveMsecs: 1000, // TCP probes
  maxSockets: 50,
  freeSocketTimeout: 8000,
};

export const api = axios.create({
  httpsAgent: new https.Agent(options),
  timeout: 5000,
});
