/** JavaScript and TypeScript as far as a static look goes: comments blanked out, expressions cut out, callees named. */

const commentOrString =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g;

/** The text with its comments as blanks: offsets and lines stay. */
export function withoutComments(text: string): string {
  return text.replace(commentOrString, (piece) => (piece.startsWith('/') ? blanks(piece) : piece));
}

/** What is inside of strings is no code. */
export function withoutStrings(code: string): string {
  return code.replace(commentOrString, blanks);
}

function blanks(piece: string): string {
  return piece.replace(/[^\n]/g, ' ');
}

/** Longest expression that is looked at. */
const maxExpression = 200;

/** From an offset to the end of the expression: a comma, semicolon or closing bracket outside of brackets, or the line's end. */
export function expressionAt(text: string, offset: number): string {
  let depth = 0;
  let end = offset;
  for (; end < text.length && end - offset < maxExpression; end += 1) {
    const character = text[end] ?? '';
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    if (depth < 0 || (depth === 0 && ',;'.includes(character))) break;
    if (character === '\n' && depth === 0 && text.slice(offset, end).trim() !== '') break;
  }
  return text.slice(offset, end).trim();
}

/** How far back the call is looked for to which an option belongs. */
const maxDistance = 3000;

export interface Call {
  /** What is called: "http.createServer"; "Agent" of `new Agent()`. */
  callee: string;
  /** The property of the argument that the offset lies in: "connect" of `{ connect: { timeout } }`. */
  within?: string;
}

/** The call whose argument, an object, an offset lies in; the object may be a variable that is passed. */
export function callAround(code: string, offset: number): Call | undefined {
  let depth = 0;
  let within: string | undefined;
  for (let at = offset - 1; at >= 0 && offset - at < maxDistance; at -= 1) {
    const character = code[at] ?? '';
    if (')]}'.includes(character)) depth += 1;
    if (!'([{'.includes(character)) continue;
    if (depth > 0) {
      depth -= 1;
      continue;
    }
    if (character === '(') return callOf(nameBefore(code, at), within);
    const before = code.slice(Math.max(0, at - 200), at);
    const variable = /(?:const|let|var)\s+([\w$]{1,60})\s*(?::[^=]{0,80})?=\s*$/.exec(before)?.[1];
    if (variable !== undefined) return callOf(calleeWith(code, variable), within);
    within = /([\w$]{1,60})\s*:\s*$/.exec(before)?.[1] ?? within;
  }
  return undefined;
}

function callOf(callee: string | undefined, within: string | undefined): Call | undefined {
  if (callee === undefined) return undefined;
  return within === undefined ? { callee } : { callee, within };
}

function nameBefore(text: string, offset: number): string | undefined {
  return /([\w$.]{1,80})\s*(?:<[^()]{0,60}>)?\s*$/.exec(text.slice(Math.max(0, offset - 160), offset))?.[1];
}

/** What is called with that variable as its first argument. */
function calleeWith(text: string, variable: string): string | undefined {
  const found = new RegExp(`\\(\\s*${variable.replaceAll('$', '\\$')}\\s*[,)]`).exec(text);
  return found === null ? undefined : nameBefore(text, found.index);
}

/** `const IDLE = 65_000` → IDLE, 65_000 */
export function constantsIn(text: string): Map<string, string> {
  const found = text.matchAll(
    /\b(?:const|let|var)\s+([\w$]{1,60})\s*(?::\s*\w{1,30}\s*)?=\s*([^;\n]{1,150})/g,
  );
  return new Map([...found].map(([, name = '', expression = '']) => [name, expression.trim()]));
}

/** Lines by offset, for offsets that are asked for in any order. */
export function lineCounter(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (offset) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
