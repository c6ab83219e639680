// AIP-160 filters. Note the precedence: OR binds tighter than AND, so `a AND b OR c` means `a AND (b OR c)`.

import { ApiError } from './errors.ts';

const comparators = ['<=', '>=', '!=', '=', '<', '>', ':'] as const;
type Comparator = (typeof comparators)[number];

export type Restriction = {
  readonly kind: 'restriction';
  /** The field as written, e.g. `labels.run-id`, without quotes around a map key. */
  readonly field: string;
  readonly comparator: Comparator;
  readonly value: string;
  /** A quoted `"*"` is a literal star; a bare one tests for presence. */
  readonly quoted: boolean;
};

type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | Restriction;

type Token =
  | { readonly kind: 'text' | 'string'; readonly text: string }
  | { readonly kind: 'comparator'; readonly text: Comparator }
  | { readonly kind: '(' | ')' | '-' };

const tokenPattern =
  /\s+|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<comparator><=|>=|!=|[=<>:])|(?<paren>[()])|(?<text>(?:[^\s()"'<>=!:]|(?<=\.)"[^"]*")+)/y;

/** Reads a filter; undefined when it is blank and everything matches. @throws ApiError (400) when it is malformed */
export function parseFilter(text: string): Filter | undefined {
  if (text.trim() === '') return undefined;
  const tokens = lex(text);
  const filter = readExpression(tokens, text);
  if (tokens.length > 0) throw invalidFilter(text);
  return filter;
}

/** Whether a filter holds; `holds` decides single restrictions. */
export function matches(
  filter: Filter | undefined,
  holds: (restriction: Restriction) => boolean,
): boolean {
  if (filter === undefined) return true;
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => matches(part, holds));
    case 'or':
      return filter.parts.some((part) => matches(part, holds));
    case 'not':
      return !matches(filter.part, holds);
    case 'restriction':
      return holds(filter);
  }
}

/** All restrictions in a filter. */
export function restrictionsOf(filter: Filter | undefined): readonly Restriction[] {
  if (filter === undefined) return [];
  if (filter.kind === 'restriction') return [filter];
  if (filter.kind === 'not') return restrictionsOf(filter.part);
  return filter.parts.flatMap(restrictionsOf);
}

/** 400 for a malformed or unsupported filter. */
export function invalidFilter(text: string): ApiError {
  return new ApiError('INVALID_ARGUMENT', `Invalid filter: "${text}".`);
}

/** Whether a comparison holds; `:` means equality here. */
export function compare<T extends number | string>(
  left: T,
  comparator: Comparator,
  right: T,
): boolean {
  switch (comparator) {
    case '=':
    case ':':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

function lex(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(tokenPattern);
  while (pattern.lastIndex < text.length) {
    const groups = pattern.exec(text);
    if (groups === null) throw invalidFilter(text);
    const { string, comparator, paren, text: word } = groups.groups ?? {};
    if (string !== undefined) {
      tokens.push({ kind: 'string', text: string.slice(1, -1).replace(/\\(.)/g, '$1') });
    } else if (comparator !== undefined) {
      const known = comparators.find((one) => one === comparator);
      if (known !== undefined) tokens.push({ kind: 'comparator', text: known });
    } else if (paren !== undefined) {
      tokens.push({ kind: paren === '(' ? '(' : ')' });
    } else if (word !== undefined) {
      pushWord(tokens, word);
    }
  }
  return tokens;
}

/** A leading minus negates, except in a value. */
function pushWord(tokens: Token[], word: string): void {
  const negates = word.startsWith('-') && tokens.at(-1)?.kind !== 'comparator';
  if (negates) tokens.push({ kind: '-' });
  const rest = negates ? word.slice(1) : word;
  if (rest !== '') tokens.push({ kind: 'text', text: rest });
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'text' && token.text === word;

/** expression = sequence { AND sequence }; terms side by side mean AND as well. */
function readExpression(tokens: Token[], text: string): Filter {
  const parts = [readFactor(tokens, text)];
  while (tokens.length > 0 && tokens[0]?.kind !== ')') {
    if (isWord(tokens[0], 'AND')) tokens.shift();
    parts.push(readFactor(tokens, text));
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: 'and', parts };
}

/** factor = term { OR term } */
function readFactor(tokens: Token[], text: string): Filter {
  const first = readTerm(tokens, text);
  const parts = [first];
  while (isWord(tokens[0], 'OR')) {
    tokens.shift();
    parts.push(readTerm(tokens, text));
  }
  return parts.length === 1 ? first : { kind: 'or', parts };
}

/** term = [ NOT | "-" ] simple */
function readTerm(tokens: Token[], text: string): Filter {
  if (isWord(tokens[0], 'NOT') || tokens[0]?.kind === '-') {
    tokens.shift();
    return { kind: 'not', part: readSimple(tokens, text) };
  }
  return readSimple(tokens, text);
}

function readSimple(tokens: Token[], text: string): Filter {
  const token = tokens.shift();
  if (token?.kind === '(') {
    const inner = readExpression(tokens, text);
    if (tokens.shift()?.kind !== ')') throw invalidFilter(text);
    return inner;
  }
  const comparator = tokens.shift();
  const value = tokens.shift();
  if (token?.kind !== 'text' || comparator?.kind !== 'comparator') throw invalidFilter(text);
  if (['AND', 'OR', 'NOT'].includes(token.text)) throw invalidFilter(text);
  if (value?.kind !== 'text' && value?.kind !== 'string') throw invalidFilter(text);
  return {
    kind: 'restriction',
    field: token.text.replaceAll('"', ''),
    comparator: comparator.text,
    value: value.text,
    quoted: value.kind === 'string',
  };
}
