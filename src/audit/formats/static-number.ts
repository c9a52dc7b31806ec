/**
 * The number that an expression of JavaScript, Python or Ruby plainly is, without running it: literals, sums and
 * products of them, constants of the same file, and environment variables with a default.
 */
import { parseDuration } from '../duration.ts';

export interface StaticNumber {
  value: number;
  /** The environment variable that may say otherwise. */
  unless?: string;
}

export interface Surroundings {
  /** Constants of the same file: their expressions. */
  constants?: ReadonlyMap<string, string>;
  /** Environment variables whose value is known. */
  variables?: ReadonlyMap<string, string>;
}

const maxLength = 200;
const maxConstants = 8;

const environment =
  /(?:process\.env\.(\w+)|process\.env\[["'](\w+)["']\])(?:\s*(?:\|\||\?\?)\s*["']?([\d_.]+)["']?)?|(?:os\.environ\.get|os\.getenv|ENV\.fetch)\(\s*["'](\w+)["'](?:\s*,\s*["']?([\d_.]+)["']?)?\s*\)(?:\s*\{\s*["']?([\d_.]+)["']?\s*\})?(?:\s+or\s+["']?([\d_.]+)["']?)?|(?:os\.environ|ENV)\[["'](\w+)["']\](?:\s*\|\|\s*["']?([\d_.]+)["']?)?/;

/** Undefined where it takes more than reading. */
export function staticNumber(
  expression: string,
  { constants, variables }: Surroundings = {},
): StaticNumber | undefined {
  let text = expression.trim();
  let unless: string | undefined;
  for (let round = 0; round < maxConstants && text.length <= maxLength; round += 1) {
    const found = environment.exec(text);
    const name = found?.slice(1).find((group) => group !== undefined && /^[A-Za-z_]\w*$/.test(group));
    if (found !== null && name !== undefined) {
      const fallback = [found[3], found[5], found[6], found[7], found[9]].find(
        (group) => group !== undefined,
      );
      const known = variables?.get(name) ?? fallback;
      if (known === undefined) return undefined;
      if (!variables?.has(name)) unless = name;
      text = text.replace(found[0], () => `(${known})`);
      continue;
    }
    const identifier = /(?<![\w.])[A-Za-z_]\w*(?![\w.(])/.exec(text)?.[0];
    const constant = identifier === undefined ? undefined : constants?.get(identifier);
    if (identifier === undefined || constant === undefined) break;
    text = text.replace(identifier, () => `(${constant})`);
  }
  const value = text.length > maxLength ? undefined : arithmetic(withoutConversions(text));
  if (value === undefined) return undefined;
  return unless === undefined ? { value } : { value, unless };
}

/** `Number(x)`, `parseInt(x, 10)`, `int(x)`, `x.to_i`, `ms("1m")`, `75.seconds`: what they make of a number is that number. */
function withoutConversions(text: string): string {
  return text
    .replace(/\bms\(\s*["'](\d+(?:\.\d+)?\s*[a-z]+)["']\s*\)/g, (whole, time: string) => {
      const value = parseDuration(time.replace(/\s/g, ''), { units: ['ms', 's', 'm', 'h', 'd'] });
      return value === undefined ? whole : String(value * 1000);
    })
    .replace(/\b(?:Number(?:\.parseInt|\.parseFloat)?|parseInt|parseFloat|int|float|Integer|Float)\(/g, '(')
    .replace(/,\s*10\s*\)/g, ')')
    .replace(/\.to_[if]\b/g, '')
    .replace(/["']\s*([\d_.]+)\s*["']/g, '$1')
    .replace(/(\d)_(?=\d)/g, '$1');
}

/** Sums and products with parentheses; undefined for anything else. */
function arithmetic(text: string): number | undefined {
  const tokens = text.match(/\d+(?:\.\d+)?(?:e\d{1,2})?|[^\s]/gi) ?? [];
  let at = 0;
  const factor = (depth: number): number => {
    const token = tokens[at];
    at += 1;
    if (token === '-') return -factor(depth);
    if (token === '(' && depth < 20) {
      const value = sum(depth + 1);
      at += 1;
      return tokens[at - 1] === ')' ? value : Number.NaN;
    }
    return token !== undefined && /^\d/.test(token) ? Number(token) : Number.NaN;
  };
  const product = (depth: number): number => {
    let value = factor(depth);
    while (tokens[at] === '*' || tokens[at] === '/') {
      const divide = tokens[at] === '/';
      at += 1;
      const next = factor(depth);
      value = divide ? value / next : value * next;
    }
    return value;
  };
  const sum = (depth: number): number => {
    let value = product(depth);
    while (tokens[at] === '+' || tokens[at] === '-') {
      const sign = tokens[at] === '-' ? -1 : 1;
      at += 1;
      value += sign * product(depth);
    }
    return value;
  };
  const value = sum(0);
  return at === tokens.length && Number.isFinite(value) ? value : undefined;
}
