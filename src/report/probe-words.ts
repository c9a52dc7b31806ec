/** Times and limits that a probe has measured, as sentences. */
import type { CloseSample } from '../probe/bracket.ts';
import type { Http2Result, IdleResult, KeepAliveHeader, ProbeDocument } from '../probe/result.ts';
import type { StallTimeout } from '../probe/steps/stalled.ts';
import { clean } from './clean.ts';
import { count, duration } from './quantities.ts';
import { orList } from './sentence.ts';

const howWords: Record<CloseSample['how'], string> = {
  fin: 'with FIN',
  rst: 'with RST',
  'close-notify-fin': 'with TLS close_notify, then FIN',
  goaway: 'with GOAWAY',
};

function howText(how: CloseSample['how'] | null): string {
  return how === null ? '' : howWords[how];
}

/** "5.98 s to 6.02 s", or one time where both ends read alike. */
function bracketText(lowS: number, highS: number): string {
  const [low, high] = [lowS, highS].map((value) => (value < 100 ? value.toFixed(2) : value.toFixed(1)));
  return low === high ? `${high} s` : `${low} s to ${high} s`;
}

export function idleText(idle: IdleResult | null): string | null {
  if (idle === null) return null;
  const { outcome, how, lowS, highS, samples, maxIdleS, looksLike, status } = idle;
  if (lowS === null || highS === null)
    return `none within ${duration(maxIdleS)}: the connection was still open (${count(samples, 'connection')})`;
  const time = bracketText(lowS, highS);
  const like = looksLike.length > 0 ? `; looks like ${orList(looksLike.map((one) => clean(one, 80)))}` : '';
  const first = status === null ? '' : `, after a response ${status}`;
  if (outcome === 'closes')
    return `the server closes after ${time} ${howText(how)}${first} (${count(samples, 'connection')})${like}`;
  const then =
    outcome === 'forgets-silently' ? 'drops silently what comes later' : 'answers what comes later with RST';
  return `nobody says goodbye, but after ${time} somebody on the way forgets the connection and ${then} (${count(samples, 'reuse')})${like}`;
}

export function keepAliveHeaderText(header: KeepAliveHeader | null, idle: IdleResult | null): string | null {
  if (header === null) return null;
  const { timeoutS, max, truthful } = header;
  const says = [
    ...(timeoutS === null ? [] : [`timeout=${timeoutS}`]),
    ...(max === null ? [] : [`max=${max}`]),
  ].join(', ');
  if (truthful === null) return `the server says ${says}`;
  if (truthful) return `the server says ${says}, and keeps to it`;
  const early = idle?.lowS != null && timeoutS !== null && idle.lowS < timeoutS;
  return `the server says ${says}, but closes ${early ? 'earlier: clients that believe it lose requests' : 'later, which does no harm'}`;
}

export function tcpKeepAliveText(effect: ProbeDocument['tcpKeepAlive']): string | null {
  if (effect === null) return null;
  if (effect.extendsLife) return 'probes every second kept an idle connection alive for longer';
  return 'probes every second did not make an idle connection live longer';
}

export function requestLimitText(limit: ProbeDocument['requestsPerConnection']): string | null {
  if (limit === null) return null;
  const { limit: most, tried, announced, how } = limit;
  if (most === null) return `no limit within ${count(tried, 'request')} on one connection`;
  const said = announced
    ? 'and the last response says so'
    : 'without a word in the last response: the next one is lost';
  return `${count(most, 'request')} on one connection, ${said}${how === null ? '' : ` (closed ${howText(how)})`}`;
}

export function ageText(age: ProbeDocument['connectionAge']): string | null {
  if (age === null) return null;
  if (age.endedAfterS === null) return `no limit for a busy connection seen within ${duration(age.watchedS)}`;
  return `a busy connection was ended after ${duration(age.endedAfterS)}${age.announced ? ', announced by Connection: close' : ''}`;
}

export function stallText(stall: StallTimeout | null): string | null {
  if (stall === null) return null;
  const { outcome, low, high, how, status, maxS } = stall;
  if (outcome === 'answered-first')
    return `not to be seen here: the server answers ${status ?? ''} without waiting for the rest`;
  if (low === null || high === null) return `none within ${duration(maxS)}`;
  return `${bracketText(low, high)}, ${status === null ? '' : `response ${status}, `}closed ${howText(how)}`;
}

export function http2Text(http2: Http2Result | null): string | null {
  if (http2 === null) return null;
  const { maxConcurrentStreams, ping, requestsPerConnection, goAway, closesAfterGoAwayS, serverPings } =
    http2;
  const { limit } = requestsPerConnection;
  const parts = [
    maxConcurrentStreams === null ? 'no limit of streams' : `${maxConcurrentStreams} streams at once`,
    ping === null ? '' : ping.answered ? `PING answered in ${ping.rttMs} ms` : 'PING not answered',
    limit === null ? '' : `GOAWAY after ${count(limit, 'request')}`,
    goAway === null ? '' : `GOAWAY ${goAway.code}, last stream ${goAway.lastStreamId}`,
    closesAfterGoAwayS === null
      ? ''
      : closesAfterGoAwayS < 0.05
        ? 'closed at once'
        : `closed ${duration(closesAfterGoAwayS)} later`,
    serverPings === 0 ? '' : `the server sends PINGs (${serverPings})`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}
