/**
 * A command line as a shell would split it, far enough to find options: quotes, backslashes and `${VAR:-default}`.
 * What a shell would have to run stays as it is written.
 */

export interface Word {
  text: string;
  line: number;
}

export type Variables = ReadonlyMap<string, string>;

/** Longest command line read; the kernel takes no argument above 128 KiB. */
const maxLength = 131_072;

const piece =
  /\\([\s\S])|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|(\s+)|(&&|\|\||[;|&])|\$(\{[^}\n]{0,500}\}|\w+)|([^\s'"\\$;|&]+|[\s\S])/g;

/** @param line of the file on which the text begins */
export function shellWords(text: string, line: number, variables: Variables = new Map()): Word[] {
  const words: Word[] = [];
  let current: Word | undefined;
  let at = line;
  for (const [whole, escaped, single, double, space, separator, variable, plain] of text
    .slice(0, maxLength)
    .matchAll(piece)) {
    const here = at;
    at += countLines(whole);
    if (space !== undefined || separator !== undefined || escaped === '\n') {
      if (current !== undefined) words.push(current);
      current = undefined;
      if (separator !== undefined) words.push({ text: separator, line: here });
      continue;
    }
    current ??= { text: '', line: here };
    if (double !== undefined) current.text += expand(double.replace(/\\(["\\$`])/g, '$1'), variables);
    else if (variable !== undefined) current.text += expand(whole, variables);
    else current.text += escaped ?? single ?? plain ?? '';
  }
  if (current !== undefined) words.push(current);
  return words;
}

function countLines(text: string): number {
  return text.includes('\n') ? text.split('\n').length - 1 : 0;
}

/** Replaces `$NAME`, `${NAME}`, `${NAME:-default}` and Kubernetes' `$(NAME)` where the value is known. */
export function expand(text: string, variables: Variables): string {
  return text.replace(
    /\$(?:\{(\w{1,100})(?::?[-=]([^}]{0,400}))?\}|\((\w{1,100})\)|(\w+))/g,
    (whole, braced?: string, fallback?: string, dependent?: string, plain?: string) =>
      variables.get(braced ?? dependent ?? plain ?? '') ?? fallback ?? whole,
  );
}
