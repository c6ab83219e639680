// What follows the slash command, cut into words as people mean them: phones type curly quotes and long dashes, Slack writes
// `&amp;` for `&` and wraps what looks like a link in `<…>`.

/** One word. `start` is where it begins in the cleaned text. */
export type Token = {
  /** Quotes undone. */
  readonly text: string;
  /** Set for `key=value`: an equals sign outside quotes after a plain name. */
  readonly pair?: { readonly key: string; readonly value: string } | undefined;
  readonly start: number;
  readonly end: number;
};

export type Tokens =
  | { readonly ok: true; readonly tokens: readonly Token[]; readonly clean: string }
  | { readonly ok: false; readonly problem: string };

/** Undoes what Slack and phones did to the text. */
export function cleanText(text: string): string {
  return text
    .replace(
      /<(https?:\/\/|mailto:|gs:\/\/)([^|>\s]*)(?:\|[^>]*)?>/g,
      (_, scheme: string, rest: string) => (scheme === 'mailto:' ? rest : `${scheme}${rest}`),
    )
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛‹›]/g, "'")
    .replace(/(?<=^|\s)[–—]+(?=[a-z])/gi, '--')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/** Cuts text into words at white space; single and double quotes hold words together, a backslash keeps a quote or itself. */
export function tokenize(text: string): Tokens {
  const clean = cleanText(text);
  const tokens: Token[] = [];
  let at = 0;
  while (at < clean.length) {
    if (/\s/u.test(clean.charAt(at))) {
      at++;
      continue;
    }
    const token = readToken(clean, at);
    if (token === undefined) {
      const quote = clean.slice(at, at + 30);
      return {
        ok: false,
        problem: `A quote is opened and never closed near ${quote}: close it, or put the apostrophe inside double quotes.`,
      };
    }
    tokens.push(token);
    at = token.end;
  }
  return { ok: true, tokens, clean };
}

function readToken(text: string, start: number): Token | undefined {
  let word = '';
  let equalsAt: number | undefined;
  let wasQuoted = false;
  let at = start;
  while (at < text.length && !/\s/u.test(text.charAt(at))) {
    const char = text.charAt(at);
    // An apostrophe inside a word (don't) is no quote: a quote opens a word or a value.
    const opens = char === '"' || (char === "'" && (word === '' || word.endsWith('=')));
    if (opens) {
      const quoted = readQuoted(text, at);
      if (quoted === undefined) return undefined;
      word += quoted.text;
      wasQuoted ||= equalsAt === undefined;
      at = quoted.end;
      continue;
    }
    if (char === '=' && equalsAt === undefined && !wasQuoted) equalsAt = word.length;
    word += char;
    at++;
  }
  return { text: word, pair: pairOf(word, equalsAt), start, end: at };
}

function readQuoted(text: string, start: number): { text: string; end: number } | undefined {
  const quote = text.charAt(start);
  let word = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === quote) return { text: word, end: at + 1 };
    const next = text.charAt(at + 1);
    if (char === '\\' && (next === quote || next === '\\')) {
      word += next;
      at++;
    } else {
      word += char;
    }
  }
  return undefined;
}

function pairOf(word: string, equalsAt: number | undefined): Token['pair'] {
  if (equalsAt === undefined) return undefined;
  const key = word.slice(0, equalsAt).replace(/^--/, '');
  return /^[a-zA-Z][\w-]*$/.test(key) ? { key, value: word.slice(equalsAt + 1) } : undefined;
}
