/**
 * What a reader of one product's configuration is: it says which files are its own and turns them into hops. A reader
 * sets only what is written; what is absent gets the product's default afterwards (defaults.ts).
 */
import type { AuditWarning, Endpoint, Hop, Settings } from './model.ts';

export interface ConfigFile {
  path: string;
  text: string;
}

/** The files that may be looked at; reading and its bounds are the host's business. */
export interface FileSet {
  /**
   * The files that `pattern` (a path or a glob, as an include directive has it) names, in order of their names.
   * Relative to the directory of the file `base`.
   */
  include(pattern: string, base: string): readonly ConfigFile[];
  /** What a chain file points to: a file, a glob or a directory, absolute or relative to the chain file. */
  named(pattern: string, chainFile: string): readonly ConfigFile[];
}

export interface Reading {
  hops: readonly Hop[];
  warnings: readonly AuditWarning[];
  /** Files whose settings are part of these hops, as a command names its configuration: they are no hops of their own. */
  claims?: readonly string[];
  deployments?: readonly Deployment[];
}

/** Where a configuration file runs that another reader reads: mounted into a container. */
export interface Deployment {
  file: string;
  /** Of the service or workload: a hop that nothing else names has its name. */
  name: string;
  /** Under which names, and behind which ports where these are not the file's own, the container is reached. */
  hosts: readonly Endpoint[];
  version?: string;
  /** What is set outside of the file: how long the container has for its end. */
  asServer: Settings;
}

export interface ReadContext {
  set: FileSet;
  /** Where somebody has said which version runs, as the tag of an image does. */
  version?: string;
}

export interface Reader {
  /** Id of the catalogue, or the name of the format where it speaks of several products ("kubernetes"). */
  product: string;
  /** Looks at the name and, where that does not decide, at the beginning of the text. Cheap: it sees every file. */
  recognises(file: ConfigFile): boolean;
  /** All its files at once, since they may speak of each other. Never throws, whatever the text. */
  read(files: readonly ConfigFile[], context: ReadContext): Reading;
}

/** The part of a file that `recognises` may search. */
export function beginning({ text }: ConfigFile): string {
  return text.slice(0, 8192);
}

/** "conf.d/api.conf" → "api.conf". */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
