/** From a URL to the addresses that are connected to. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

export interface TargetUrl {
  /** As the user wrote it. */
  url: string;
  tls: boolean;
  host: string;
  port: number;
  authority: string;
  target: string;
}

/** curl's --resolve: this host and port are at that address. */
export interface FixedAddress {
  host: string;
  port: number;
  address: string;
}

/** curl's --connect-to: what goes to this host and port goes to that one; an empty host, or port 0, stands for any. */
export interface OtherPlace {
  host: string;
  port: number;
  toHost: string;
  toPort: number;
}

export function placeOf(
  { host, port }: { host: string; port: number },
  others: readonly OtherPlace[],
): { host: string; port: number } {
  const other = others.find(
    (one) => (one.host === '' || one.host === host.toLowerCase()) && (one.port === 0 || one.port === port),
  );
  return other === undefined ? { host, port } : { host: other.toHost || host, port: other.toPort || port };
}

/** Throws a TypeError with a sentence for the user. */
export function parseTarget(text: string): TargetUrl {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || url.hostname === '')
    throw new TypeError('it is no URL. Write it as https://host/path or http://host:port/path');
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TypeError(`only http:// and https:// can be probed, not ${url.protocol}//`);
  if (url.username !== '' || url.password !== '')
    throw new TypeError(
      'a name and password in the URL are not sent: use --header "Authorization: ..." instead',
    );
  const tls = url.protocol === 'https:';
  return {
    url: url.href,
    tls,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (tls ? 443 : 80)),
    authority: url.host,
    target: `${url.pathname}${url.search}`,
  };
}

/** Every address of the host, in the resolver's order. */
export async function addressesOf(
  { host, port }: { host: string; port: number },
  fixed: readonly FixedAddress[],
  family: 0 | 4 | 6,
): Promise<string[]> {
  const given = fixed.filter((one) => one.host === host.toLowerCase() && one.port === port);
  if (given.length > 0) return given.map(({ address }) => address);
  if (isIP(host) !== 0) return [host];
  const found = await lookup(host, { all: true, family, order: 'verbatim' });
  return [...new Set(found.map(({ address }) => address))];
}
