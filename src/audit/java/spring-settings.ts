/**
 * Spring Boot's settings of connections, whichever of files, variables and arguments they come from. Names are bound
 * "relaxed": `keep-alive-timeout`, `keepAliveTimeout` and SERVER_TOMCAT_KEEPALIVETIMEOUT are one.
 */

import { urlEndpoint } from '../formats/url-endpoint.ts';
import {
  apply,
  applyRow,
  type HopDraft,
  hopDraft,
  offerLine,
  type SettingRows,
  settingOf,
  type Written,
  warn,
  withoutText,
} from '../hop-draft.ts';
import type { AuditWarning, Place } from '../model.ts';
import { count, milliseconds, springDuration } from '../notation.ts';

/** Settings in force, by their uniform name. */
export type SpringSettings = Map<string, Written>;

const idle = {
  side: 'asServer',
  setting: 'idleTimeoutS',
  notation: springDuration,
  negative: 'unlimited',
} as const;
const requests = {
  side: 'asServer',
  setting: 'requestLimit',
  notation: count,
  negative: 'unlimited',
} as const;
const response = { side: 'asClient', setting: 'responseTimeoutS', notation: springDuration } as const;

const rows: SettingRows = {
  'server.tomcat.connection-timeout': {
    side: 'asServer',
    setting: 'headerTimeoutS',
    notation: springDuration,
    negative: 'unlimited',
  },
  'server.tomcat.keep-alive-timeout': idle,
  'server.tomcat.max-keep-alive-requests': {
    ...requests,
    special: { 0: 'no-keep-alive', 1: 'no-keep-alive' },
  },
  'server.jetty.connection-idle-timeout': idle,
  'server.undertow.no-request-timeout': idle,
  'server.netty.idle-timeout': idle,
  'server.netty.max-keep-alive-requests': requests,
  'spring.mvc.async.request-timeout': {
    side: 'asServer',
    setting: 'responseTimeoutS',
    notation: springDuration,
  },
  'spring.lifecycle.timeout-per-shutdown-phase': {
    side: 'asServer',
    setting: 'shutdownDrainS',
    notation: springDuration,
  },
  'spring.http.client.connect-timeout': {
    side: 'asClient',
    setting: 'connectTimeoutS',
    notation: springDuration,
  },
  'spring.http.client.read-timeout': response,
  'spring.http.clients.connect-timeout': {
    side: 'asClient',
    setting: 'connectTimeoutS',
    notation: springDuration,
  },
  'spring.http.clients.read-timeout': response,
  ...gatewayRows('spring.cloud.gateway.httpclient'),
  ...gatewayRows('spring.cloud.gateway.server.webflux.httpclient'),
};

/** Spring Cloud Gateway's client; its connect timeout is an Integer of milliseconds, not a Duration. */
function gatewayRows(prefix: string): SettingRows {
  return {
    [`${prefix}.connect-timeout`]: { side: 'asClient', setting: 'connectTimeoutS', notation: milliseconds },
    [`${prefix}.response-timeout`]: response,
    [`${prefix}.pool.max-idle-time`]: { side: 'asClient', setting: 'idleTimeoutS', notation: springDuration },
    [`${prefix}.pool.max-life-time`]: { side: 'asClient', setting: 'maxAgeS', notation: springDuration },
  };
}

const names = [
  ...Object.keys(rows),
  'spring.application.name',
  'server.port',
  'server.shutdown',
  'server.connection-timeout',
  'spring.profiles.active',
];
const byUniformName = new Map(names.map((name) => [uniform(name), name]));

function uniform(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
}

/** The documented name of a setting that matters here. */
export function springName(name: string): string | undefined {
  return byUniformName.get(uniform(name)) ?? routeName(name);
}

/** `SERVER_PORT=...` among the variables, `--server.port=...` and `-Dserver.port=...` among the words. */
export function springSettingsIn(
  environment: ReadonlyMap<string, Written>,
  words: readonly { text: string; line: number }[],
  file: string,
): SpringSettings {
  const settings: SpringSettings = new Map();
  for (const written of environment.values()) takeSpring(settings, written);
  for (const { text, line } of words) {
    const [, name, value] = /^(?:--|-D)([\w.-]+)=(.*)$/s.exec(text) ?? [];
    if (name?.includes('.') && value !== undefined)
      takeSpring(settings, { name, text: value, place: { file, line } });
  }
  return settings;
}

/** Where a route of the gateway leads. */
function routeName(name: string): string | undefined {
  return /^spring\.cloud\.gateway\.(?:server\.webflux\.)?routes\[\d+\]\.uri$/.test(name) ? name : undefined;
}

export function takeSpring(settings: SpringSettings, written: Written): void {
  const name = springName(written.name);
  if (name !== undefined) settings.set(name, { ...written, name });
}

export function springHop(settings: SpringSettings, place: Place, warnings: AuditWarning[]): HopDraft {
  const hop = hopDraft(settings.get('spring.application.name')?.text ?? 'spring-boot', 'spring-boot', place);
  const port = settings.get('server.port')?.text ?? '8080';
  hop.listens.push(/^\d{1,5}$/.test(port) && port !== '0' ? { port: Number(port) } : {});
  for (const written of settings.values()) {
    apply(hop, rows, written, warnings);
    const upstream = routeName(written.name) === undefined ? undefined : urlEndpoint(written.text);
    if (upstream !== undefined) hop.upstreams.push(upstream);
  }
  inheritConnectionTimeout(hop, settings, warnings);
  applyOtherServer(hop, settings);
  applyShutdown(hop, settings);
  const removed = settings.get('server.connection-timeout');
  if (removed !== undefined) warn(removed, 'not read: Spring Boot 2.3 and later do not know it', warnings);
  return hop;
}

/** Tomcat: a keep-alive timeout that is not set is the connection timeout. To change one is not to change the other. */
function inheritConnectionTimeout(hop: HopDraft, settings: SpringSettings, warnings: AuditWarning[]): void {
  const connection = settings.get('server.tomcat.connection-timeout');
  if (connection === undefined || hop.asServer.idleTimeoutS !== undefined) return;
  applyRow(hop, idle, connection, warnings);
  const inherited = hop.asServer.idleTimeoutS;
  if (inherited !== undefined) hop.asServer.idleTimeoutS = withoutText(inherited);
  const { place } = connection;
  const line = place.file.endsWith('.properties')
    ? 'server.tomcat.keep-alive-timeout={}'
    : 'keep-alive-timeout: {}';
  if (/\.(?:properties|ya?ml)$/.test(place.file)) {
    offerLine(hop, { side: 'asServer', setting: 'idleTimeoutS', after: place, line, unit: 'suffix' });
  }
}

/** What the catalogue has as Spring Boot's are Tomcat's limits; Netty, Undertow and Jetty count no requests. */
function applyOtherServer(hop: HopDraft, settings: SpringSettings): void {
  const names = [...settings.keys()];
  const gateway = names.some((name) => /^spring\.cloud\.gateway\./.test(name));
  const unlimited = { value: 'unlimited', from: 'default' } as const;
  if (gateway || names.some((name) => /^server\.(?:netty|undertow|jetty)\./.test(name))) {
    hop.asServer.requestLimit ??= unlimited;
    hop.asServer.headerTimeoutS ??= { value: null, from: 'default' };
  }
  if (!gateway) return;
  // Reactor Netty: a connection is kept until somebody closes it, on both sides of the gateway.
  hop.asServer.idleTimeoutS ??= unlimited;
  hop.asClient.idleTimeoutS ??= { ...unlimited, name: 'spring.cloud.gateway.httpclient.pool.max-idle-time' };
}

/** `immediate` waits for nothing, whatever the phases' timeout. */
function applyShutdown(hop: HopDraft, settings: SpringSettings): void {
  const shutdown = settings.get('server.shutdown');
  if (shutdown?.text === 'immediate') hop.asServer.shutdownDrainS = settingOf(shutdown, 0);
  if (shutdown?.text === 'graceful')
    hop.asServer.shutdownDrainS ??= {
      value: 30,
      from: 'default',
      name: 'spring.lifecycle.timeout-per-shutdown-phase',
    };
}
