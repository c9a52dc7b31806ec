/** `java -jar app.jar`, or an image that runs one: Spring Boot where a setting or a variable of it says so. */
import type { Command } from '../commands/command.ts';
import type { HopDraft } from '../hop-draft.ts';
import { springHop, springSettingsIn } from './spring-settings.ts';

export function javaCommand({ environment, words, file, warnings }: Command): HopDraft | undefined {
  const settings = springSettingsIn(environment, words, file);
  const isSpring = settings.size > 0 || [...environment.keys()].some((name) => name.startsWith('SPRING_'));
  return isSpring ? springHop(settings, { file, line: words[0]?.line ?? 1 }, warnings) : undefined;
}
