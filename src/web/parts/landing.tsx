/** What a stranger sees first: what to do, what comes of it, and that nothing leaves the machine. */
import type { VNode } from 'preact';
import type { PageFile } from '../worker/messages.ts';
import { filesOf } from './use-dropped.ts';

interface Props {
  problem: string;
  open(files: readonly PageFile[]): void;
}

export function Landing({ problem, open }: Props): VNode {
  return (
    <div class="landing">
      <h1>Why was the connection reset?</h1>
      <p class="lead">
        Drop a packet capture on this page. It says which connections came to harm, who ended them and why,
        the frames that prove it, and what to set.
      </p>
      {problem !== '' && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <label class="drop">
        <input
          type="file"
          multiple
          onChange={({ currentTarget }) => {
            const files = filesOf(currentTarget.files);
            if (files.length > 0) open(files);
          }}
        />
        <strong>Choose captures</strong>
        <span>
          or drop them anywhere: pcap, pcapng or snoop, also compressed; the files of a ring together; or what
          explain, audit and probe print with --json
        </span>
      </label>
      <p class="quiet-line">
        Nothing leaves this machine: the page analyses the capture itself and can fetch nothing.
      </p>
    </div>
  );
}
