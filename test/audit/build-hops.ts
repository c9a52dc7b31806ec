/** Hops for tests of the rules: only what a test speaks of, everything else unknown. */
import { audit } from '../../src/audit/audit.ts';
import type { AuditDocument } from '../../src/audit/document.ts';
import type { Hop, SettingName, Settings, SettingValue } from '../../src/audit/model.ts';

type Values = Partial<Record<SettingName, SettingValue>>;

/** A product that the catalogue does not know has no defaults. */
export function hop(
  name: string,
  { asServer = {}, asClient = {} }: { asServer?: Values; asClient?: Values } = {},
): Hop {
  return {
    name,
    product: 'test',
    listens: [],
    upstreams: [],
    asServer: settings(name, 'asServer', asServer),
    asClient: settings(name, 'asClient', asClient),
  };
}

function settings(file: string, side: string, values: Values): Settings {
  const line = side === 'asServer' ? 1 : 2;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, from: { file, line } }]),
  );
}

export function auditOf(...hops: Hop[]): AuditDocument {
  return audit({ hops, order: [hops], warnings: [], textOf: () => undefined });
}

/** "error idle-order proxy→app" for each finding. */
export function findingsOf(...hops: Hop[]): string[] {
  return auditOf(...hops).findings.map(
    ({ severity, rule, hops: names }) => `${severity} ${rule} ${names.join('→')}`,
  );
}
