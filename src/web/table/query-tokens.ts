/** A query cut into its words. Any text can be cut: what makes no sense is found when it is put together. */

export type Token =
  | { type: 'and' | 'or' | 'not' | '(' | ')' }
  | { type: 'word'; text: string }
  | { type: 'field'; name: string; operator: ':' | '=' | '!=' | '<' | '<=' | '>' | '>='; value: string };

/** Longer than what anybody types. */
const MOST_CHARACTERS = 2000;

const pattern =
  /\s*(?:([()])|-(?=[\w("])|([A-Za-z]\w*)(:|!=|<=|>=|=|<|>)(?:"([^"]*)"?|([^\s()"]*))|"([^"]*)"?|([^\s()"]+))/gy;

export function tokens(query: string): Token[] {
  const found: Token[] = [];
  for (const match of query.slice(0, MOST_CHARACTERS).matchAll(pattern)) {
    const [whole, bracket, name, operator, quotedValue, value, quoted, word] = match;
    if (bracket === '(' || bracket === ')') found.push({ type: bracket });
    else if (name !== undefined)
      found.push({ type: 'field', name, operator: operator as ':', value: quotedValue ?? value ?? '' });
    else if (quoted !== undefined) found.push({ type: 'word', text: quoted });
    else if (word !== undefined) found.push(wordToken(word));
    else if (whole.endsWith('-')) found.push({ type: 'not' });
  }
  return found;
}

function wordToken(word: string): Token {
  const lower = word.toLowerCase();
  return lower === 'and' || lower === 'or' || lower === 'not'
    ? { type: lower }
    : { type: 'word', text: word };
}
