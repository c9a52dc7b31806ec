/** Recipes for requests, on urllib3 underneath, which has no idle timeout of its own. */
import type { ProductRecipes } from '../recipe.ts';
import { seconds, wholeSecondsUp } from '../recipe-values.ts';

export const pythonRequestsRecipes: ProductRecipes = {
  product: 'python-requests',
  title: 'Python requests (urllib3)',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'Session subclass',
      language: 'python',
      snippet: (valueS) => `import time
import requests

class FreshSession(requests.Session):
    last_used = 0.0

    def send(self, request, **kwargs):
        if time.monotonic() - self.last_used > ${seconds(valueS)}:
            self.close()  # the pools; they open new connections as needed
        try:
            return super().send(request, **kwargs)
        finally:
            self.last_used = time.monotonic()`,
      tested: true,
      notes: 'requests has no such setting. One session a thread.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'Connection: close',
      language: 'python',
      snippet: () => 'session.headers["Connection"] = "close"',
      tested: true,
    },
    {
      purpose: 'retry',
      setting: 'urllib3 Retry',
      language: 'python',
      snippet: () => `from requests.adapters import HTTPAdapter
from urllib3.util import Retry

session.mount("https://", HTTPAdapter(max_retries=Retry(total=1, backoff_factor=0.2)))
session.mount("http://", HTTPAdapter(max_retries=Retry(total=1, backoff_factor=0.2)))`,
      tested: true,
      notes:
        'By default only idempotent methods are repeated once the request may have been sent (Retry.DEFAULT_ALLOWED_METHODS).',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'socket_options',
      language: 'python',
      snippet: (valueS) => `import socket
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection

class KeepAliveAdapter(HTTPAdapter):
    def init_poolmanager(self, *args, **kwargs):
        kwargs["socket_options"] = HTTPConnection.default_socket_options + [
            (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
            (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, ${wholeSecondsUp(valueS)}),
            (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 10),
            (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3),
        ]
        super().init_poolmanager(*args, **kwargs)

session.mount("https://", KeepAliveAdapter())
session.mount("http://", KeepAliveAdapter())`,
      tested: true,
      notes: 'TCP_KEEPIDLE is the name on Linux.',
    },
    {
      purpose: 'response-timeout',
      setting: 'timeout',
      language: 'python',
      snippet: (valueS) => `session.get(url, timeout=(5, ${seconds(valueS)}))`,
      tested: true,
      notes: 'Connect and read, in seconds, on every call: there is no default.',
    },
    {
      purpose: 'print-current',
      setting: 'adapters',
      language: 'python',
      snippet: () => 'print({prefix: adapter.max_retries for prefix, adapter in session.adapters.items()})',
      tested: true,
    },
  ],
};
