/**
 * The table's query language, made into a function from rows to yes or no.
 *
 *     cause:keepalive-race durationS>10     both
 *     server:10.0.3.7 or name:api           one of them
 *     -ending:orderly (turns=0 or bytesSent>1MB)
 *     10.0.0.5                              anywhere in the texts of the row
 *
 * `:` is "contains" for text and "equals" for numbers, `=` is "equals", `!=` is not. Numbers may have a unit.
 */
import type { Column, ConnectionColumns, TextColumn } from '../../engine/index.ts';
import { columnInfo } from './column-list.ts';
import { type Token, tokens } from './query-tokens.ts';

export type RowTest = (row: number) => boolean;

/** Throws a `QueryError` whose message says what to write instead. */
export function compileQuery(query: string, data: ConnectionColumns): RowTest {
  const parser = new Parser(tokens(query), data);
  return parser.all();
}

export class QueryError extends Error {}

/** Deeper nesting than a person writes. */
const MOST_DEPTH = 50;

class Parser {
  private at = 0;
  private depth = 0;
  private readonly tokens: readonly Token[];
  private readonly data: ConnectionColumns;

  constructor(list: readonly Token[], data: ConnectionColumns) {
    this.tokens = list;
    this.data = data;
  }

  all(): RowTest {
    if (this.tokens.length === 0) return () => true;
    const test = this.either();
    if (this.at < this.tokens.length) throw new QueryError('There is a ")" without its "(".');
    return test;
  }

  private either(): RowTest {
    const tests = [this.both()];
    while (this.take('or')) tests.push(this.both());
    const [only] = tests;
    return tests.length === 1 && only !== undefined ? only : (row) => tests.some((test) => test(row));
  }

  private both(): RowTest {
    const tests = [this.one()];
    for (
      let next = this.tokens[this.at];
      next !== undefined && next.type !== 'or' && next.type !== ')';
      next = this.tokens[this.at]
    )
      if (!this.take('and')) tests.push(this.one());
    const [only] = tests;
    return tests.length === 1 && only !== undefined ? only : (row) => tests.every((test) => test(row));
  }

  private one(): RowTest {
    if (this.take('not')) {
      const test = this.one();
      return (row) => !test(row);
    }
    if (this.take('(')) return this.group();
    const token = this.tokens[this.at++];
    if (token?.type === 'word') return this.anywhere(token.text);
    if (token?.type === 'field') return this.field(token);
    throw new QueryError('Something is missing at the end, or beside "or".');
  }

  private group(): RowTest {
    if (++this.depth > MOST_DEPTH) throw new QueryError('There are too many parentheses within each other.');
    const test = this.either();
    if (!this.take(')')) throw new QueryError('A "(" has no ")".');
    this.depth--;
    return test;
  }

  private take(type: Token['type']): boolean {
    if (this.tokens[this.at]?.type !== type) return false;
    this.at++;
    return true;
  }

  private anywhere(text: string): RowTest {
    const tests = Object.values(this.data.columns)
      .filter((column) => column.kind === 'text')
      .map((column) => textTest(column, contains(text)));
    return (row) => tests.some((test) => test(row));
  }

  private field({ name, operator, value }: Extract<Token, { type: 'field' }>): RowTest {
    if (name === 'ip') return anyOf([this.column('client'), this.column('server')], operator, value);
    if (name === 'port')
      return anyOf([this.column('clientPort'), this.column('serverPort')], operator, value);
    // An IPv6 address that begins with a letter looks like a field.
    if (operator === ':' && columnInfo(name) === undefined && /^[0-9a-f]{1,4}$/i.test(name))
      return this.anywhere(`${name}:${value}`);
    return anyOf([this.column(name)], operator, value);
  }

  private column(name: string): Column {
    const found = this.data.columns[columnInfo(name)?.name ?? ''];
    if (found === undefined)
      throw new QueryError(
        `There is no column "${name}": they are ip, port, ${Object.keys(this.data.columns).join(', ')}.`,
      );
    return found;
  }
}

type Operator = Extract<Token, { type: 'field' }>['operator'];

function anyOf(columns: readonly Column[], operator: Operator, value: string): RowTest {
  if (operator === '!=') {
    const equal = anyOf(columns, '=', value);
    return (row) => !equal(row);
  }
  const tests = columns.map((column) =>
    column.kind === 'text'
      ? textTest(column, textMatch(operator, value))
      : numberTest(column.values, operator, value),
  );
  return (row) => tests.some((test) => test(row));
}

function textMatch(operator: Operator, value: string): (text: string) => boolean {
  if (operator === ':') return contains(value);
  const wanted = value.toLowerCase();
  if (operator === '=') return (text) => text.toLowerCase() === wanted;
  throw new QueryError(`"${operator}" compares numbers; for text there are ":" (contains), "=" and "!=".`);
}

function contains(part: string): (text: string) => boolean {
  const wanted = part.toLowerCase();
  return (text) => text.toLowerCase().includes(wanted);
}

/** Each distinct text is looked at once, however many rows have it. */
function textTest({ codes, texts }: TextColumn, match: (text: string) => boolean): RowTest {
  const matches = Uint8Array.from(texts, (text) => Number(match(text)));
  return (row) => matches[codes[row] as number] === 1;
}

function numberTest(values: Float64Array | Uint32Array, operator: Operator, value: string): RowTest {
  const wanted = numberOf(value);
  const at = (row: number): number => values[row] as number;
  if (operator === '<') return (row) => at(row) < wanted;
  if (operator === '<=') return (row) => at(row) <= wanted;
  if (operator === '>') return (row) => at(row) > wanted;
  if (operator === '>=') return (row) => at(row) >= wanted;
  return (row) => at(row) === wanted;
}

const units: Readonly<Record<string, number>> = {
  '': 1,
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  min: 60,
  h: 3600,
  d: 86_400,
  b: 1,
  k: 1e3,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
};

function numberOf(text: string): number {
  const [, digits = '', unit = ''] = /^(-?\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.replace('µ', 'u')) ?? [];
  const factor = units[unit.toLowerCase()];
  if (digits === '' || factor === undefined)
    throw new QueryError(`"${text}" is no number: write 10, 2.5s, 300ms, 5min or 10kB.`);
  return Number(digits) * factor;
}
