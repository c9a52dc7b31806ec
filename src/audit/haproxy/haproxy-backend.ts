/**
 * HAProxy towards its servers. Idle server connections go to a pool, which is emptied by halves every pool-purge-delay;
 * a connection that served a client whose own connection is still open stays bound to it, and lives as long as that one
 * idles. Both are times after which a request may meet a connection that the server has closed.
 */
import type { AuditWarning, Endpoint, Setting, Settings } from '../model.ts';
import type { Line } from './haproxy-lines.ts';
import { httpModeOf, lineOf, optionOf, type ProxySection } from './haproxy-proxies.ts';
import { durationSetting, serverParameter, timeoutOf, wordSetting } from './haproxy-values.ts';

function serversOf({ section }: ProxySection): Line[] {
  return section.lines.filter(({ words }) => words[0] === 'server' || words[0] === 'server-template');
}

export function upstreamsOf(backend: ProxySection): Endpoint[] {
  return serversOf(backend)
    .filter(({ words }) => !words.includes('disabled') && !words.includes('backup'))
    .map(({ words }) => addressOf((words[0] === 'server' ? words[2] : words[3]) ?? ''))
    .filter(({ host, port }) => host !== undefined || port !== undefined);
}

/** "10.0.0.1:80", "*:80", ":80", "[::1]:80", "unix@/run/app.sock"; prefixes such as "ipv4@" do not matter. A variable may be any host. */
export function addressOf(text: string): Endpoint {
  if (/^(?:unix@|abns@|\/)/.test(text)) return { host: `unix:${text.replace(/^\w+@/, '')}` };
  const match = /^(?:\w+@)?(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?/.exec(text);
  const host = match?.[1] ?? '';
  return {
    ...(!/^(?:|\*|0\.0\.0\.0|\[::\]|.*\$.*)$/.test(host) && { host }),
    ...(match?.[2] !== undefined && { port: Number(match[2]) }),
  };
}

export function backendSettings(
  backend: ProxySection,
  frontend: ProxySection | undefined,
  warnings: AuditWarning[],
): Settings {
  const kept = keepAlive(backend, frontend);
  const settings: [keyof Settings, Setting | undefined][] = [
    ['connectTimeoutS', timeoutOf(backend, 'connect', warnings)],
    ['responseTimeoutS', timeoutOf(backend, 'server', warnings)],
    ['retryNonIdempotent', retries(backend, frontend)],
    ['tcpKeepAliveS', tcpKeepAlive(backend, ['srvtcpka', 'tcpka'], warnings)],
    ['keepAlive', kept],
  ];
  if (kept?.value !== false) settings.push(...poolSettings(backend, warnings));
  return Object.fromEntries(settings.filter(([, setting]) => setting !== undefined));
}

function poolSettings(
  backend: ProxySection,
  warnings: AuditWarning[],
): [keyof Settings, Setting | undefined][] {
  const servers = serversOf(backend);
  const reuse = servers
    .map((server) => serverParameter(backend, server, 'max-reuse'))
    .find((found) => found !== undefined);
  // max-reuse counts the times after the first.
  const limit = Number(reuse?.text ?? -1) + 1;
  return [
    ['idleTimeoutS', longestPurge(backend, servers, warnings)],
    [
      'requestLimit',
      reuse && {
        value: limit > 0 ? limit : 'unlimited',
        from: reuse.line.place,
        text: reuse.text,
        unit: 'count',
        name: 'max-reuse',
      },
    ],
  ];
}

/** Servers may differ: the one whose connections live longest is the one that races. */
function longestPurge(
  backend: ProxySection,
  servers: readonly Line[],
  warnings: AuditWarning[],
): Setting | undefined {
  const written = servers.flatMap((server) => serverParameter(backend, server, 'pool-purge-delay') ?? []);
  const settings = written.map(({ line, text }) =>
    durationSetting(line, { name: 'pool-purge-delay', text, warnings }),
  );
  return settings.sort((a, b) => Number(b.value) - Number(a.value))[0];
}

/** Either side of HAProxy can ask for server connections to be closed. */
function keepAlive(backend: ProxySection, frontend: ProxySection | undefined): Setting | undefined {
  for (const proxy of [backend, ...(frontend === undefined ? [] : [frontend])]) {
    const line = httpModeOf(proxy);
    const mode = line?.words[1] ?? 'http-keep-alive';
    if (line !== undefined && mode !== 'http-keep-alive')
      return wordSetting(line, { value: false, text: mode, name: `option ${mode}` });
  }
  return undefined;
}

/** What HAProxy may send again after the server has perhaps acted on it; a failed connect is always harmless. */
const harmlessRetries = new Set(['none', 'conn-failure', '0rtt-rejected']);

function retries(backend: ProxySection, frontend: ProxySection | undefined): Setting | undefined {
  const line = lineOf(backend, 'retry-on');
  if (line === undefined) return undefined;
  const unsafe = line.words.slice(1).find((word) => !harmlessRetries.has(word));
  const guarded = [backend, ...(frontend === undefined ? [] : [frontend])].some(
    (proxy) => lineOf(proxy, 'http-request', 'disable-l7-retry') !== undefined,
  );
  const value = unsafe !== undefined && !guarded;
  return wordSetting(line, { value, text: unsafe ?? line.words[1] ?? '', name: 'retry-on' });
}

/** Without a time of its own it is that of the operating system. */
const linuxTcpKeepAliveS = 7200;

export function tcpKeepAlive(
  proxy: ProxySection,
  options: readonly string[],
  warnings: AuditWarning[],
): Setting | undefined {
  const line = optionOf(proxy, ...options);
  const name = line?.words[1];
  if (name === undefined || line === undefined) return undefined;
  const idleName = `${options[0]}-idle`;
  const idle = lineOf(proxy, idleName);
  if (idle !== undefined)
    return durationSetting(idle, { name: idleName, text: idle.words[1] ?? '', warnings });
  return wordSetting(line, { value: linuxTcpKeepAliveS, text: name, name: `option ${name}` });
}
