/**
 * chain.yaml: the hops in order, each with its configuration files, its product and version, values that somebody
 * knows, or a server to ask. Its schema is schema/chain.schema.json.
 */
import { type DurationRules, parseDuration } from '../duration.ts';
import { at, entriesAt, itemsAt, type ScalarTree, scalarAt, type Tree, textAt } from '../formats/tree.ts';
import { readYaml } from '../formats/yaml.ts';
import type { AuditWarning, Place, Setting, SettingName, Settings, SettingValue, Side } from '../model.ts';
import { settingNames, sides } from '../model.ts';
import type { ConfigFile } from '../reader.ts';

export interface ChainEntry {
  name: string;
  place: Place;
  product?: string;
  version?: string;
  /** Files or directories, relative to the chain file. */
  config: readonly string[];
  asServer: Settings;
  asClient: Settings;
  /** URL of its server, to be asked. */
  probe?: string;
  rttMs?: number;
}

export interface Chain {
  file: string;
  entries: readonly ChainEntry[];
  warnings: AuditWarning[];
}

/** A YAML file with a list `hops` at the top. */
export function isChainFile({ path, text }: ConfigFile): boolean {
  return /\.(?:ya?ml|json)$/i.test(path) && /^(?:hops:|\{?\s*"hops"\s*:)/m.test(text);
}

const mostHops = 50;

export function readChain({ path: file, text }: ConfigFile): Chain {
  const { documents, errors } = readYaml(text);
  const warnings: AuditWarning[] = errors.map((error) => ({ file, ...error }));
  const items = itemsAt(documents[0], 'hops');
  if (items.length === 0 && errors.length === 0)
    warnings.push({
      file,
      line: 1,
      message: 'there is no list "hops": each item names a hop, client side first',
    });
  if (items.length > mostHops)
    warnings.push({
      file,
      line: items[mostHops]?.line ?? 1,
      message: `more than ${mostHops} hops: the rest is not read`,
    });
  const entries = items.slice(0, mostHops).map((item, index) => readEntry(item, { file, index, warnings }));
  return { file, entries, warnings };
}

interface Where {
  file: string;
  index: number;
  warnings: AuditWarning[];
}

const entryKeys = [
  'name',
  'product',
  'version',
  'config',
  'values',
  'asServer',
  'asClient',
  'probe',
  'rttMs',
];

function readEntry(item: Tree, { file, index, warnings }: Where): ChainEntry {
  for (const [key, { line }] of entriesAt(item)) {
    if (!entryKeys.includes(key))
      warnings.push({
        file,
        line,
        message: `"${key.slice(0, 60)}" is no key of a hop: it can be ${entryKeys.join(', ')}`,
      });
  }
  const product = textAt(item, 'product');
  const version = textAt(item, 'version');
  const probe = textAt(item, 'probe');
  const rttMs = Number(textAt(item, 'rttMs'));
  const config = at(item, 'config');
  const both = valuesAt(item, 'values', { file, warnings });
  return {
    name: textAt(item, 'name') ?? product ?? `hop ${index + 1}`,
    place: { file, line: item.line },
    ...(product !== undefined && { product }),
    ...(version !== undefined && { version }),
    ...(probe !== undefined && { probe }),
    ...(rttMs >= 0 && { rttMs }),
    config: config?.kind === 'scalar' ? [config.text] : itemsAt(config).flatMap((one) => textAt(one) ?? []),
    asServer: { ...ofSide(both, 'asServer'), ...sideAt(item, 'asServer', { file, warnings }) },
    asClient: { ...ofSide(both, 'asClient'), ...sideAt(item, 'asClient', { file, warnings }) },
  };
}

/** Settings that make sense on one side only; the others, under `values`, hold for both. */
const onlySide: Partial<Record<SettingName, Side>> = {
  connectTimeoutS: 'asClient',
  retryNonIdempotent: 'asClient',
  boundIdleTimeoutS: 'asClient',
  terminationGraceS: 'asServer',
  preStopS: 'asServer',
  shutdownDrainS: 'asServer',
};

function ofSide(settings: Settings, side: Side): Settings {
  const entries = Object.entries(settings) as [SettingName, Setting][];
  return Object.fromEntries(entries.filter(([name]) => (onlySide[name] ?? side) === side));
}

/** `asServer: {...}`, of the hop or within its `values`. */
function sideAt(item: Tree, side: Side, where: Omit<Where, 'index'>): Settings {
  return { ...valuesAt(at(item, 'values'), side, where), ...valuesAt(item, side, where) };
}

function valuesAt(item: Tree | undefined, key: string, { file, warnings }: Omit<Where, 'index'>): Settings {
  const settings: Settings = {};
  for (const [name, node] of entriesAt(item, key)) {
    const place = { file, line: node.line };
    if (key === 'values' && (sides as readonly string[]).includes(name)) continue;
    if (!(settingNames as readonly string[]).includes(name)) {
      warnings.push({
        ...place,
        message: `"${name.slice(0, 60)}" is no setting: it can be ${settingNames.join(', ')}`,
      });
      continue;
    }
    const scalar = scalarAt(node);
    const read: ReadValue = scalar === undefined ? { value: null } : readValue(scalar);
    if (read.doubt !== undefined) warnings.push({ ...place, message: `${name}: ${read.doubt}` });
    // No text to edit: the file describes what runs, and changing the description changes nothing.
    settings[name as SettingName] = {
      value: read.value,
      from: place,
      name,
    };
  }
  return settings;
}

const withUnits: DurationRules = { units: ['ms', 's', 'm', 'h', 'd'], compound: true };

interface ReadValue {
  value: SettingValue;
  doubt?: string;
}

/** Longer than a day is hardly ever meant: a slip of milliseconds for seconds. */
const doubtfulS = 20_000;

function readValue({ text }: ScalarTree): ReadValue {
  if (/^(?:true|false)$/i.test(text)) return { value: text.toLowerCase() === 'true' };
  if (/^(?:unlimited|infinite|never)$/i.test(text)) return { value: 'unlimited' };
  if (/^\d{1,12}(?:\.\d{1,9})?$/.test(text)) {
    const value = Number(text);
    if (value < doubtfulS || value % 1000 !== 0) return { value };
    return {
      value,
      doubt: `${text} is read as seconds; write ${value / 1000} if milliseconds were meant`,
    };
  }
  const value = parseDuration(text, withUnits);
  if (value !== undefined) return { value };
  return {
    value: null,
    doubt: `"${text.slice(0, 60)}" is neither a number of seconds, a duration such as 60s, nor "unlimited"`,
  };
}
