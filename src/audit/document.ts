/** What the audit says: the document of `audit --json`. Its field names are the contract with every consumer. */
import type { AuditWarning, Place, SettingName, SettingValue } from './model.ts';
import type { RuleId, Severity } from './rule.ts';

export interface SettingReport {
  value: SettingValue;
  from: Place | 'default';
  assumedVersion?: string;
  /** What the product calls it. */
  setting?: string;
}

export type SettingsReport = Partial<Record<SettingName, SettingReport>>;

export interface HopReport {
  name: string;
  product: string;
  version?: string;
  /** Where its configuration begins. */
  place?: Place;
  /** Addresses at which it is reached, as its configuration has them; "*" where it names no host. */
  listensAt?: string[];
  /** Addresses that it sends requests to, as its configuration has them. */
  sendsTo?: string[];
  asServer: SettingsReport;
  asClient: SettingsReport;
}

/** Replacing the line `from` by `to` ends the finding. `to` may be several lines. */
export interface Fix extends Place {
  from: string;
  to: string;
}

export interface FindingReport {
  rule: RuleId;
  severity: Severity;
  /** The one that sends first. */
  hops: string[];
  message: string;
  arithmetic: string;
  advice: string;
  sources: Place[];
  fix?: Fix;
  /** Where no line can be edited: what to write, from the catalogue. */
  snippet?: { product: string; setting: string; text: string };
  /** Other ways through the same files on which the same lines lead to the same finding. */
  alsoHops?: string[][];
}

export interface AuditDocument {
  schema: 'whyreset/audit/1';
  hops: HopReport[];
  /** Names of hops in order, the client's side first; several where the configuration branches. */
  chains: string[][];
  findings: FindingReport[];
  warnings: AuditWarning[];
}
