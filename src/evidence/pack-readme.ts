/** README.txt of a pack: what is in it, what was taken out, and the commands to check it. */
import { strToU8 } from 'fflate';
import { endpointName } from '../report/endpoint-text.ts';
import { incidentSentence } from '../report/headline.ts';
import { count, grouped } from '../report/quantities.ts';
import { wrap } from '../report/wrap.ts';
import type { EvidencePack } from './evidence-pack.ts';
import type { PackCaptureOptions } from './pack-capture.ts';

const COLUMNS = 78;
const MOST_STREAMS = 500;

export function packReadme(pack: EvidencePack, options: PackCaptureOptions): Uint8Array {
  const [incident] = pack.report.document.incidents;
  const title = incident === undefined ? '' : `${incident.cause} at ${endpointName(incident.server)}`;
  const lines = [
    `Evidence: ${title}`,
    '',
    ...(incident === undefined ? [] : wrap(incidentSentence(incident), COLUMNS)),
    '',
    'What is in this pack',
    '',
    ...contents(pack),
    '',
    'What was changed',
    '',
    ...changes(options).flatMap(item),
    '',
    'How to check it',
    '',
    '  whyreset explain capture.pcapng',
    "  tshark -r capture.pcapng -Y 'tcp.flags.reset == 1 or tcp.flags.fin == 1'",
    '  tshark -r capture.pcapng -q -z conv,tcp',
    '  tshark -r capture.pcapng -Y \'frame.comment matches "[(]frame"\' -T fields -e frame.number -e frame.comment',
    '',
    ...wrap(checkText(pack), COLUMNS),
    ...pack.check.differences.map(
      ({ stream, original, pack: now }) => `  original stream ${stream}: was "${original}", is "${now}"`,
    ),
    '',
    'Connections: number in capture.pcapng, number in the original capture',
    '',
    ...streamLines(pack),
  ];
  return strToU8(`${lines.join('\n')}\n`);
}

function contents({ streams, concerned, leftOut }: EvidencePack): string[] {
  const others = streams.length - concerned.length;
  const left = leftOut > 0 ? ` (${grouped(leftOut)} more did not fit)` : '';
  return [
    `  capture.pcapng  ${count(concerned.length, 'connection')} of the incident${left}`,
    `                  and ${count(others, 'other', 'others')} for contrast; each frame has its`,
    '                  number in the original capture as a comment, those',
    '                  that the verdicts rest on also what they show',
    '  report.html     the report, for any browser, without network',
    '  report.md       the same for a ticket; both give the frame and stream',
    '                  numbers of the original capture',
  ];
}

function changes({ keepPayload, pseudonyms }: PackCaptureOptions): string[] {
  const items: string[] = [];
  if (keepPayload) items.push('Nothing was cut: frames are as they were captured, payload included.');
  else {
    items.push(
      'Payload is overwritten. What frames messages stays (TLS record headers and hello parameters, HTTP start-lines without targets, Content-Length and the like, chunk sizes), so that programs reach the same verdicts; lengths are unchanged and TCP checksums are right.',
    );
  }
  if (pseudonyms === null) items.push("Addresses, ports and servers' names are the real ones.");
  else {
    items.push(
      'IP addresses are pseudonyms that keep common prefixes (after Crypto-PAn; private ranges stay private), MAC addresses and names are replaced throughout; ports and times are the real ones. The key was not kept.',
    );
  }
  return items;
}

function item(text: string): string[] {
  return wrap(text, COLUMNS, '    ', '  * ');
}

function checkText({ check, streams }: EvidencePack): string {
  if (check.differences.length > 0) {
    return `When the pack was made, ${count(check.differences.length, 'verdict')} of ${grouped(streams.length)} came out differently from the whole capture:`;
  }
  const settings = check.exact
    ? ''
    : ' Confidences or inferred settings differ, for they rest on more connections than fit in here.';
  return `When the pack was made it was read back: every connection has the verdict that it had in the whole capture.${settings}`;
}

function streamLines({ streams, concerned }: EvidencePack): string[] {
  const about = new Set(concerned);
  const shown = streams.slice(0, MOST_STREAMS).map((original, number) => {
    const role = about.has(original) ? 'incident' : 'contrast';
    return `${String(number).padStart(6)} ${String(original).padStart(8)}  ${role}`;
  });
  if (streams.length > shown.length) shown.push(`  and ${grouped(streams.length - shown.length)} more`);
  return shown;
}
