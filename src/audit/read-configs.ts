/** Files → hops as written: each file goes to the first reader that recognises it; what none does is left alone. */
import { embeddedFiles, placedInManifest, warningInManifest, withEmbedded } from './kubernetes/embedded.ts';
import type { AuditWarning, Hop } from './model.ts';
import {
  type ConfigFile,
  type Deployment,
  type FileSet,
  fileName,
  type Reader,
  type Reading,
} from './reader.ts';
import { readers } from './readers.ts';

export interface ConfigReading {
  hops: readonly Hop[];
  warnings: readonly AuditWarning[];
  /** Files that no reader recognised. */
  unrecognised: readonly ConfigFile[];
}

/** @param given the version that runs, where somebody says so */
export function readConfigs(files: readonly ConfigFile[], host: FileSet, given?: string): ConfigReading {
  const embedded = new Map(files.flatMap(embeddedFiles).map((file) => [file.path, file]));
  const set = withEmbedded(host, [...embedded.values()]);
  const { byReader, unrecognised } = sorted([...files, ...embedded.values()]);
  const readings: Reading[] = [];
  for (const reader of readers) {
    const own = byReader.get(reader);
    if (own === undefined) continue;
    const version = given ?? versionOf(own, deploymentsOf(readings));
    readings.push(reader.read(own, version === undefined ? { set } : { set, version }));
  }
  const deployments = deploymentsOf(readings);
  const own = withoutClaimed(readings);
  return {
    hops: own
      .flatMap(({ hops }) => hops)
      .map((hop) => placedInManifest(deployed(hop, deployments), embedded)),
    warnings: distinct(
      own.flatMap(({ warnings }) => warnings).map((warning) => warningInManifest(warning, embedded)),
    ),
    unrecognised: unrecognised.filter(({ path }) => !embedded.has(path)),
  };
}

interface Sorted {
  byReader: Map<Reader, ConfigFile[]>;
  unrecognised: ConfigFile[];
}

function sorted(files: readonly ConfigFile[]): Sorted {
  const byReader = new Map<Reader, ConfigFile[]>();
  const unrecognised: ConfigFile[] = [];
  for (const file of files) {
    const reader = readers.find((candidate) => candidate.recognises(file));
    if (reader === undefined) unrecognised.push(file);
    else groupOf(byReader, reader).push(file);
  }
  return { byReader, unrecognised };
}

function deploymentsOf(readings: readonly Reading[]): Deployment[] {
  return readings.flatMap(({ deployments = [] }) => deployments);
}

/** The version that all containers with these files have. */
function versionOf(files: readonly ConfigFile[], deployments: readonly Deployment[]): string | undefined {
  const paths = new Set(files.map(({ path }) => path));
  const versions = new Set(deployments.filter(({ file }) => paths.has(file)).map(({ version }) => version));
  return versions.size === 1 ? [...versions][0] : undefined;
}

/** A hop with what its container adds to it. */
function deployed(hop: Hop, deployments: readonly Deployment[]): Hop {
  const deployment = deployments.find(({ file }) => file === hop.place?.file);
  if (deployment === undefined) return hop;
  const { version, hosts, asServer, name } = deployment;
  const ports = hop.listens.flatMap(({ host, port }) =>
    host === undefined && port !== undefined ? [port] : [],
  );
  const isNamed = hop.name !== hop.product && hop.name !== fileName(deployment.file).replace(/\.\w+$/, '');
  return {
    ...hop,
    name: isNamed ? hop.name : name,
    ...(version !== undefined && { version }),
    listens: [
      ...hop.listens,
      ...hosts.flatMap((host) =>
        host.port === undefined ? ports.map((port) => ({ ...host, port })) : [host],
      ),
    ],
    asServer: { ...asServer, ...hop.asServer },
  };
}

/** A file that a command names is part of that command's hop, and what its own reader says of it is not said twice. */
function withoutClaimed(readings: readonly Reading[]): Reading[] {
  const claimed = new Map(
    readings.flatMap((reading) => (reading.claims ?? []).map((path) => [path, reading])),
  );
  return readings.map((reading) => {
    const isOwn = (file: string | undefined): boolean => {
      const claimant = file === undefined ? undefined : claimed.get(file);
      return claimant === undefined || claimant === reading;
    };
    return {
      hops: reading.hops.filter(({ place }) => isOwn(place?.file)),
      warnings: reading.warnings.filter(({ file }) => isOwn(file)),
    };
  });
}

/** What many hops inherit is wrong once. */
function distinct(warnings: readonly AuditWarning[]): AuditWarning[] {
  return [
    ...new Map(
      warnings.map((warning) => [`${warning.file}:${warning.line} ${warning.message}`, warning]),
    ).values(),
  ];
}

function groupOf(groups: Map<Reader, ConfigFile[]>, reader: Reader): ConfigFile[] {
  const group = groups.get(reader) ?? [];
  groups.set(reader, group);
  return group;
}
