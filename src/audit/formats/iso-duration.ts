/** ISO 8601 durations as Java's `Duration.parse` reads them: `PT1M30S`, `P1DT2H`; no years, months or weeks. */

const pattern = /^P(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$/i;

/** Seconds; undefined where it is none. */
export function parseIsoDuration(text: string): number | undefined {
  const found = pattern.exec(text);
  if (found === null || text.length < 3) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  return days * 86_400 + hours * 3600 + minutes * 60 + seconds;
}
