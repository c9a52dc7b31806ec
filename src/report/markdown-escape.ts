/** Text in Markdown that stays text. */

/** Backslash escapes for what starts inline markup (CommonMark 0.31 §2.4). */
export function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|~#]/g, '\\$&');
}
