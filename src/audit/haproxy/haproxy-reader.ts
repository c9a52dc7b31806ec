/**
 * HAProxy: a hop for each frontend with each backend that it uses, and for each `listen`. In TCP mode it forwards a flow
 * and knows nothing of requests: its client and server timeouts are then those of a box in between.
 */
import type { AuditWarning, Endpoint, Hop, Insertions, Setting, Settings } from '../model.ts';
import { beginning, type ConfigFile, fileName, type Reader, type Reading } from '../reader.ts';
import { addressOf, backendSettings, tcpKeepAlive, upstreamsOf } from './haproxy-backend.ts';
import { haproxyKeywords } from './haproxy-keywords.ts';
import { parseHaproxy, type Section } from './haproxy-lines.ts';
import { httpModeOf, lineOf, type ProxySection, proxiesOf } from './haproxy-proxies.ts';
import { durationSetting, timeoutOf, wordSetting } from './haproxy-values.ts';

export const haproxyReader: Reader = { product: 'haproxy', recognises, read };

function recognises(file: ConfigFile): boolean {
  if (!/\.cfg$|\.cfg\.|\.conf$|haproxy/i.test(file.path)) return false;
  return (
    /^(?:defaults|frontend|backend|listen)(?:[ \t].*)?\r?$/m.test(beginning(file)) &&
    /^\s+(?:mode|timeout|bind|server|option)\s/m.test(beginning(file))
  );
}

function read(files: readonly ConfigFile[]): Reading {
  const warnings: AuditWarning[] = [];
  // Files of one directory are one configuration, as `haproxy -f directory` reads them.
  const hops = groupByFolder(files).flatMap((group) => {
    const sections = group.flatMap(({ path, text }) => parseHaproxy(path, text, warnings));
    warnings.push(...unknownKeywords(sections));
    return hopsOf(sections, warnings);
  });
  return { hops, warnings };
}

function groupByFolder(files: readonly ConfigFile[]): ConfigFile[][] {
  const groups = new Map<string, ConfigFile[]>();
  for (const file of files) {
    const folder = file.path.slice(0, file.path.length - fileName(file.path).length);
    groups.set(folder, [...(groups.get(folder) ?? []), file]);
  }
  return [...groups.values()];
}

const timeouts = new Set(
  'check client client-fin client-hs connect http-keep-alive http-request queue server server-fin tarpit tunnel'.split(
    ' ',
  ),
);
const proxySections = new Set(['defaults', 'frontend', 'backend', 'listen']);
const mostUnknown = 20;

/** Keywords of a later version, or slips: kept, and each one named once. */
function unknownKeywords(sections: readonly Section[]): AuditWarning[] {
  const found = new Map<string, AuditWarning>();
  for (const { words, place } of sections
    .filter(({ kind }) => proxySections.has(kind))
    .flatMap(({ lines }) => lines)) {
    const [first = '', second = ''] = words;
    const name = first === 'timeout' ? `timeout ${second}` : first;
    const known =
      first === 'timeout' ? timeouts.has(second) : haproxyKeywords.has(first) || first.startsWith('.');
    if (!known && !found.has(name) && found.size < mostUnknown)
      found.set(name, {
        ...place,
        message: `"${name.slice(0, 60)}" is no keyword of HAProxy here: what it does is not known`,
      });
  }
  return [...found.values()];
}

function hopsOf(sections: readonly Section[], warnings: AuditWarning[]): Hop[] {
  const proxies = proxiesOf(sections, warnings);
  const backends = new Map(
    proxies.filter(({ kind }) => kind !== 'frontend').map((proxy) => [proxy.name, proxy]),
  );
  const around: Around = { backends, drain: drainOf(sections, warnings), warnings, used: new Set() };
  const fronts = proxies
    .filter(({ kind }) => kind !== 'backend')
    .flatMap((proxy) => frontHops(proxy, around));
  const alone = proxies.filter(({ kind, name }) => kind === 'backend' && !around.used.has(name));
  return [...fronts, ...alone.map((backend) => hopOf(backend, { back: backend }, around))];
}

interface Around {
  backends: ReadonlyMap<string, ProxySection>;
  drain: Setting | undefined;
  warnings: AuditWarning[];
  /** Names of backends that a frontend uses. */
  used: Set<string>;
}

function drainOf(sections: readonly Section[], warnings: AuditWarning[]): Setting | undefined {
  const lines = sections.filter(({ kind }) => kind === 'global').flatMap(({ lines: own }) => own);
  const line = lines.findLast(({ words }) => words[0] === 'hard-stop-after');
  return line && durationSetting(line, { name: 'hard-stop-after', text: line.words[1] ?? '', warnings });
}

function frontHops(front: ProxySection, around: Around): Hop[] {
  const names = [...new Set(backendNames(front, around.backends))];
  const backends = names.map((name) => around.backends.get(name)).filter((proxy) => proxy !== undefined);
  for (const { name } of backends) around.used.add(name);
  const own =
    front.kind === 'listen' && front.section.lines.some(({ words }) => words[0] === 'server') ? [front] : [];
  const all = [...own, ...backends];
  if (all.length === 0) return [hopOf(front, { front }, around)];
  return all.map((backend) => {
    const hop = hopOf(front, { front, back: backend }, around);
    return all.length > 1 ? { ...hop, name: `${front.name} ${backend.name}` } : hop;
  });
}

/** A name that is made of the request (`%[...]`) can be that of every backend. */
function backendNames(
  { section, layers }: ProxySection,
  backends: ReadonlyMap<string, ProxySection>,
): string[] {
  const used = section.lines
    .filter(({ words }) => words[0] === 'use_backend')
    .map(({ words }) => words[1] ?? '');
  const fallback = layers.flat().find(({ words }) => words[0] === 'default_backend')?.words[1];
  const any = used.some((name) => name.includes('%['))
    ? [...backends].flatMap(([name, { kind }]) => (kind === 'backend' ? [name] : []))
    : [];
  return [...used, ...any, ...(fallback === undefined ? [] : [fallback])];
}

interface Ends {
  front?: ProxySection;
  back?: ProxySection;
}

function hopOf(main: ProxySection, { front, back }: Ends, around: Around): Hop {
  const { warnings } = around;
  const tcp = lineOf(main, 'mode')?.words[1] !== 'http';
  const asServer =
    front === undefined ? {} : tcp ? flow(front, 'client', warnings) : frontSettings(front, back, around);
  const asClient =
    back === undefined ? {} : tcp ? flow(back, 'server', warnings) : backendSettings(back, front, warnings);
  // A server connection bound to a client lives as long as the client's idles.
  const bound = !tcp && asClient.keepAlive?.value !== false ? asServer.idleTimeoutS : undefined;
  return {
    name: main.name,
    product: 'haproxy',
    place: main.section.place,
    listens: front === undefined ? [] : listensOf(front),
    upstreams: back === undefined ? [] : upstreamsOf(back),
    asServer,
    asClient: { ...asClient, ...(bound !== undefined && back !== undefined && { boundIdleTimeoutS: bound }) },
    ...(!tcp && { insert: insertionsOf(front, back) }),
  };
}

function flow(proxy: ProxySection, side: 'client' | 'server', warnings: AuditWarning[]): Settings {
  const idle = timeoutOf(proxy, 'tunnel', warnings) ?? timeoutOf(proxy, side, warnings);
  const connect = side === 'server' ? timeoutOf(proxy, 'connect', warnings) : undefined;
  const probes = tcpKeepAlive(proxy, [side === 'client' ? 'clitcpka' : 'srvtcpka', 'tcpka'], warnings);
  return {
    ...(idle !== undefined && { flowIdleTimeoutS: idle }),
    ...(connect !== undefined && { connectTimeoutS: connect }),
    ...(probes !== undefined && { tcpKeepAliveS: probes }),
  };
}

function frontSettings(
  front: ProxySection,
  back: ProxySection | undefined,
  { drain, warnings }: Around,
): Settings {
  const client = timeoutOf(front, 'client', warnings);
  const header = timeoutOf(front, 'http-request', warnings);
  const closing = [front, back]
    .map((proxy) => proxy && httpModeOf(proxy))
    .find((line) => line?.words[1] === 'httpclose');
  const settings: [keyof Settings, Setting | undefined][] = [
    // "If not set, timeout http-request is used, and if that is not set, timeout client."
    ['idleTimeoutS', timeoutOf(front, 'http-keep-alive', warnings) ?? notEdited(header ?? client)],
    ['headerTimeoutS', header ?? client],
    ['bodyTimeoutS', client],
    ['shutdownDrainS', drain],
    ['tcpKeepAliveS', tcpKeepAlive(front, ['clitcpka', 'tcpka'], warnings)],
    [
      'keepAlive',
      closing && wordSetting(closing, { value: false, text: 'httpclose', name: 'option httpclose' }),
    ],
  ];
  return Object.fromEntries(settings.filter(([, setting]) => setting !== undefined));
}

/** To change another timeout for the sake of this one would change more than is meant. */
function notEdited(setting: Setting | undefined): Setting | undefined {
  if (setting === undefined) return undefined;
  const { text: _, unit: __, ...rest } = setting;
  return rest;
}

/** Each on a line of its own below the section's head. */
function insertionsOf(
  front: ProxySection | undefined,
  back: ProxySection | undefined,
): NonNullable<Hop['insert']> {
  const line = (section: ProxySection | undefined, text: string): Insertions | undefined =>
    section && { idleTimeoutS: { after: section.section.place, line: `    ${text} {}`, unit: 'suffix' } };
  const asServer = line(front, 'timeout http-keep-alive');
  const asClient = line(back, 'default-server pool-purge-delay');
  return { ...(asServer && { asServer }), ...(asClient && { asClient }) };
}

function listensOf({ section }: ProxySection): Endpoint[] {
  const addresses = section.lines
    .filter(({ words }) => words[0] === 'bind')
    .flatMap(({ words }) => (words[1] ?? '').split(','));
  // `listen name :80` is the old way to say it.
  return (
    addresses.length > 0 ? addresses : section.words.slice(1, 2).filter((word) => word.includes(':'))
  ).map(addressOf);
}
