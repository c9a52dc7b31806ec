/** A Dockerfile, Procfile, systemd unit or script by itself: what it starts, with what its directory has beside it. */

import { shellWords } from '../formats/shell-words.ts';
import { sourceLines } from '../formats/source-lines.ts';
import { applyRow, type HopDraft, type SettingRow, type Written } from '../hop-draft.ts';
import type { AuditWarning, Place } from '../model.ts';
import { systemdTime } from '../notation.ts';
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

/** A unit of systemd that runs a server by itself. */
export const systemdReader: Reader = {
  product: 'systemd',
  recognises: ({ path, text }) => /\.service$/.test(path) && /^ExecStart=/m.test(text),
  read: (files, context) => readEach(files, context, unitHops),
};

/** An entry point script of a container, or one that starts a server on a host. */
export const scriptReader: Reader = {
  product: 'script',
  recognises: ({ path, text }) => /\.sh$/.test(path) && /\b(?:gunicorn|uvicorn|hypercorn|puma)\b/.test(text),
  read: (files, context) => readEach(files, context, scriptHops),
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

/** `ExecStart=`, continued over lines, with `Environment=`; TimeoutStopSec is the time before SIGKILL. */
function unitHops(file: ConfigFile, surroundings: Surroundings): HopDraft[] {
  const lines = sourceLines(file.text);
  const start = lines.findIndex((line) => line.startsWith('ExecStart='));
  const end = lines.findIndex((line, index) => index >= start && !line.endsWith('\\'));
  const line = start + 1;
  const command = lines
    .slice(start, end + 1)
    .join('\n')
    .replace(/^ExecStart=[-@:+!]*/, '');
  const environment = new Map(
    lines.flatMap((text, index) =>
      text.startsWith('Environment=')
        ? assignments(text.slice('Environment='.length), { file: file.path, line: index + 1 })
        : [],
    ),
  );
  const name = fileName(file.path).replace(/\.service$/, '');
  const place = { file: file.path, line };
  const variables = new Map([...environment].map(([key, { text }]) => [key, text]));
  const service = {
    name,
    place,
    image: '',
    words: shellWords(command, line, variables),
    environment,
    exposed: [],
    base: file.path,
  };
  const { hop, isStarted } = serviceHop(service, surroundings);
  const stop = lines.findIndex((text) => text.startsWith('TimeoutStopSec='));
  const text = lines[stop]?.slice('TimeoutStopSec='.length);
  if (text !== undefined)
    applyRow(
      hop,
      grace,
      { name: 'TimeoutStopSec', text, place: { ...place, line: stop + 1 } },
      surroundings.warnings,
    );
  return isStarted ? [hop] : [];
}

const grace: SettingRow = { side: 'asServer', setting: 'terminationGraceS', notation: systemdTime };

function assignments(text: string, place: Place): [string, Written][] {
  return shellWords(text, place.line).flatMap((word): [string, Written][] => {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(word.text) ?? [];
    return name === undefined || value === undefined ? [] : [[name, { name, text: value, place }]];
  });
}

/** The first line that starts a server, with `NAME=value` and `export NAME=value` before it. */
function scriptHops(file: ConfigFile, surroundings: Surroundings): HopDraft[] {
  const lines = sourceLines(file.text);
  const environment = new Map(
    lines.flatMap((text, index) =>
      assignments(text.replace(/^\s*export\s+/, ''), { file: file.path, line: index + 1 }).slice(0, 1),
    ),
  );
  const variables = new Map([...environment].map(([key, { text }]) => [key, text]));
  const name = fileName(file.path).replace(/\.sh$/, '');
  for (let start = 0; start < lines.length; start += 1) {
    if (
      !/^\s*(?:[\w./=:-]+\s+){0,6}(?:[\w./-]*\/)?(?:gunicorn|uvicorn|hypercorn|puma)\b/.test(
        lines[start] ?? '',
      )
    )
      continue;
    const end = lines.findIndex((line, index) => index >= start && !line.endsWith('\\'));
    const line = start + 1;
    const words = shellWords(lines.slice(start, end < 0 ? undefined : end + 1).join('\n'), line, variables);
    const service = {
      name,
      place: { file: file.path, line },
      image: '',
      words,
      environment,
      exposed: [],
      base: file.path,
    };
    const { hop, isStarted } = serviceHop(service, surroundings);
    if (isStarted) return [hop];
  }
  return [];
}
