/** A hop while its configuration is being read: the rows of a product's table say which name is which setting. */
import { parseDuration } from './duration.ts';
import { type Surroundings, staticNumber } from './formats/static-number.ts';
import type { AuditWarning, Endpoint, Hop, Place, Setting, SettingName, Side, WrittenUnit } from './model.ts';
import type { Notation, Read } from './notation.ts';

export interface HopDraft extends Hop {
  listens: Endpoint[];
  upstreams: Endpoint[];
}

/** A value as it stands in a file. */
export interface Written {
  name: string;
  text: string;
  /** As it stands in the file, where `text` is what that comes to: "60 * 5". */
  source?: string;
  place: Place;
}

type Special = 'unlimited' | 'no-keep-alive' | 'unset';

export interface SettingRow {
  side: Side;
  setting: SettingName;
  notation: Notation;
  /** Values that mean something else than their number, or more: `-1` or `0` as "never", `0` as "keep no connection". */
  special?: Readonly<Record<number, Special>>;
  /** What any negative number means. */
  negative?: Special;
}

/** Names as the product has them, and what each one sets. */
export type SettingRows = Readonly<Record<string, SettingRow>>;

export function hopDraft(name: string, product: string, place?: Place): HopDraft {
  const hop: HopDraft = { name, product, listens: [], upstreams: [], asServer: {}, asClient: {} };
  return place === undefined ? hop : { ...hop, place };
}

/** Sets what is written; what cannot be read is warned about, with what was assumed instead. */
export function apply(hop: HopDraft, rows: SettingRows, written: Written, warnings: AuditWarning[]): boolean {
  const row = Object.hasOwn(rows, written.name) ? rows[written.name] : undefined;
  if (row !== undefined) applyRow(hop, row, written, warnings);
  return row !== undefined;
}

export function applyRow(hop: HopDraft, row: SettingRow, written: Written, warnings: AuditWarning[]): void {
  const text = written.text.trim();
  const read = row.notation.read(text) ?? assumed(text, row.notation);
  if (read?.surprise !== undefined) warn(written, read.surprise, warnings);
  if (read === undefined) {
    warn(written, `not read: ${reasonNotRead(text, row.notation)}`, warnings);
    hop[row.side][row.setting] = { value: null, from: written.place, text, name: written.name };
    return;
  }
  const special = read.value < 0 ? row.negative : row.special?.[read.value];
  if (special === 'unset') return;
  if (special === 'no-keep-alive') hop[row.side].keepAlive = settingOf(written, false);
  const value = special === 'unlimited' ? special : read.value;
  hop[row.side][row.setting] = { ...settingOf(written, value), unit: read.unit };
}

/** Where a setting that is not written can be added: a line after one that has the right indentation. */
export interface NewLine {
  side: Side;
  setting: SettingName;
  after: Place;
  /** With "{}" for the value. */
  line: string;
  unit: WrittenUnit;
}

export function offerLine(hop: HopDraft, { side, setting, after, line, unit }: NewLine): void {
  hop.insert = { ...hop.insert, [side]: { ...hop.insert?.[side], [setting]: { after, line, unit } } };
}

/** A value that another setting lends: its text is not the place to change it. */
export function withoutText({ text: _, ...setting }: Setting): Setting {
  return setting;
}

/** A setting that is no number. */
export function settingOf({ name, text, source, place }: Written, value: Setting['value']): Setting {
  return { value, from: place, text: (source ?? text).trim(), name };
}

/** An expression for its number, with the reservation that it may depend on the environment. */
export function writtenNumber(
  written: Written,
  surroundings: Surroundings,
  warnings: AuditWarning[],
): Written {
  const number = staticNumber(written.text, surroundings);
  if (number === undefined) return written;
  if (number.unless !== undefined)
    warn(written, `read as ${number.value}, its value unless ${number.unless} is set`, warnings);
  return { ...written, text: String(number.value), source: written.text };
}

/** The product would refuse it or read nonsense, but what was meant is plain. */
function assumed(text: string, { expects }: Notation): Read | undefined {
  if (expects.includes('number') && !expects.includes('seconds')) return undefined;
  const units = ['ns', 'us', 'ms', 's', 'm', 'min', 'h', 'd'];
  const value = parseDuration(abbreviated(text), { bareS: 1, units, compound: true });
  if (value === undefined) return undefined;
  return {
    value,
    unit: /[a-z]/i.test(text) ? 'suffix' : 's',
    surprise: `${value} s assumed: expected ${expects}`,
  };
}

/** "30 seconds", "5 min" */
function abbreviated(text: string): string {
  return text
    .replace(/\s*(?:seconds?|secs?)$/i, 's')
    .replace(/\s*(?:minutes?|mins?)$/i, 'm')
    .replace(/\s*(?:milliseconds?|msecs?)$/i, 'ms');
}

function reasonNotRead(text: string, { expects }: Notation): string {
  return /[${}]/.test(text) ? 'its value is decided elsewhere' : `expected ${expects}`;
}

export function warn({ name, text, place }: Written, message: string, warnings: AuditWarning[]): void {
  const line = text.slice(0, 200).replace(/\s+/g, ' ');
  const shown = line.length > 60 ? `${line.slice(0, 60)}…` : line;
  warnings.push({ ...place, message: `${name} ${shown}: ${message}` });
}
