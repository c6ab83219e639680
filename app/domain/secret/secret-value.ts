// What a value alone says, whatever its name: that it isn't secret, or that it looks random.

/**
 * Values of secret names that aren't secrets: empty, a switch, a variable, a path, a reference to a
 * secret's location.
 */
const harmlessValue =
  /^(?:|true|false|none|null|…|\*+|\[redacted]?|\{\{\s?\w+\s?(?:\}\})?|\$\([^()]{1,200}\)|\$\{?\w+\}?|\/[\w./-]+|(?:gs|sm|secret):\/\/.*|projects\/[^/]+\/secrets\/.*)$/is;
/** A number of tokens, or a token in a text: `<cat>`, `[MASK]`. */
const plainToken = /^(?:[\d.]+|<[^<>]{1,40}>|\[\w{1,40}])$/;
/**
 * `PASS=2` counts passes, `pass: train` is a stage, `pw=0.5` a weight, and `salt: v1` distinguishes
 * random splits.
 */
const otherPass = /^(?:\d{1,3}|\d{0,3}\.\d{1,8}|[a-z]{1,12}|v\d{1,3})$/;
/** The kind of authentication, not the credential: `REDIS_AUTH=disabled`. */
const kindOfAuth =
  /^(?:yes|no|on|off|enabled?|disabled?|required|optional|default|basic|\d{1,2})$/i;

/** Whether the value of a secret's name isn't a secret. */
export function isHarmless(name: string, value: string): boolean {
  const bare = unquoted(value.trim());
  if (harmlessValue.test(bare)) return true;
  if (/token$/i.test(name)) return plainToken.test(bare);
  if (/auth$/i.test(name)) return kindOfAuth.test(bare);
  return /^pass$|^pw$|salt$/i.test(name) && otherPass.test(bare);
}

/** Removes the quotes around a text. */
export function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, '$2');
}

/** Removes a header value's scheme: `Basic`, `Bearer`. */
export function withoutScheme(text: string): string {
  return text.replace(/^(?:basic|bearer|token)\s{1,4}/i, '');
}

/**
 * Whether a text looks random: one long word with digits spread among letters, or a user and
 * password in base64.
 */
export function isDrawnByLot(text: string): boolean {
  if (!/^[\w+/.~-]{12,4000}={0,2}$/.test(text)) return false;
  const changes = text.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  if (text.length >= 16 && changes >= 3 && changes >= text.length / 20) return true;
  return loginIn(text) !== undefined;
}

/** The user and password in a base64 word; undefined if there are none. */
export function loginIn(word: string): string | undefined {
  const inside = decoded(word) ?? '';
  return /^[\w.@-]{0,100}:[^\s:]+$/.test(inside) ? inside : undefined;
}

/**
 * Whether a text contains a random-looking word, which nobody needs to read in a message and which
 * may be secret.
 */
export function holdsLot(text: string): boolean {
  return text.match(/[A-Za-z0-9]{16,4000}/g)?.some(isDrawnByLot) === true;
}

/** The decoded text of a base64 word; undefined if it isn't base64. */
export function decoded(word: string): string | undefined {
  const plain = word.replace(/\s|=/g, '').replaceAll('-', '+').replaceAll('_', '/');
  if (plain.length % 4 === 1 || !/^[A-Za-z0-9+/]+$/.test(plain)) return undefined;
  const text = atob(plain);
  return /^[\x20-\x7e\s]*$/.test(text.slice(0, 200)) ? text : undefined;
}
