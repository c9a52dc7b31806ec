// Writes docs/accuracy.md: what `npm run accuracy` prints for the captures that are there.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('accuracy.mjs', import.meta.url));
const { stdout, status } = spawnSync(process.execPath, [script, ...process.argv.slice(2)], {
  encoding: 'utf8',
});
const page = `# Accuracy

Written by \`npm run accuracy:page\`; not edited by hand. Verdicts against captures whose true causes are known: those of
the lab in \`test/captures/lab\`, the bundled examples and, where they lie beside the project, further labelled captures.
The lab's captures were used while the verdicts were made right, so its figures are no independent score.

\`\`\`text
${stdout.trim()}
\`\`\`

## Known confusions

- A TLS response that the server breaks off _with_ a close_notify looks complete: without keys nothing tells otherwise.
- A request that stops halfway inside TLS looks like one that was sent whole: \`request-timeout\` is called
  \`response-timeout\`, with the same wait and the same server timer.
- A server whose idle timer fires just as a request reaches its kernel answers with a FIN that acknowledges the request:
  alone that is \`no-response-close\`; beside other closes at the same idle time it is \`keepalive-race\`.
- A middlebox that resets new flows with the server's own TTL cannot be told from the server on one side: capture on both.
- Loss of everything and loss of large segments look alike while only large segments are sent.
`;
writeFileSync(new URL('../docs/accuracy.md', import.meta.url), page);
process.exitCode = status ?? 1;
