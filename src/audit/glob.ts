/** `*`, `?` and `[...]` of glob(3), none of which crosses a slash. In time length of pattern × length of path. */

type Element = '*' | ((character: string) => boolean);

export function globMatcher(pattern: string): (path: string) => boolean {
  const elements = elementsOf(pattern);
  return (path) => matches(elements, path);
}

export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

function elementsOf(pattern: string): Element[] {
  return [...pattern.matchAll(/\[!?[^\]/]+\]|[\s\S]/g)].map(([part]) => {
    if (part === '*') return '*';
    if (part === '?') return (character) => character !== '/';
    if (part.length > 1) return characterClass(part.slice(1, -1));
    return (character) => character === part;
  });
}

/** "a-z0-9" or, negated, "!a-z". */
function characterClass(inside: string): (character: string) => boolean {
  const negated = inside.startsWith('!');
  const ranges = [...(negated ? inside.slice(1) : inside).matchAll(/([\s\S])-([\s\S])|([\s\S])/g)];
  return (character) => {
    const within = ranges.some(([, from, to, single]) =>
      single !== undefined ? character === single : character >= (from ?? '') && character <= (to ?? ''),
    );
    return character !== '/' && within !== negated;
  };
}

/** On a mismatch the last star takes one character more. */
function matches(elements: readonly Element[], path: string): boolean {
  let at = 0;
  let star = -1;
  let starAt = 0;
  for (let offset = 0; offset < path.length; ) {
    const element = elements[at];
    if (element === '*') {
      star = at;
      starAt = offset;
      at += 1;
    } else if (element?.(path[offset] ?? '')) {
      at += 1;
      offset += 1;
    } else if (star >= 0 && path[starAt] !== '/') {
      starAt += 1;
      offset = starAt;
      at = star + 1;
    } else return false;
  }
  return elements.slice(at).every((element) => element === '*');
}
