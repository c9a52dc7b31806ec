// Writes docs/accuracy.md: what `npm run accuracy` prints for the captures that are there, and the figures of whole runs
// of the lab. `npm run accuracy:page -- 'NAME=DIR'` scores such a run and keeps its line in accuracy/lab-runs.json.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('accuracy.mjs', import.meta.url));
const runsFile = new URL('accuracy/lab-runs.json', import.meta.url);

const runs = JSON.parse(readFileSync(runsFile, 'utf8'));
for (const argument of process.argv.slice(2)) {
  const [name, folder] = argument.split('=');
  if (!folder) throw new Error(`${argument}: give a run as NAME=DIR`);
  runs[name] = accuracy(folder).stdout.match(/^cause \d.*$/m)[0];
}
writeFileSync(runsFile, `${JSON.stringify(runs, null, 2)}\n`);

const { stdout, status } = accuracy();
writeFileSync(new URL('../docs/accuracy.md', import.meta.url), page(stdout.trim(), runs));
process.exitCode = status ?? 1;

function accuracy(...folders) {
  return spawnSync(process.execPath, [script, ...folders], { encoding: 'utf8' });
}

function page(tables, lines) {
  const listed = Object.entries(lines).map(([name, line]) => `- **${name}**: ${line}`);
  return `# Accuracy

Written by \`npm run accuracy:page\`; not edited by hand. Verdicts against captures whose true causes are known: those of
the lab in \`test/captures/lab\`, the bundled examples and, where they lie beside the project, further labelled captures.
The command fails beyond the thresholds at the end of the table. How the truth is made: [lab/README.md](../lab/README.md).

![Hosts joined by veth pairs to one middlebox; every host captures; logs and captures become the truth](pictures/lab-topology.svg)

\`\`\`text
${tables}
\`\`\`

"Acceptable" is another id that a fair expert could defend at that vantage; the truth file of each capture lists them.

## Whole runs of the lab

The committed captures were used while the verdicts were made right, so the table above is no independent score. A run
with another seed has other addresses, ports, distances, gaps and random losses; from the third seed on, other timeouts
and counts as well.

${listed.join('\n')}

## Known confusions

- A TLS response that the server breaks off _with_ a close_notify looks complete: without keys nothing tells otherwise.
  A stream of events that a proxy ends inside TLS is one of these.
- A TLS response broken off _without_ close_notify, by a server that never sends one and closes after every response,
  is told only by the pause before the FIN.
- A request that stops halfway inside TLS looks like one that was sent whole: \`request-timeout\` is called
  \`response-timeout\`, with the same wait and the same server timer.
- A server whose idle timer fires just as a request reaches its kernel answers with a FIN that acknowledges the request:
  alone that is \`no-response-close\`; beside other closes at the same idle time it is \`keepalive-race\`.
- A middlebox that resets new flows with the server's own TTL cannot be told from the server on one side: capture on both.
- A RST out of silence in the client's name, seen at the server, may or may not have cost a request: it never arrived there.
- Loss of everything and loss of large segments look alike while only large segments are sent.
- Failures that happen all the time hide a restart that cuts no more exchanges than they do, unless attempts are refused
  after it.
- HTTP/2 inside TLS: a GOAWAY is known by the length of its record; one with debug data is taken for a response.
- Headers only (snap length 96): whether a message was complete cannot be read. Aborted responses, cancelled ones and
  incomplete requests get no verdict then, or a harmless one; with lost frames, nor do TLS responses without close_notify.
- Plaintext HTTP/2 found in mid-connection is not recognised without its preface: its GOAWAY and SETTINGS pass for
  requests, and closes of idle connections for \`stale-reuse\`. Nearly all false alarms of the run that begins late are these.
- A single reset of a stream (RST_STREAM) is no verdict on the connection; inside TLS it is not seen at all.
`;
}
