/** Recipes for aiohttp, client and server. */
import type { ProductRecipes } from '../recipe.ts';
import { seconds, wholeSecondsUp } from '../recipe-values.ts';

export const aiohttpRecipes: ProductRecipes = {
  product: 'aiohttp',
  title: 'aiohttp',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      side: 'client',
      setting: 'TCPConnector keepalive_timeout',
      language: 'python',
      snippet: (valueS) =>
        `session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(keepalive_timeout=${seconds(valueS)}))`,
      tested: true,
    },
    {
      purpose: 'idle-timeout-server',
      side: 'server',
      setting: 'run_app keepalive_timeout',
      language: 'python',
      snippet: (valueS) => `web.run_app(app, keepalive_timeout=${seconds(valueS)})`,
      tested: true,
      notes: 'web.AppRunner(app, keepalive_timeout=...) where the runner is your own.',
    },
    {
      purpose: 'disable-keepalive',
      side: 'client',
      setting: 'TCPConnector force_close',
      language: 'python',
      snippet: () => 'session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))',
      tested: true,
    },
    {
      purpose: 'retry',
      side: 'client',
      setting: 'ServerDisconnectedError',
      language: 'python',
      snippet: () => `async def get(session, url):
    try:
        return await session.get(url)
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
        return await session.get(url)`,
      tested: true,
      notes: 'For idempotent requests. Newer releases do this by themselves for a kept connection.',
    },
    {
      purpose: 'response-timeout',
      side: 'client',
      setting: 'ClientTimeout sock_read',
      language: 'python',
      snippet: (valueS) =>
        `session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None, sock_read=${seconds(valueS)}))`,
      tested: true,
    },
    {
      purpose: 'tcp-keepalive',
      side: 'client',
      setting: 'TCPConnector socket_factory',
      language: 'python',
      snippet: (valueS) => `def keepalive_socket(addr_info):
    family, kind, proto, _, _ = addr_info
    sock = socket.socket(family=family, type=kind, proto=proto)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, ${wholeSecondsUp(valueS)})
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 10)
    return sock

session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(socket_factory=keepalive_socket))`,
      tested: false,
      notes: 'Since 3.12. TCP_KEEPIDLE is the name on Linux.',
    },
    {
      purpose: 'print-current',
      side: 'client',
      setting: 'ClientSession.timeout',
      language: 'python',
      snippet: () => 'print(session.timeout, session.connector.force_close)',
      tested: true,
      notes: 'The idle timeout of the connector cannot be read back; without one it is 15 s.',
    },
  ],
};
