/** `java -jar app.jar`, or an image that runs one: Spring Boot where a setting, a variable or a file of it says so. */
import type { Command } from '../commands/command.ts';
import type { HopDraft } from '../hop-draft.ts';
import { type ConfigFile, fileName } from '../reader.ts';
import { springFiles } from './spring-reader.ts';
import { springHop, springSettingsIn } from './spring-settings.ts';

/** Where a Spring Boot project or container has its files. */
const directories = ['', 'config/', 'src/main/resources/'] as const;
const extensions = ['yml', 'yaml', 'properties'] as const;

export function javaCommand(command: Command): HopDraft | undefined {
  const { environment, words, file, warnings, claims } = command;
  const settings = springSettingsIn(environment, words, file);
  const runsJava = words.some(({ text }) => /^java$/.test(fileName(text)));
  const named = settings.size > 0 || [...environment.keys()].some((name) => name.startsWith('SPRING_'));
  if (!runsJava && !named) return undefined;
  const place = { file, line: words[0]?.line ?? 1 };
  const files = springProject(command);
  claims.push(...files.map(({ path }) => path));
  const hop =
    springFiles(files, settings, warnings) ?? (named ? springHop(settings, place, warnings) : undefined);
  return hop && { ...hop, place };
}

function springProject({ set, base }: Command): ConfigFile[] {
  return directories.flatMap((directory) =>
    extensions.flatMap((extension) => set.include(`${directory}application*.${extension}`, base)),
  );
}
