/** How to prove it: steps, with their commands to copy, and Wireshark's filter for the same frames. */
import type { VNode } from 'preact';
import type { Incident } from '../../engine/index.ts';
import { clean } from '../../report/clean.ts';
import { capitalised } from '../../report/sentence.ts';
import { CopyButton } from './copy-button.tsx';
import { Snippet } from './snippet.tsx';

export function Proof({ incident }: { incident: Incident }): VNode {
  const filter = clean(incident.filter, 2000);
  return (
    <ul class="proof">
      {incident.proveBy.map((step) => (
        <Step key={step} step={clean(step, 500)} />
      ))}
      <li>
        In Wireshark: <code>{filter}</code> <CopyButton text={filter} what="the display filter" />
      </li>
    </ul>
  );
}

/** "on the server: ss -ltn": what comes after the first colon is a command, where it begins like one. */
function Step({ step }: { step: string }): VNode {
  const [, where = '', command = ''] =
    /^([^:]*): ((?:tcpdump|ss|nstat|openssl|curl|conntrack|ip|sysctl|ping) .*)$/.exec(step) ?? [];
  if (command === '') return <li>{capitalised(step)}</li>;
  return (
    <li>
      {capitalised(where)}:
      <Snippet text={command} what="the command" />
    </li>
  );
}
