/**
 * Spring Boot's application.yml and application.properties. The files of a directory are one application: documents
 * in their order, then those of active profiles. What an inactive profile sets is named, not used.
 */
import { flatten } from '../formats/flatten.ts';
import { readProperties } from '../formats/properties.ts';
import { expand } from '../formats/shell-words.ts';
import { readYaml } from '../formats/yaml.ts';
import { type HopDraft, type Written, warn } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { type ConfigFile, fileName, type Reader, type Reading } from '../reader.ts';
import { type SpringSettings, springHop, springName, takeSpring } from './spring-settings.ts';

export const springReader: Reader = { product: 'spring-boot', recognises, read };

const applicationFile = /^(?:application|bootstrap)(?:-([\w.-]+))?\.(?:ya?ml|properties)$/;

function recognises({ path }: ConfigFile): boolean {
  return applicationFile.test(fileName(path));
}

function read(files: readonly ConfigFile[]): Reading {
  const warnings: AuditWarning[] = [];
  const hops = [...byDirectory(files).values()].flatMap(
    (group) => springFiles(group, new Map(), warnings) ?? [],
  );
  return { hops, warnings };
}

/** `config/` beside the others belongs to them. */
function byDirectory(files: readonly ConfigFile[]): Map<string, ConfigFile[]> {
  const groups = new Map<string, ConfigFile[]>();
  for (const file of files) {
    const directory = file.path.slice(0, -fileName(file.path).length).replace(/(^|\/)config\/$/, '$1');
    groups.set(directory, [...(groups.get(directory) ?? []), file]);
  }
  return groups;
}

/** A document of an application: for all, or for a profile. */
interface Document {
  profile: string | undefined;
  settings: Written[];
}

/** Undefined where nothing of an HTTP server or client is in them and no variable says more. */
export function springFiles(
  files: readonly ConfigFile[],
  environment: SpringSettings,
  warnings: AuditWarning[],
): HopDraft | undefined {
  // YAML first: where both forms stand side by side, properties win.
  const ordered = [...files].sort(
    (a, b) => Number(a.path.endsWith('.properties')) - Number(b.path.endsWith('.properties')),
  );
  const documents = ordered.flatMap((file) => documentsOf(file, warnings));
  const settings: SpringSettings = new Map();
  const take = (document: Document): void => {
    for (const written of document.settings) takeSpring(settings, resolved(written, warnings));
  };
  documents.filter(({ profile }) => profile === undefined).forEach(take);
  const active =
    (environment.get('spring.profiles.active') ?? settings.get('spring.profiles.active'))?.text.split(',') ??
    [];
  for (const name of active) documents.filter(({ profile }) => profile === name.trim()).forEach(take);
  for (const document of documents) {
    if (document.profile !== undefined && !active.includes(document.profile))
      warnInactive(document, warnings);
  }
  for (const written of environment.values()) takeSpring(settings, written);
  const [first] = ordered;
  return first === undefined ? undefined : springHop(settings, { file: first.path, line: 1 }, warnings);
}

function documentsOf(file: ConfigFile, warnings: AuditWarning[]): Document[] {
  const ofFile = applicationFile.exec(fileName(file.path))?.[1];
  const all = file.path.endsWith('.properties') ? propertyDocuments(file) : yamlDocuments(file, warnings);
  return all.map((settings) => ({
    profile:
      settings.find(({ name }) => /^spring\.(?:config\.activate\.on-profile|profiles)$/.test(name))?.text ??
      ofFile,
    settings: settings.filter(({ name }) => springName(name) !== undefined),
  }));
}

function propertyDocuments({ path, text }: ConfigFile): Written[][] {
  return readProperties(text).map((document) =>
    document.map(({ key, value, line }) => ({ name: key, text: value, place: { file: path, line } })),
  );
}

function yamlDocuments({ path, text }: ConfigFile, warnings: AuditWarning[]): Written[][] {
  const { documents, errors } = readYaml(text);
  warnings.push(...errors.map((error) => ({ file: path, ...error })));
  return documents.map((tree) =>
    flatten(tree).map(({ key, scalar }) => ({
      name: key,
      text: scalar.text,
      place: { file: path, line: scalar.line },
    })),
  );
}

/** `${IDLE:60s}`: what it is unless the variable is set. */
function resolved(written: Written, warnings: AuditWarning[]): Written {
  if (!written.text.includes('${')) return written;
  const text = expand(
    written.text.replace(/\$\{([\w.-]{1,200}):/g, (_, name: string) => `\${${name.replace(/[.-]/g, '_')}:-`),
    new Map(),
  );
  if (!text.includes('${') && springName(written.name) !== 'server.port')
    warn(written, `read as ${text}, its default`, warnings);
  return { ...written, text, source: written.text };
}

function warnInactive({ profile, settings }: Document, warnings: AuditWarning[]): void {
  const [first] = settings.filter(({ name }) => !/^spring\.profiles/.test(springName(name) ?? ''));
  if (first !== undefined)
    warn(first, `not used: the profile ${profile} is not active here (spring.profiles.active)`, warnings);
}
