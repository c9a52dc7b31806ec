/** A Dockerfile or a Procfile by itself: what it starts, with what its directory has beside it. */

import { shellWords } from '../formats/shell-words.ts';
import { sourceLines } from '../formats/source-lines.ts';
import type { HopDraft } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { type ConfigFile, fileName, type ReadContext, type Reader, type Reading } from '../reader.ts';
import { readDockerfile } from './dockerfile.ts';
import { type Surroundings, serviceHop } from './service.ts';

export const dockerfileReader: Reader = {
  product: 'dockerfile',
  recognises: ({ path }) =>
    /^(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$|\.[Dd]ockerfile$/.test(fileName(path)),
  read: (files, context) => readEach(files, context, dockerfileHops),
};

export const procfileReader: Reader = {
  product: 'procfile',
  recognises: ({ path }) => /^Procfile(?:\.[\w-]+)?$/.test(fileName(path)),
  read: (files, context) => readEach(files, context, procfileHops),
};

function readEach(
  files: readonly ConfigFile[],
  { set }: ReadContext,
  hopsOf: (file: ConfigFile, surroundings: Surroundings) => HopDraft[],
): Reading {
  const warnings: AuditWarning[] = [];
  const claims: string[] = [];
  return { hops: files.flatMap((file) => hopsOf(file, { set, warnings, claims })), warnings, claims };
}

/** An image whose command starts no server that is known is no hop: its base image's configuration is read by itself. */
function dockerfileHops(file: ConfigFile, surroundings: Surroundings): HopDraft[] {
  const image = readDockerfile(file);
  if (image === undefined) return [];
  const { words, environment, exposed, line, baseImage } = image;
  const directory = file.path.split('/').at(-2);
  const { hop, isStarted } = serviceHop(
    {
      name: directory ?? '',
      place: { file: file.path, line: words[0]?.line ?? line },
      image: baseImage,
      words,
      environment,
      exposed,
      base: file.path,
    },
    surroundings,
  );
  if (!isStarted) return [];
  return [directory === undefined ? { ...hop, name: hop.product } : hop];
}

/** `web: gunicorn app:app`; a process type that starts no server is none. */
function procfileHops(file: ConfigFile, surroundings: Surroundings): HopDraft[] {
  return sourceLines(file.text).flatMap((text, index) => {
    const [, name, command] = /^([\w-]+):\s*(.+)$/.exec(text) ?? [];
    if (name === undefined || command === undefined) return [];
    const line = index + 1;
    const { hop, isStarted } = serviceHop(
      {
        name,
        place: { file: file.path, line },
        image: '',
        words: shellWords(command, line),
        environment: new Map(),
        exposed: [],
        base: file.path,
      },
      surroundings,
    );
    return isStarted ? [hop] : [];
  });
}
