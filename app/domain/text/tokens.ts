// Splits what follows the slash command into tokens as people mean them. Phones type curly quotes
// and long dashes; Slack escapes three characters and wraps what looks like a link.

/** One token. `start` and `end` are offsets in the clean text. */
export type Token = {
  /** With quotes removed. */
  readonly text: string;
  /** Begins with a quote, so it is text whatever it looks like. */
  readonly quoted: boolean;
  /** Ends with a quote: `x=""` has a value, while `x=` still lacks one. */
  readonly endsQuoted: boolean;
  /** Set for `key=value` and `--key=value`: an equals sign outside quotes after a plain name. */
  readonly pair?: { readonly key: string; readonly value: string } | undefined;
  readonly start: number;
  readonly end: number;
};

export type ReadToken =
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'end' }
  /** A quote is never closed; `at` is the text from there on. */
  | { readonly kind: 'unclosed'; readonly at: string };

export type Tokens =
  | { readonly ok: true; readonly tokens: readonly Token[] }
  /** The tokens before a quote that is never closed; `at` is the text from there on. */
  | { readonly ok: false; readonly at: string; readonly tokens: readonly Token[] };

const doubleQuotes = '"“”„‟«»';
const singleQuotes = "'‘’‚‛‹›";
/** Dashes of any kind, as people and keyboards put them before an option. */
export const leadingDashes = /^[-–—−]+/;

const link = /<(https?:|mailto:|tel:|gs:)([^<|>\s]*)(?:\|([^<>]*))?>/g;
// Invisible characters come along with copied text, and a database refuses some. Joiners that form
// emoji and letters stay.
const invisible = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|(?!\s)\p{Cc}/gu;

/**
 * Undoes Slack's changes to the text: links in `<…>`, then the three entities. Also removes
 * invisible characters. https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function cleanText(text: string): string {
  return text
    .replace(link, (_, scheme: string, rest: string, label: string | undefined) =>
      typedLink(scheme, rest, label),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(invisible, '');
}

/**
 * A label that equals part of the URL (`example.com`) is what was typed. A label that a person set
 * hides the URL, so the URL counts.
 */
function typedLink(scheme: string, rest: string, label: string | undefined): string {
  if (scheme === 'mailto:' || scheme === 'tel:') return label ?? rest;
  const address = `${scheme}${rest}`;
  const plain = (one: string) => one.toLowerCase().replace(/\/$/, '');
  return label !== undefined && plain(address) === plain(`${scheme}//${label}`) ? label : address;
}

/** Splits clean text into tokens, from an offset on. */
export function tokenize(clean: string, from = 0): Tokens {
  const tokens: Token[] = [];
  const unclosed = new Set<string>();
  for (let at = from; ;) {
    const read = readToken(clean, at, unclosed);
    if (read.kind === 'unclosed') return { ok: false, at: read.at, tokens };
    if (read.kind === 'end') return { ok: true, tokens };
    tokens.push(read.token);
    at = read.token.end;
  }
}

/**
 * The next token. White space ends it, except inside quotes or code marks around a value. Inside
 * quotes, a backslash escapes a quote or a backslash. An apostrophe next to letters (don't, dogs')
 * is a letter. `unclosed` remembers which straight quotes have no closing one in the rest of the
 * text, so that later tokens needn't search again.
 */
export function readToken(
  clean: string,
  from: number,
  unclosed: Set<string> = new Set(),
): ReadToken {
  let at = from;
  while (at < clean.length && isSpace(clean.charAt(at))) at++;
  if (at >= clean.length) return { kind: 'end' };
  const start = at;
  let text = '';
  let equalsAt: number | undefined;
  let quotedBefore = false;
  let heldUntil = -1;
  while (at < clean.length && !isSpace(clean.charAt(at))) {
    const char = clean.charAt(at);
    const marked = readMarked(clean, { start, at, heldUntil });
    if (marked !== undefined || opensQuote(clean, at, start)) {
      const inside = marked ?? readQuoted(clean, at, unclosed);
      if (inside === undefined) return neverClosed(clean, at);
      text += inside.text;
      quotedBefore ||= equalsAt === undefined;
      at = heldUntil = inside.end;
    } else {
      // Quotes may come before it only around the whole name: `"lr"=0.1`.
      if (char === '=' && (!quotedBefore || heldUntil === at)) equalsAt ??= text.length;
      text += straightened(char);
      at++;
    }
  }
  const pair = pairOf(text, equalsAt);
  const quoted = pair === undefined && opensQuote(clean, start, start);
  const endsQuoted = heldUntil === at;
  return { kind: 'token', token: { text, quoted, endsQuoted, pair, start, end: at } };
}

/** The text inside a token's quotes, without punctuation after them: `"bert base",`. */
export function quotedName({ text, quoted, endsQuoted }: Token): string {
  return quoted && !endsQuoted ? text.replace(/[.,:;!?]{1,9}$/, '') : text;
}

const isSpace = (char: string): boolean => /\s/.test(char);
/** A keyboard with curly quotes has curly apostrophes, too. */
const straightened = (char: string): string => (singleQuotes.includes(char) ? "'" : char);
const isLetter = (char: string): boolean => /[\p{L}\p{N}]/u.test(char);

function opensQuote(text: string, at: number, start: number): boolean {
  const char = text.charAt(at);
  if (doubleQuotes.includes(char)) return true;
  return singleQuotes.includes(char) && (at === start || !isLetter(text.charAt(at - 1)));
}

type Quoted = { readonly text: string; readonly end: number };

/** What may precede a value in code marks; names are short. */
const beforeValue = /^[-–—−]{0,3}[a-zA-Z][\w.-]{0,100}[=:]$/;
const inMarks = /(`{1,3})([^`\n]+)\1(?![^\s,;.!?])/y;

/** A value in code marks, ``n=`x` ``, or the next of a list, ``tags=`a`,`b` ``. */
function readMarked(
  text: string,
  { start, at, heldUntil }: Readonly<Record<'start' | 'at' | 'heldUntil', number>>,
): Quoted | undefined {
  if (text.charAt(at) !== '`') return undefined;
  const goesOn = heldUntil === at - 1 && text.charAt(at - 1) === ',';
  if (!goesOn && (at - start > 110 || !beforeValue.test(text.slice(start, at)))) return undefined;
  inMarks.lastIndex = at;
  const [, , inside] = inMarks.exec(text) ?? [];
  return inside === undefined ? undefined : { text: inside, end: inMarks.lastIndex };
}

/**
 * Straight quotes contain curly ones if a straight quote closes them; otherwise any quote of the
 * kind closes.
 */
function readQuoted(text: string, start: number, unclosed: Set<string>): Quoted | undefined {
  const open = text.charAt(start);
  const kind = doubleQuotes.includes(open) ? doubleQuotes : singleQuotes;
  if ((open === '"' || open === "'") && !unclosed.has(open)) {
    const straight = readUntil(text, start, open);
    if (straight !== undefined) return straight;
    unclosed.add(open);
  }
  return readUntil(text, start, kind);
}

function readUntil(text: string, start: number, closing: string): Quoted | undefined {
  const apostrophes = closing.includes("'");
  let inside = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char === '\\' && next !== '' && (next === '\\' || closing.includes(next))) {
      inside += next;
      at++;
    } else if (closing.includes(char) && !(apostrophes && isLetter(next))) {
      return { text: inside, end: at + 1 };
    } else {
      inside += closing.length > 1 ? straightened(char) : char;
    }
  }
  return undefined;
}

function neverClosed(clean: string, at: number): ReadToken {
  const near = Array.from(clean.slice(at)).slice(0, 20).join('');
  return { kind: 'unclosed', at: near };
}

function pairOf(text: string, equalsAt: number | undefined): Token['pair'] {
  if (equalsAt === undefined) return undefined;
  const key = text.slice(0, equalsAt).replace(leadingDashes, '');
  return /^[a-zA-Z][\w-]*$/.test(key) ? { key, value: text.slice(equalsAt + 1) } : undefined;
}
