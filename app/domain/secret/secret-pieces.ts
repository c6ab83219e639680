// Finds the secrets in a text, by pattern or by the name the text gives them. Every pattern takes
// linear time.

import { shapedSecrets } from './redact.ts';
import { calledPairs, commandSecrets, cookieSecrets } from './secret-commands.ts';
import { isBasicAuthName, isCookieName, isSecretName, maybeSecretName } from './secret-name.ts';
import { decoded, isDrawnByLot, isHarmless, unquoted, withoutScheme } from './secret-value.ts';

/** Every name of a secret contains one of these. */
const telling =
  /anthropic|auth|bearer|cohere|comet|cookie|cred|discord|groq|hf|huggingface|jwt|kaggle|key|mistral|neptune|ngc|openai|pass|pat|pw|salt|sas|secret|session|telegram|token|wandb/i;

/** Decides from a name and its value whether the value is secret. */
export type Naming = (name: string, value: string) => boolean;

const byName: Naming = (name, value) => {
  if (!telling.test(name)) return false;
  if (isSecretName(name)) return !isHarmless(name, value);
  if (!maybeSecretName(name)) return false;
  const raw = unquoted(value.trim());
  const bare = withoutScheme(raw);
  if (bare !== raw && /authorization$/i.test(name)) return !isHarmless('', bare);
  return isDrawnByLot(bare) || (isBasicAuthName(name) && login.test(bare));
};
/** `user:password`, but not a URL. */
const login = /^[\w.@-]{1,100}:(?!\/\/|\$)[^\s:]{3,400}$/;

/** The secrets in a text; `name` is the name of the whole text. */
export function secretPieces(
  name: string,
  text: string,
  isSecret: Naming = byName,
): readonly string[] {
  const whole = isSecret(name, text) ? [wholeOf(name, text)] : [];
  return [
    ...whole,
    ...(isCookieName(name) ? cookieSecrets(unquoted(text.trim())) : []),
    ...shapedSecrets(text),
    ...assignedSecrets(text, isSecret),
    ...commandSecrets(text),
    ...calledSecrets(text, isSecret),
    ...encodedSecrets(text, isSecret),
  ];
}

/** The text as the value of a name. A scheme such as `Bearer` is not part of the value. */
function wholeOf(name: string, text: string): string {
  const bare = unquoted(text.trim());
  return isSecretName(name) ? bare : withoutScheme(bare);
}

/**
 * A name that is assigned or given as a flag, up to its value: `--api-key=`, `"password": `,
 * `export HF_TOKEN=`, `--token `.
 */
const naming =
  /(?<![\w.-])(?:-{0,2}([A-Za-z_][\w.-]{1,80})[\\"'`\]]{0,5}[ \t]{0,2}(?:=>|:=|[:=])[ \t]{0,2}|--?([A-Za-z][\w.-]{1,80})[ \t]{1,4}(?!-))/g;
/** A value: quoted, quoted in escaped JSON, or up to where the shell or URL continues. */
const value =
  /\\{1,3}"((?:[^"\\\n]|\\(?!")){1,4000})\\{1,3}"|"((?:[^"\\\n]|\\[^\n]){1,4000})"|'([^'\n]{1,4000})'|([^\s;&|"'`]{1,300})/y;
/**
 * Unquoted values are judged by their beginning. Otherwise nested ones would be scanned over and
 * over.
 */
const longestBare = 300;
const restOfWord = /[^\s;&|"'`]*/y;
/**
 * Where an unquoted value really ends: at the next pair of a list, or at brackets opened before it.
 */
const valueEnd = /,\s{0,2}["']?\w{1,80}["']?\s?[:=].*$|[)\]},]+$/s;
function assignedSecrets(text: string, isSecret: Naming): readonly string[] {
  if (!telling.test(text)) return [];
  const found: string[] = [];
  naming.lastIndex = 0;
  for (let match = naming.exec(text); match !== null; match = naming.exec(text)) {
    const name = match[1] ?? match[2] ?? '';
    if (!telling.test(name) || (maybeSecretName(name) && isNextName(text))) continue;
    const given = valueAt(text, naming.lastIndex);
    if (given === undefined) continue;
    const isLogin = given.hasScheme && /authorization$/i.test(name) && !isHarmless('', given.text);
    if (!isLogin && !isSecret(name.split('.').at(-1) ?? name, given.text)) continue;
    restOfWord.lastIndex = given.end;
    const rest = given.isCut ? (restOfWord.exec(text)?.[0] ?? '') : '';
    found.push(given.text + rest);
    naming.lastIndex = given.end + rest.length;
  }
  return found;
}

/** Whether another assignment follows. No random value begins like one. */
function isNextName(text: string): boolean {
  nextName.lastIndex = naming.lastIndex;
  return nextName.test(text);
}
const nextName = /\w{1,11}=\w/y;

type Given = {
  readonly text: string;
  /** Only the beginning of a long word. */
  readonly isCut: boolean;
  readonly hasScheme: boolean;
  readonly end: number;
};

/** The value at this position, without a `Bearer` before it. */
function valueAt(text: string, at: number): Given | undefined {
  const scheme = /^["']?(?:basic|bearer|token)\s{1,4}/i.exec(text.slice(at, at + 12));
  value.lastIndex = at + (scheme?.[0].length ?? 0);
  const match = value.exec(text);
  if (match === null) return undefined;
  const [, inJson, doubly, singly, bare] = match;
  const isCut = bare?.length === longestBare && !valueEnd.test(bare);
  const given = inJson ?? doubly ?? singly ?? bare?.replace(valueEnd, '') ?? '';
  return given === ''
    ? undefined
    : { text: given, isCut, hasScheme: scheme !== null, end: value.lastIndex };
}

function calledSecrets(text: string, isSecret: Naming): readonly string[] {
  if (!telling.test(text)) return [];
  return calledPairs(text).flatMap(([name, given]) => (isSecret(name, given) ? [given] : []));
}

/** Possible base64, which may be broken into lines. */
const base64 = /(?<![\w+/=-])[A-Za-z0-9+/_-]{24,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*={0,2}/g;

/** Secrets inside base64, such as service account keys. */
function encodedSecrets(text: string, isSecret: Naming): readonly string[] {
  return (text.match(base64) ?? []).filter((word) => {
    const inside = decoded(word);
    if (inside === undefined) return false;
    return shapedSecrets(inside).length > 0 || assignedSecrets(inside, isSecret).length > 0;
  });
}
