/** Traefik's ServersTransport as a Kubernetes resource: timeouts towards the services that name it. */
import { entriesAt, scalarAt, textAt } from '../formats/tree.ts';
import { apply, type HopDraft, hopDraft } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { forwardingRows } from '../traefik/traefik-settings.ts';
import type { Resource } from './resources.ts';

export function traefikHops(resources: readonly Resource[], warnings: AuditWarning[]): HopDraft[] {
  return resources
    .filter(
      ({ kind, tree }) => kind === 'ServersTransport' && /traefik/.test(textAt(tree, 'apiVersion') ?? ''),
    )
    .map(({ name, file, tree }) => {
      const hop = hopDraft(name, 'traefik', { file, line: tree.line });
      for (const [key, node] of entriesAt(tree, 'spec', 'forwardingTimeouts')) {
        const scalar = scalarAt(node);
        if (scalar === undefined) continue;
        const written = { name: key.toLowerCase(), text: scalar.text, place: { file, line: scalar.line } };
        apply(hop, forwardingRows, written, warnings);
      }
      return hop;
    });
}
