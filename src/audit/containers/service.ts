/** One container as the audit sees it, whether Compose, a Dockerfile or a Procfile describes it. */
import type { Command } from '../commands/command.ts';
import { type Container, containerHop } from '../commands/programs.ts';
import type { Word } from '../formats/shell-words.ts';
import { urlEndpoint } from '../formats/url-endpoint.ts';
import type { HopDraft, Written } from '../hop-draft.ts';
import type { AuditWarning, Place } from '../model.ts';
import type { FileSet } from '../reader.ts';

export interface Service {
  name: string;
  place: Place;
  image: string;
  words: readonly Word[];
  environment: ReadonlyMap<string, Written>;
  exposed: readonly number[];
  /** The file beside which the service's own files are. */
  base: string;
}

export interface Surroundings {
  set: FileSet;
  warnings: AuditWarning[];
  claims: string[];
}

/** What runs in a service, under its name and with its ports. */
export function serviceHop(service: Service, { set, warnings, claims }: Surroundings): Container {
  const { name, place, words, environment, base, exposed } = service;
  const command: Command = { words, file: place.file, base, environment, set, warnings, claims };
  const { hop, isStarted } = containerHop(command, service.image);
  if (hop.listens.length === 0) hop.listens.push(...exposed.map((port) => ({ port })));
  hop.upstreams.push(...upstreamsIn(environment));
  return { hop: { ...hop, name, place }, isStarted };
}

/** `ORDERS_URL=http://orders:8080`: an application's way to know whom to ask. */
function upstreamsIn(environment: ReadonlyMap<string, Written>): HopDraft['upstreams'] {
  return [...environment.values()].flatMap(({ text }) =>
    /^https?:\/\//.test(text) ? (urlEndpoint(text) ?? []) : [],
  );
}
