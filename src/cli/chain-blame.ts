/** `explain --chain`: adds to each incident the hop and the lines of configuration that it is about. */
import type { ExplainDocument } from '../engine/index.ts';
import { blameOf } from '../report/chain-blame.ts';
import { auditPath } from './audit.ts';
import { type GlobalOptions, note } from './terminal.ts';

export function addChain({ incidents }: ExplainDocument, path: string, options: GlobalOptions): void {
  const audit = auditPath(path, options);
  for (const incident of incidents) {
    const chain = blameOf(incident, audit);
    if (chain !== undefined) incident.chain = chain;
  }
  if (incidents.length > 0 && incidents.every(({ chain }) => chain === undefined))
    note(`none of the incidents fits one hop of ${path} better than the others`, options);
}
