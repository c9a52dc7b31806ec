/** Apache httpd's inheritance: main server, then virtual host, then the place of a ProxyPass; the last directive counts. */
import { urlEndpoint } from '../formats/url-endpoint.ts';
import {
  apply,
  applyRow,
  type HopDraft,
  offerLine,
  type SettingRows,
  settingOf,
  type Written,
} from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { count, httpdTime, seconds } from '../notation.ts';
import type { HttpdDirective } from './httpd-tree.ts';

/** From the main server inwards. */
export type HttpdScope = readonly (readonly HttpdDirective[])[];

function lastIn(scope: HttpdScope, name: string): HttpdDirective | undefined {
  for (let index = scope.length - 1; index >= 0; index -= 1) {
    const found = (scope[index] ?? []).findLast((directive) => directive.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const serverRows: SettingRows = {
  keepalivetimeout: { side: 'asServer', setting: 'idleTimeoutS', notation: httpdTime },
  maxkeepaliverequests: {
    side: 'asServer',
    setting: 'requestLimit',
    notation: count,
    special: { 0: 'unlimited' },
  },
  timeout: { side: 'asServer', setting: 'bodyTimeoutS', notation: seconds },
  gracefulshutdowntimeout: {
    side: 'asServer',
    setting: 'shutdownDrainS',
    notation: seconds,
    special: { 0: 'unlimited' },
  },
};

const names: Readonly<Record<string, string>> = {
  keepalivetimeout: 'KeepAliveTimeout',
  maxkeepaliverequests: 'MaxKeepAliveRequests',
  timeout: 'Timeout',
  gracefulshutdowntimeout: 'GracefulShutdownTimeout',
  proxytimeout: 'ProxyTimeout',
};

export function serverSettings(hop: HopDraft, scope: HttpdScope, warnings: AuditWarning[]): void {
  for (const [name, row] of Object.entries(serverRows)) {
    const directive = lastIn(scope, name);
    if (directive !== undefined) apply(hop, { [names[name] ?? name]: row }, writtenOf(directive), warnings);
  }
  const keepAlive = lastIn(scope, 'keepalive');
  if (/^off$/i.test(keepAlive?.args[0] ?? '') && keepAlive !== undefined) {
    hop.asServer.keepAlive = settingOf({ ...writtenOf(keepAlive), name: 'KeepAlive' }, false);
  }
  requestReadTimeout(hop, scope, warnings);
  if (hop.place !== undefined && scope.length > 1) {
    const line = { after: hop.place, line: '    KeepAliveTimeout {}', unit: 's' } as const;
    offerLine(hop, { side: 'asServer', setting: 'idleTimeoutS', ...line });
  }
}

function writtenOf({ name, args, place }: HttpdDirective): Written {
  return { name: names[name] ?? name, text: args[0] ?? '', place };
}

const readRows: SettingRows = {
  header: { side: 'asServer', setting: 'headerTimeoutS', notation: seconds, special: { 0: 'unlimited' } },
  body: { side: 'asServer', setting: 'bodyTimeoutS', notation: seconds, special: { 0: 'unset' } },
};

/** `header=20-40,MinRate=500 body=20`: the first number is the time that a silent client has. Parts are set one by one. */
function requestReadTimeout(hop: HopDraft, scope: HttpdScope, warnings: AuditWarning[]): void {
  for (const { args, place } of scope.flat().filter(({ name }) => name === 'requestreadtimeout')) {
    for (const arg of args) {
      const [, part = '', text = ''] = /^(header|body)=(\d+)/i.exec(arg) ?? [];
      apply(hop, readRows, { name: part.toLowerCase(), text, place }, warnings);
    }
  }
}

/** A worker: where it leads, with its parameters and where they stand. */
export interface Worker {
  url: string;
  parameters: readonly Written[];
}

const workerRows = {
  timeout: { side: 'asClient', setting: 'responseTimeoutS', notation: seconds },
  connectiontimeout: { side: 'asClient', setting: 'connectTimeoutS', notation: httpdTime },
  ttl: { side: 'asClient', setting: 'idleTimeoutS', notation: seconds },
} as const satisfies SettingRows;

/** ProxyTimeout, and without it Timeout, where the worker has no timeout of its own. */
export function clientSettings(
  hop: HopDraft,
  { scope, workers }: { scope: HttpdScope; workers: readonly Worker[] },
  warnings: AuditWarning[],
): void {
  const fallback = lastIn(scope, 'proxytimeout') ?? lastIn(scope, 'timeout');
  if (fallback !== undefined) applyRow(hop, workerRows.timeout, writtenOf(fallback), warnings);
  for (const { url, parameters } of workers) {
    const endpoint = urlEndpoint(url);
    if (endpoint !== undefined) hop.upstreams.push(endpoint);
    for (const parameter of parameters) {
      apply(hop, workerRows, parameter, warnings);
      if (closes(parameter)) hop.asClient.keepAlive = settingOf(parameter, false);
    }
  }
  const environment = scope
    .flat()
    .find(
      ({ name, args }) =>
        /^setenv(?:if)?$/.test(name) &&
        args.some((arg) => /^(?:proxy-nokeepalive|force-proxy-request-1\.0)(?:=|$)/.test(arg)),
    );
  if (environment !== undefined) {
    const name =
      environment.args.find((arg) => arg.startsWith('proxy-nokeepalive') || arg.startsWith('force-proxy')) ??
      '';
    hop.asClient.keepAlive = settingOf(
      { name: `SetEnv ${name}`, text: name, place: environment.place },
      false,
    );
  }
}

function closes({ name, text }: Written): boolean {
  return (name === 'disablereuse' && /^on$/i.test(text)) || (name === 'enablereuse' && /^off$/i.test(text));
}

/** `timeout=60 ttl=30`, as ProxyPass, BalancerMember and ProxySet have them. */
export function parametersIn({ args, place }: HttpdDirective): Written[] {
  return args.flatMap((arg) => {
    const [, name, text] = /^([A-Za-z]\w*)=(.*)$/.exec(arg) ?? [];
    return name === undefined || text === undefined ? [] : [{ name: name.toLowerCase(), text, place }];
  });
}
