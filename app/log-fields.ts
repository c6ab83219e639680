// What may stand in a line of the log. Whatever a library puts into a message or an error, no token gets out, and however long it is,
// it costs little: a text is cut before it is scanned, and a line has room for so much and no more.

/** Characters of one text. */
export const longestText = 8_000;
/** Characters of all fields of a line; Cloud Logging takes 256 KB. */
const room = 64_000;
/** Entries of a list or an object, and how deep they go. */
const mostEntries = 100;
const deepest = 5;

// Each in time linear in the text: repeats either can't fail, or begin where nothing before them can have begun the same.
const secrets: readonly (readonly [RegExp, string])[] = [
  [/\bx(?:ox[a-z]|app)-[\w-]+/g, '[slack token]'],
  [/\bya29\.[\w.-]+/g, '[google token]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [token]'],
  [/(https:\/\/hooks\.slack\.com\/)\S+/g, '$1[url]'],
];

/** Words that have an `@`, and in them addresses with a user and a password, which may have one, too. */
const wordToAt = /(?<!\S)\S+@/g;
const password = /(\w:\/\/[^:/@]+:)[^@]+@(?:[^/@]*@)*/g;
/** What is left of such a word where a text was cut. */
const lastWord = /(?<![^\s@])[^\s@]+$/;
const halfPassword = /(\w:\/\/[^:/]+:).*/s;

/** Cuts out what would let its reader act for the bot, and what is too long to be read. */
export function redact(text: string): string {
  const cut = text.length > longestText;
  const begin = cut ? text.slice(0, longestText) : text;
  let clean = begin.replace(wordToAt, (word) => word.replace(password, '$1[password]@'));
  if (cut) clean = clean.replace(lastWord, (word) => word.replace(halfPassword, '$1[password]'));
  for (const [pattern, mark] of secrets) clean = clean.replace(pattern, mark);
  return cut ? `${clean}… (${text.length} characters)` : clean;
}

/** Fields as they may be written: strings redacted, errors reduced to what helps and holds no request. */
export function cleanFields(
  fields: Readonly<Record<string, unknown>>,
  withStack: boolean,
): Record<string, unknown> {
  return cleanEntries(fields, { withStack, left: room }, 0);
}

/** `left`: room in the line. */
type Line = { readonly withStack: boolean; left: number };

function cleanValue(value: unknown, line: Line, depth: number): unknown {
  if (line.left <= 0) return '[…]';
  if (typeof value === 'string') return cleanText(value, line);
  if (value instanceof Error) return cleanError(value, line, depth);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return '[…]';
  if (!Array.isArray(value)) return cleanEntries(value, line, depth + 1);
  const shown = value.slice(0, mostEntries).map((one) => cleanValue(one, line, depth + 1));
  return value.length > mostEntries ? [...shown, `[… ${value.length}]`] : shown;
}

function cleanText(text: string, line: Line): string {
  const clean = redact(text);
  line.left -= clean.length;
  return clean;
}

function cleanEntries(entries: object, line: Line, depth: number): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(entries).slice(0, mostEntries)) {
    line.left -= name.length;
    if (line.left <= 0) break;
    shown[name] = cleanValue(one, line, depth);
  }
  return shown;
}

// Errors of HTTP libraries carry the whole request, token included: only these are taken over.
function cleanError(error: Error, line: Line, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: name,
    message: cleanText(message, line),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(line.withStack && stack !== undefined ? { stack: cleanText(stack, line) } : {}),
    ...(cause instanceof Error && depth < deepest
      ? { cause: cleanError(cause, line, depth + 1) }
      : {}),
  };
}
