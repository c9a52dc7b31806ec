/** Files → hops as written: each file goes to the first reader that recognises it; what none does is left alone. */
import type { AuditWarning, Hop } from './model.ts';
import type { ConfigFile, FileSet, Reader, Reading } from './reader.ts';
import { readers } from './readers.ts';

export interface ConfigReading {
  hops: readonly Hop[];
  warnings: readonly AuditWarning[];
  /** Files that no reader recognised. */
  unrecognised: readonly ConfigFile[];
}

export function readConfigs(files: readonly ConfigFile[], set: FileSet): ConfigReading {
  const byReader = new Map<Reader, ConfigFile[]>();
  const unrecognised: ConfigFile[] = [];
  for (const file of files) {
    const reader = readers.find((candidate) => candidate.recognises(file));
    if (reader === undefined) unrecognised.push(file);
    else groupOf(byReader, reader).push(file);
  }
  const readings = readers.flatMap((reader) => {
    const own = byReader.get(reader);
    return own === undefined ? [] : [reader.read(own, { set })];
  });
  return {
    hops: unclaimedHops(readings),
    warnings: distinct(readings.flatMap(({ warnings }) => warnings)),
    unrecognised,
  };
}

/** A file that a command names is part of that command's hop. */
function unclaimedHops(readings: readonly Reading[]): Hop[] {
  const claimed = new Map(
    readings.flatMap((reading) => (reading.claims ?? []).map((path) => [path, reading])),
  );
  return readings.flatMap((reading) =>
    reading.hops.filter(({ place }) => {
      const claimant = place && claimed.get(place.file);
      return claimant === undefined || claimant === reading;
    }),
  );
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
