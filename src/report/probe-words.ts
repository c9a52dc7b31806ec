/** Findings of a probe as sentences. */
import type { KeepAliveHeader, ProbeDocument } from '../probe/result.ts';
import { clean } from './clean.ts';
import { count } from './quantities.ts';
import { orList } from './sentence.ts';

type Idle = ProbeDocument['idleTimeout'];

const howWords = {
  fin: 'with FIN',
  rst: 'with RST',
  'close-notify-fin': 'with TLS close_notify, then FIN',
  goaway: 'with GOAWAY',
} as const;

function closeWords(how: keyof typeof howWords | null): string {
  return how === null ? '' : howWords[how];
}

/** "5.98 s to 6.02 s", in milliseconds' precision because that is what was measured. */
function bracketText(lowS: number, highS: number): string {
  return `${lowS.toFixed(2)} s to ${highS.toFixed(2)} s`;
}

export function idleSentence(idle: Idle): string | null {
  if (idle === null) return null;
  const { outcome, how, lowS, highS, samples, maxIdleS, looksLike, status } = idle;
  if (lowS === null || highS === null)
    return `none within ${maxIdleS} s: the connection was still good (${count(samples, 'connection')})`;
  const time = bracketText(lowS, highS);
  const like = looksLike.length > 0 ? `; looks like ${orList(looksLike.map((one) => clean(one, 80)))}` : '';
  const first = status === null ? '' : `, after a response ${status}`;
  if (outcome === 'closes')
    return `the server closes after ${time}, ${closeWords(how)}${first} (${count(samples, 'connection')})${like}`;
  const silently =
    outcome === 'forgets-silently' ? 'drops what comes later silently' : 'answers what comes later with RST';
  return `nobody says goodbye, but after ${time} somebody on the way forgets the connection and ${silently} (${count(samples, 'reuse')})${like}`;
}

export function keepAliveHeaderSentence(header: KeepAliveHeader | null): string | null {
  if (header === null) return null;
  const { timeoutS, max, truthful } = header;
  const parts = [
    ...(timeoutS === null ? [] : [`timeout=${timeoutS}`]),
    ...(max === null ? [] : [`max=${max}`]),
  ];
  const truth = truthful === null ? '' : truthful ? ', and it is true' : ', which is not what was measured';
  return `the header says ${parts.join(', ')}${truth}`;
}

export function tcpKeepAliveSentence(effect: ProbeDocument['tcpKeepAlive']): string | null {
  if (effect === null) return null;
  const { extendsLife, endedAfterS } = effect;
  if (extendsLife) return 'probes every second kept an idle connection alive for longer';
  return `probes every second did not make an idle connection live longer${endedAfterS === null ? '' : ` (it ended after ${endedAfterS.toFixed(2)} s)`}`;
}
