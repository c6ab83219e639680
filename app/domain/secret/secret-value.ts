// What a value says of itself, whatever it is called: that it is no secret, or that nobody would have written it by hand.

/** What stands under a secret's name and is none: nothing, a switch, a variable, a path, a reference to where the secret is kept. */
const harmlessValue =
  /^(?:|true|false|none|null|…|\*+|\[redacted]?|\{\{\s?\w+\s?(?:\}\})?|\$\([^()]{1,200}\)|\$\{?\w+\}?|\/[\w./-]+|(?:gs|sm|secret):\/\/.*|projects\/[^/]+\/secrets\/.*)$/is;
/** A count of tokens, or a token that stands for something in a text: `<cat>`, `[MASK]`. */
const plainToken = /^(?:[\d.]+|<[^<>]{1,40}>|\[\w{1,40}])$/;
/** `PASS=2` counts passes, `pass: train` is a stage, `pw=0.5` a weight, and `salt: v1` sets one random split apart from another. */
const otherPass = /^(?:\d{1,3}|\d{0,3}\.\d{1,8}|[a-z]{1,12}|v\d{1,3})$/;
/** How somebody is known, and not by what: `REDIS_AUTH=disabled`. */
const kindOfAuth =
  /^(?:yes|no|on|off|enabled?|disabled?|required|optional|default|basic|\d{1,2})$/i;

/** Whether what stands under a secret's name is none. */
export function isHarmless(name: string, value: string): boolean {
  const bare = unquoted(value.trim());
  if (harmlessValue.test(bare)) return true;
  if (/token$/i.test(name)) return plainToken.test(bare);
  if (/auth$/i.test(name)) return kindOfAuth.test(bare);
  return /^pass$|^pw$|salt$/i.test(name) && otherPass.test(bare);
}

/** A text without the quotes around it. */
export function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, '$2');
}

/** What says how a header's value is to be read: `Basic`, `Bearer`. */
export function withoutScheme(text: string): string {
  return text.replace(/^(?:basic|bearer|token)\s{1,4}/i, '');
}

/** Whether nobody would have written a text by hand: long, in one word, and digits among its letters all over; or a user and password in base64. */
export function isDrawnByLot(text: string): boolean {
  if (!/^[\w+/.~-]{12,4000}={0,2}$/.test(text)) return false;
  const changes = text.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  if (text.length >= 16 && changes >= 3 && changes >= text.length / 20) return true;
  return loginIn(text) !== undefined;
}

/** The user and password that stand in base64; undefined: none do. */
export function loginIn(word: string): string | undefined {
  const inside = decoded(word) ?? '';
  return /^[\w.@-]{0,100}:[^\s:]+$/.test(inside) ? inside : undefined;
}

/** Whether a word of a text was drawn by lot: what nobody needs to read in a problem, and may be a secret. */
export function holdsLot(text: string): boolean {
  return text.match(/[A-Za-z0-9]{16,4000}/g)?.some(isDrawnByLot) === true;
}

/** The text that stands in base64; undefined: it is none. */
export function decoded(word: string): string | undefined {
  const plain = word.replace(/\s|=/g, '').replaceAll('-', '+').replaceAll('_', '/');
  if (plain.length % 4 === 1 || !/^[A-Za-z0-9+/]+$/.test(plain)) return undefined;
  const text = atob(plain);
  return /^[\x20-\x7e\s]*$/.test(text.slice(0, 200)) ? text : undefined;
}
