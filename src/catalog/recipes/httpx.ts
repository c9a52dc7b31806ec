/** Recipes for httpx. */
import type { ProductRecipes } from '../recipe.ts';
import { seconds, wholeSecondsUp } from '../recipe-values.ts';

export const httpxRecipes: ProductRecipes = {
  product: 'httpx',
  title: 'httpx',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'Limits keepalive_expiry',
      language: 'python',
      snippet: (valueS) =>
        `client = httpx.Client(limits=httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=${seconds(valueS)}))`,
      tested: true,
      notes:
        'Limits of your own lose the defaults of the other two, hence they are repeated. httpx.AsyncClient takes the same.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'Limits max_keepalive_connections',
      language: 'python',
      snippet: () =>
        'client = httpx.Client(limits=httpx.Limits(max_connections=100, max_keepalive_connections=0))',
      tested: true,
    },
    {
      purpose: 'retry',
      setting: 'HTTPTransport retries',
      language: 'python',
      snippet: () => `client = httpx.Client(transport=httpx.HTTPTransport(retries=1))

def get(url):
    try:
        return client.get(url)
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
        return client.get(url)`,
      tested: true,
      notes:
        'retries covers failures to connect only; a kept connection that dies needs the second try, for idempotent requests.',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'HTTPTransport socket_options',
      language: 'python',
      snippet: (valueS) => `client = httpx.Client(transport=httpx.HTTPTransport(socket_options=[
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, ${wholeSecondsUp(valueS)}),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 10),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3),
]))`,
      tested: false,
      notes: 'Since 0.25. TCP_KEEPIDLE is the name on Linux.',
    },
    {
      purpose: 'response-timeout',
      setting: 'Timeout read',
      language: 'python',
      snippet: (valueS) => `client = httpx.Client(timeout=httpx.Timeout(5.0, read=${seconds(valueS)}))`,
      tested: true,
    },
    {
      purpose: 'print-current',
      setting: 'Client.timeout',
      language: 'python',
      snippet: () => 'print(client.timeout)',
      tested: true,
      notes: 'The limits of the pool cannot be read back; without any, keepalive_expiry is 5 s.',
    },
  ],
};
