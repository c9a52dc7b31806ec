/** One container as the audit sees it, whether Compose, a Dockerfile or a Procfile describes it. */
import type { Command } from '../commands/command.ts';
import { environmentSettings } from '../commands/environment.ts';
import { commandHop, imageProduct } from '../commands/programs.ts';
import type { Word } from '../formats/shell-words.ts';
import { urlEndpoint } from '../formats/url-endpoint.ts';
import { type HopDraft, hopDraft, type Written } from '../hop-draft.ts';
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

/** What a service is: by its command, or else by its image; "unknown" where neither says. */
export function serviceHop(service: Service, { set, warnings, claims }: Surroundings): HopDraft {
  const { name, place, words, environment, base, exposed } = service;
  const command: Command = { words, file: place.file, base, environment, set, warnings, claims };
  const image = imageProduct(service.image);
  const started = commandHop(command);
  const hop = started ?? hopDraft(name, image?.product ?? 'unknown', place);
  if (started === undefined) environmentSettings(hop, environment, warnings);
  if (hop.listens.length === 0) hop.listens.push(...exposed.map((port) => ({ port })));
  hop.upstreams.push(...upstreamsIn(environment));
  const version = started === undefined ? image?.version : undefined;
  return { ...hop, name, place, ...(version !== undefined && { version }) };
}

/** `ORDERS_URL=http://orders:8080`: an application's way to know whom to ask. */
function upstreamsIn(environment: ReadonlyMap<string, Written>): HopDraft['upstreams'] {
  return [...environment.values()].flatMap(({ text }) =>
    /^https?:\/\//.test(text) ? (urlEndpoint(text) ?? []) : [],
  );
}
