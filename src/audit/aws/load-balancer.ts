/**
 * AWS load balancers by their attributes, wherever these are written. An Application Load Balancer has one idle timeout
 * for both of its sides, which is also how long it waits for a target; a Network Load Balancer forgets flows.
 */
import { applyRow, type HopDraft, hopDraft, offerLine, type SettingRow, type Written } from '../hop-draft.ts';
import type { AuditWarning, Place } from '../model.ts';
import { seconds } from '../notation.ts';

export type LoadBalancerKind = 'aws-alb' | 'aws-nlb' | 'aws-clb';

const serverIdle: SettingRow = { side: 'asServer', setting: 'idleTimeoutS', notation: seconds };
const clientIdle: SettingRow = { ...serverIdle, side: 'asClient' };
const response: SettingRow = { side: 'asClient', setting: 'responseTimeoutS', notation: seconds };
const drain: SettingRow = { side: 'asClient', setting: 'shutdownDrainS', notation: seconds };
const flow: SettingRow = { side: 'asServer', setting: 'flowIdleTimeoutS', notation: seconds };

const rowsOf: Readonly<Record<LoadBalancerKind, Readonly<Record<string, readonly SettingRow[]>>>> = {
  'aws-alb': {
    'idle_timeout.timeout_seconds': [serverIdle, clientIdle, response],
    'client_keep_alive.seconds': [{ side: 'asServer', setting: 'maxAgeS', notation: seconds }],
    'deregistration_delay.timeout_seconds': [drain],
  },
  'aws-nlb': {
    'tcp.idle_timeout.seconds': [flow, { ...flow, side: 'asClient' }],
  },
  'aws-clb': {
    'ConnectionSettings.IdleTimeout': [serverIdle, clientIdle],
    'ConnectionDraining.Timeout': [drain],
  },
};

export interface LoadBalancer {
  kind: LoadBalancerKind;
  name: string;
  place: Place;
  attributes: readonly Written[];
  /** The ports of its target groups, where they are known. */
  targetPorts?: readonly number[];
  /** The line of a Terraform block, after which an argument can be added. */
  block?: Place;
}

export function loadBalancerHop(
  { kind, name, place, attributes, targetPorts = [], block }: LoadBalancer,
  warnings: AuditWarning[],
): HopDraft {
  const hop = hopDraft(name, kind, place);
  hop.upstreams.push(...targetPorts.map((port) => ({ port })));
  const known = rowsOf[kind];
  for (const written of attributes) {
    const rows = Object.hasOwn(known, written.name) ? (known[written.name] ?? []) : [];
    for (const row of rows) applyRow(hop, row, written, warnings);
  }
  if (block !== undefined && kind === 'aws-alb') {
    const line = { after: block, line: '  idle_timeout = {}', unit: 's' } as const;
    offerLine(hop, { side: 'asServer', setting: 'idleTimeoutS', ...line });
    offerLine(hop, { side: 'asClient', setting: 'idleTimeoutS', ...line });
  }
  return hop;
}

/** "idle_timeout.timeout_seconds=120,client_keep_alive.seconds=600", as the controller's annotations have it. */
export function attributesIn({ text, place }: Written): Written[] {
  return text.split(',').flatMap((pair) => {
    const [, name, value] = /^\s*([\w.-]+)\s*=\s*([^=]*?)\s*$/.exec(pair) ?? [];
    return name === undefined || value === undefined ? [] : [{ name, text: value, place }];
  });
}
