// What may be in a log line. No token gets out, whatever a library puts into a message or error.
// Long texts are cut before they are scanned, and a line has limited room, so cost is bounded, too.

/** In characters. */
export const longestText = 8_000;
/** In characters for all fields of a line; Cloud Logging accepts 256 KB. */
const room = 64_000;
/** Most entries of a list or object, and the greatest depth. */
const mostEntries = 100;
const deepest = 5;

// Each takes linear time: repetition can't fail, or starts where it can't have started before.
const secrets: readonly (readonly [RegExp, string])[] = [
  [/\bx(?:ox[a-z]|app)-[\w-]+/g, '[slack token]'],
  [/\bya29\.[\w.-]+/g, '[google token]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [token]'],
  [/(https:\/\/hooks\.slack\.com\/)\S+/g, '$1[url]'],
];

/** Words with an `@`, and in them URLs with a user and a password, which may contain one, too. */
const wordToAt = /(?<!\S)\S+@/g;
const password = /(\w:\/\/[^:/@]+:)[^@]+@(?:[^/@]*@)*/g;
/** The rest of such a word at a cut. */
const lastWord = /(?<![^\s@])[^\s@]+$/;
const halfPassword = /(\w:\/\/[^:/]+:).*/s;

/** Removes anything that would let a reader act as the bot, and cuts long texts. */
export function redactLogLine(text: string): string {
  const cut = text.length > longestText;
  const begin = cut ? text.slice(0, longestText) : text;
  let clean = begin.replace(wordToAt, (word) => word.replace(password, '$1[password]@'));
  if (cut) clean = clean.replace(lastWord, (word) => word.replace(halfPassword, '$1[password]'));
  for (const [pattern, mark] of secrets) clean = clean.replace(pattern, mark);
  return cut ? `${clean}… (${text.length} characters)` : clean;
}

/**
 * Fields as they may be logged: strings redacted, errors reduced to what helps and contains no
 * request.
 */
export function cleanFields(
  fields: Readonly<Record<string, unknown>>,
  withStack: boolean,
): Record<string, unknown> {
  return cleanEntries(fields, { withStack, left: room }, 0);
}

/** `left`: room left in the line. */
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
  const clean = redactLogLine(text);
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

// Errors of HTTP libraries contain the whole request with its token, so only these fields are kept.
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
