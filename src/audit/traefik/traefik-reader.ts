/** Traefik: static and dynamic configuration in YAML or TOML, the chart's values, and flags in Compose or manifests. */
import type { Command } from '../commands/command.ts';
import { type FlatEntry, flatten } from '../formats/flatten.ts';
import type { Word } from '../formats/shell-words.ts';
import { readToml } from '../formats/toml.ts';
import { readYaml } from '../formats/yaml.ts';
import { type HopDraft, hopDraft } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { beginning, type ConfigFile, type Reader, type Reading } from '../reader.ts';
import { type TraefikSettings, takeEntries, traefikHops } from './traefik-settings.ts';

export const traefikReader: Reader = { product: 'traefik', recognises, read };

function recognises(file: ConfigFile): boolean {
  const text = beginning(file);
  if (/\.toml$/i.test(file.path))
    return /^\s*\[+(?:entryPoints|serversTransport|http\.(?:routers|services|serversTransports)|providers)\b/im.test(
      text,
    );
  if (!/\.ya?ml$/i.test(file.path)) return false;
  if (/^(?:entryPoints|serversTransport):/im.test(text)) return true;
  if (/^http:\s*$/m.test(text)) return /^ {2,4}(?:routers|services|serversTransports):/m.test(text);
  return (
    /values[^/]*\.ya?ml$/i.test(file.path) &&
    /\b(?:respondingTimeouts|forwardingTimeouts|lifeCycle)\b/i.test(file.text)
  );
}

/** One Traefik: static and dynamic files are parts of one configuration. */
function read(files: readonly ConfigFile[]): Reading {
  const warnings: AuditWarning[] = [];
  const settings: TraefikSettings = new Map();
  for (const file of files) {
    const { documents, errors } = /\.toml$/i.test(file.path) ? readToml(file.text) : readYaml(file.text);
    warnings.push(...errors.map((error) => ({ file: file.path, ...error })));
    for (const tree of documents) takeFile(settings, flatten(tree), file.path);
  }
  // Static configuration first: it has the entry points.
  const [first] = [...files].sort((a, b) => Number(isStatic(b)) - Number(isStatic(a)));
  return {
    hops:
      first === undefined || settings.size === 0
        ? []
        : traefikHops(settings, { file: first.path, line: 1 }, warnings),
    warnings,
  };
}

/** The chart passes `additionalArguments` on as flags, which win. */
function takeFile(settings: TraefikSettings, entries: readonly FlatEntry[], file: string): void {
  takeEntries(settings, entries, file);
  for (const { key, scalar } of entries) {
    if (/^(?:traefik\.)?additionalArguments\[/.test(key))
      takeFlag(settings, { text: scalar.text, line: scalar.line }, file);
  }
}

function takeFlag(settings: TraefikSettings, { text, line }: Word, file: string): void {
  const [, name, value] = /^--([\w.[\]-]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) return;
  settings.set(name.toLowerCase(), { name: `--${name}`, text: value, place: { file, line } });
}

function isStatic({ text }: ConfigFile): boolean {
  return /entryPoints/i.test(text);
}

/** `--entryPoints.web.transport.respondingTimeouts.idleTimeout=90s`; TRAEFIK_... variables say the same. */
export function traefikCommand({ words, file, environment, warnings }: Command): HopDraft {
  const settings: TraefikSettings = new Map();
  for (const [name, written] of environment) {
    if (name.startsWith('TRAEFIK_'))
      settings.set(name.slice('TRAEFIK_'.length).toLowerCase().replaceAll('_', '.'), written);
  }
  for (const word of words) takeFlag(settings, word, file);
  const place = { file, line: words[0]?.line ?? 1 };
  const hops = traefikHops(settings, place, warnings);
  const [first = hopDraft('traefik', 'traefik', place)] = hops;
  return { ...first, listens: hops.flatMap(({ listens }) => listens) };
}
