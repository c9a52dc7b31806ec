/** Lines of program text for patterns to look at: longer ones are cut, since no setting is behind that (and a pattern's time is not linear). */

const maxLength = 1000;

export function sourceLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => (line.length > maxLength ? line.slice(0, maxLength) : line.replace(/\r$/, '')));
}
