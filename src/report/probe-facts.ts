/** A probe's document as labelled facts: the same on the card, in Markdown and side by side. */

import type { ProbeDocument, VersionResult, Versions } from '../probe/result.ts';
import type { Persistence } from '../probe/steps/persistence.ts';
import { clean } from './clean.ts';
import {
  ageText,
  http2Text,
  idleText,
  keepAliveHeaderText,
  requestLimitText,
  stallText,
  tcpKeepAliveText,
} from './probe-words.ts';
import { count } from './quantities.ts';
import { firstFew } from './sentence.ts';

export type Fact = readonly [label: string, text: string];

export function probeFacts(document: ProbeDocument): Fact[] {
  const { idleTimeout, http2, versions } = document;
  const all: (readonly [string, string | null])[] = [
    ['reached', reachText(document)],
    ['addresses', addressesText(document)],
    ['server', document.server.header === null ? null : clean(document.server.header, 80)],
    ['versions', versions === null ? null : versionsText(versions)],
    ['TLS', tlsText(document)],
    ['keeps', persistenceText(document)],
    ['idle timeout', idleText(idleTimeout)],
    ['Keep-Alive', keepAliveHeaderText(document.keepAliveHeader, idleTimeout)],
    ['TCP keep-alive', tcpKeepAliveText(document.tcpKeepAlive)],
    ['requests', requestLimitText(document.requestsPerConnection)],
    ['age', ageText(document.connectionAge)],
    ['silent client', stallText(document.firstByteTimeoutS)],
    ['half a head', stallText(document.headerTimeoutS)],
    ['half a body', stallText(document.bodyTimeoutS)],
    ['HTTP/2', http2Text(http2)],
    ['HTTP/2 idle', versions?.['http/1.1'].supported ? idleText(http2?.idleTimeout ?? null) : null],
    ['race', raceText(document.race)],
    ['at once', connectionLimitText(document.connectionLimit)],
    ...document.notes.map((note): Fact => ['note', clean(note)]),
  ];
  return all.flatMap(([label, text]) => (text === null ? [] : [[label, text] as const]));
}

function reachText({ reach }: ProbeDocument): string | null {
  if (reach === null) return null;
  const parts = [
    `TCP ${reach.connectMs} ms`,
    reach.tlsMs === null ? '' : `TLS ${reach.tlsMs} ms`,
    reach.firstByteMs === null ? '' : `first byte ${reach.firstByteMs} ms`,
    reach.status === null ? '' : `status ${reach.status}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** One of several: the others may behave differently. */
function addressesText({ addresses, address }: ProbeDocument): string | null {
  const others = addresses.filter((one) => one !== address);
  return others.length === 0
    ? null
    : `also ${firstFew(others, 6)}, not probed here (--all-addresses probes each)`;
}

const versionNames = {
  'http/1.0': 'HTTP/1.0',
  'http/1.1': 'HTTP/1.1',
  h2: 'HTTP/2',
  h2c: 'HTTP/2 in plain text (h2c)',
} as const;

function versionsText(versions: Versions): string {
  const names = Object.keys(versionNames) as (keyof typeof versionNames)[];
  const spoken = names
    .filter((name) => versions[name].supported)
    .map((name) => versionText(name, versions[name]));
  const not = names.filter((name) => versions[name].supported === false).map((name) => versionNames[name]);
  const h3 = versions.h3.advertised ? '; HTTP/3 is advertised (Alt-Svc)' : '';
  return `${spoken.join(', ') || 'none'}${not.length > 0 ? `; not ${not.join(', ')}` : ''}${h3}`;
}

function versionText(name: keyof typeof versionNames, { answeredAs }: VersionResult): string {
  const differs = answeredAs !== null && answeredAs !== versionNames[name] && name !== 'h2c';
  return versionNames[name] + (differs ? ` (answered as ${answeredAs})` : '');
}

function tlsText({ tls }: ProbeDocument): string | null {
  if (tls === null) return null;
  const { version, alpn, alpnOffered, alpnChosen, certificate } = tls;
  const chosen =
    alpn.length === 0
      ? 'no ALPN'
      : `offered ${alpnOffered.join(' and ')}, it chooses ${clean(alpnChosen ?? 'none', 20)}`;
  const names =
    certificate === null
      ? ''
      : `; certificate for ${clean(certificate.subject || certificate.names, 60)}, by ${clean(certificate.issuer, 60)}, until ${clean(certificate.validTo.slice(0, 10))}`;
  return `${version}; ${chosen}${names}`;
}

function persistenceText({ versions, persistence }: ProbeDocument): string | null {
  if (versions === null || persistence === null) return null;
  const { afterHead, afterError, afterPost, http10Closes } = persistence;
  const kept: [string, boolean | null][] = [
    ['after HTTP/1.1', versions['http/1.1'].persistent],
    ['after HTTP/1.0 with keep-alive', versions['http/1.0'].persistent],
    [`after HEAD${lieText(afterHead)}`, afterHead?.keeps ?? null],
    [`after an error ${afterError?.status}${lieText(afterError)}`, afterError?.keeps ?? null],
    ['after POST', afterPost?.keeps ?? null],
  ];
  const listed = (wanted: boolean): string =>
    kept
      .filter(([, keeps]) => keeps === wanted)
      .map(([what]) => what)
      .join(', ');
  const [yes, no] = [listed(true), listed(false)];
  const parts = [
    yes === '' ? '' : `yes ${yes}`,
    no === '' ? '' : `no ${no}`,
    http10Closes === false ? 'after HTTP/1.0 without keep-alive it does not close, as it has to' : '',
  ];
  return parts.filter((part) => part !== '').join('; ') || null;
}

/** What the Connection field said, where that was not what happened. */
function lieText(found: Persistence | null): string {
  if (found === null || found.announced === found.keeps) return '';
  return found.announced ? ' (though the response says keep-alive)' : ' (though the response says close)';
}

function raceText(race: ProbeDocument['race']): string | null {
  if (race === null) return null;
  const at = (outcome: string): string[] =>
    race.filter((one) => one.outcome === outcome).map(({ idleS }) => `${idleS.toFixed(3)} s`);
  const lost = at('lost');
  if (lost.length === 0)
    return `no request was lost in ${count(race.length, 'reuse')} around the close: the window is narrower than the steps`;
  return `${count(lost.length, 'request')} lost, sent after ${lost.join(', ')} idle; answered before that, closed first after it`;
}

function connectionLimitText(limit: ProbeDocument['connectionLimit']): string | null {
  if (limit === null) return null;
  const { tried, answered, refused, closed, silent } = limit;
  const rest = [
    refused > 0 ? `${refused} not accepted` : '',
    closed > 0 ? `${closed} closed without a response` : '',
    silent > 0 ? `${silent} left waiting` : '',
  ].filter((part) => part !== '');
  return `${answered} of ${count(tried, 'connection')} served at once${rest.length > 0 ? `, ${rest.join(', ')}` : ''}`;
}
