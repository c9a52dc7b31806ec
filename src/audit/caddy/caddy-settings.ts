/** Caddy's settings: `servers` of the global options towards clients, `reverse_proxy` towards the next hop. */
import { urlEndpoint } from '../formats/url-endpoint.ts';
import { apply, type HopDraft, type SettingRows, settingOf, type Written } from '../hop-draft.ts';
import type { AuditWarning, Endpoint } from '../model.ts';
import { caddyDuration } from '../notation.ts';
import type { CaddyDirective } from './caddyfile.ts';

const off = { 0: 'unlimited' } as const;

/** Of `timeouts` in `servers`. */
const timeoutRows: SettingRows = {
  idle: { side: 'asServer', setting: 'idleTimeoutS', notation: caddyDuration, special: off },
  read_header: { side: 'asServer', setting: 'headerTimeoutS', notation: caddyDuration, special: off },
  read_body: { side: 'asServer', setting: 'bodyTimeoutS', notation: caddyDuration, special: off },
  write: { side: 'asServer', setting: 'responseTimeoutS', notation: caddyDuration, special: off },
};

const serverRows: SettingRows = {
  keepalive_interval: {
    side: 'asServer',
    setting: 'tcpKeepAliveS',
    notation: caddyDuration,
    negative: 'unset',
  },
  keepalive_idle: { side: 'asServer', setting: 'tcpKeepAliveS', notation: caddyDuration, negative: 'unset' },
};

const globalRows: SettingRows = {
  grace_period: { side: 'asServer', setting: 'shutdownDrainS', notation: caddyDuration, special: off },
};

/** Of `transport http` in `reverse_proxy`. */
const transportRows: SettingRows = {
  keepalive: {
    side: 'asClient',
    setting: 'idleTimeoutS',
    notation: caddyDuration,
    special: { 0: 'no-keep-alive' },
  },
  dial_timeout: { side: 'asClient', setting: 'connectTimeoutS', notation: caddyDuration },
  response_header_timeout: {
    side: 'asClient',
    setting: 'responseTimeoutS',
    notation: caddyDuration,
    special: off,
  },
};

/** Of several `servers` blocks one counts: that of the listener's own address, or else the one without. */
export function applyGlobal(
  hop: HopDraft,
  options: readonly CaddyDirective[],
  warnings: AuditWarning[],
): void {
  for (const option of options) apply(hop, globalRows, writtenOf(option), warnings);
  const servers = options.filter(
    ({ words: [name, address] }) => name === 'servers' && (address === undefined || listensAt(hop, address)),
  );
  const own = servers.find(({ words }) => words.length > 1) ?? servers[0];
  if (own !== undefined) applyServers(hop, own.block, warnings);
}

function listensAt({ listens }: HopDraft, address: string): boolean {
  const port = Number(/:(\d{1,5})$/.exec(address)?.[1]);
  return !(port > 0) || listens.some((listen) => listen.port === port);
}

function applyServers(hop: HopDraft, options: readonly CaddyDirective[], warnings: AuditWarning[]): void {
  for (const option of options) {
    if (option.words[0] === 'timeouts')
      for (const one of option.block) apply(hop, timeoutRows, writtenOf(one), warnings);
    else apply(hop, serverRows, writtenOf(option), warnings);
  }
}

export function applyProxy(hop: HopDraft, proxy: CaddyDirective, warnings: AuditWarning[]): void {
  hop.upstreams.push(...upstreamsOf(proxy));
  const transport = proxy.block.find(({ words }) => words[0] === 'transport');
  for (const option of transport?.block ?? []) {
    const written = writtenOf(option);
    if (written.name === 'keepalive' && written.text === 'off')
      hop.asClient.keepAlive = settingOf(written, false);
    else apply(hop, transportRows, written, warnings);
  }
}

/** After the matcher, and as `to` in the block. */
function upstreamsOf({ words, block }: CaddyDirective): Endpoint[] {
  const named = [
    ...words.slice(1),
    ...block.filter((one) => one.words[0] === 'to').flatMap((one) => one.words.slice(1)),
  ];
  return named.flatMap((address) => (/^[/@*]/.test(address) ? [] : (endpointOf(address) ?? [])));
}

function endpointOf(address: string): Endpoint | undefined {
  const port = /^:(\d{1,5})$/.exec(address)?.[1];
  return port === undefined
    ? (urlEndpoint(address) ?? urlEndpoint(`http://${address}`))
    : { host: 'localhost', port: Number(port) };
}

function writtenOf({ words, place }: CaddyDirective): Written {
  return { name: words[0] ?? '', text: words[1] ?? '', place };
}
