import HttpAgent from 'agentkeepalive';

export const agent = new HttpAgent({
  maxSockets: 100,
  freeSocketTimeout: 15000,
  timeout: 60000,
  socketActiveTTL: 300 * 1000,
});
