/** Which proxy to go through, from its URL. */

export interface ProxyServer {
  kind: 'connect' | 'socks5';
  host: string;
  port: number;
  user: string;
  password: string;
}

const defaultPorts = { 'http:': 8080, 'socks5:': 1080, 'socks5h:': 1080 } as const;

/** "http://proxy:3128", "socks5://user:password@proxy:1080"; null where it is neither. */
export function parseProxy(text: string): ProxyServer | null {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (url === null || url.hostname === '' || !Object.hasOwn(defaultPorts, url.protocol)) return null;
  const protocol = url.protocol as keyof typeof defaultPorts;
  return {
    kind: protocol === 'http:' ? 'connect' : 'socks5',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (protocol === 'http:' && text.includes('://') ? 80 : defaultPorts[protocol])),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}
