// People write pairs in many ways besides `lr=0.1`: `lr = 0.1`, `lr: 0.1`, `lr : 0.1`, `--lr 0.1`,
// `max-time 6h`. Each becomes one token.

import { isDashed, options, readOption } from '../../text/option.ts';
import { leadingDashes, type Token } from '../../text/tokens.ts';

/** Which words are keys of pairs; differs by verb. */
export type PairRule = {
  readonly name: RegExp;
  /**
   * Keys that take the next word as their value without `=` or `:`. With leading dashes, every key
   * does.
   */
  readonly bare?: RegExp;
  /** Words with a meaning of their own. They are never the value of the key before them. */
  readonly isOwn?: (word: string) => boolean;
  /** The first word is the command's subject, so it is never a key joined by `:` or by a space. */
  readonly hasSubject?: boolean;
};

type Step = { readonly tokens: readonly Token[]; readonly used: number };

/** For `launch` and `rerun`: parameters and options. */
const ofLaunch: PairRule = { name: /^[a-zA-Z][\w-]*$/, hasSubject: true };

/**
 * Joins pairs that were typed as several tokens. A quoted token is text and can only be a value.
 */
export function joinPairs(tokens: readonly Token[], rule: PairRule): readonly Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const isSubject = rule.hasSubject === true && joined.length === 0;
    const step = joinAt(tokens, at, rule, isSubject);
    joined.push(...step.tokens);
    at += step.used;
  }
  return joined;
}

/**
 * Tokens of `launch` and `rerun`. A trailing comma or semicolon separates a token from the next one
 * and is dropped. It stays inside quotes, when it is the whole value, or after a backslash, where
 * it belongs to a list entry.
 */
export function joinDivided(tokens: readonly Token[]): readonly Token[] {
  const words = tokens.map((token, at) => withoutDivider(token, at === 0));
  return joinPairs(words, ofLaunch).filter(
    ({ text, quoted }, at) => at === 0 || quoted || !/^[,;]$/.test(text),
  );
}

function withoutDivider(token: Token, isFirst: boolean): Token {
  const { text: typed, endsQuoted, pair, start, end } = token;
  const hasQuotes = end - start > typed.length;
  const divides = hasQuotes ? /[,;]$/ : /[^\\=:][,;]$/;
  if (endsQuoted || !divides.test(typed)) return token;
  const word = {
    ...token,
    text: typed.slice(0, -1),
    pair: pair && { ...pair, value: pair.value.slice(0, -1) },
    endsQuoted: hasQuotes,
  };
  // The first plain word may be a job's name, which may contain anything.
  const isPlain = pair === undefined && !isDashed(word) && readOption(word)?.sure !== true;
  return isFirst && isPlain ? token : word;
}

/**
 * Drops a trailing comma that separates a token from the next: for verbs whose arguments never end
 * with one.
 */
export function withoutComma(token: Token): Token {
  if (token.quoted || token.endsQuoted) return token;
  const text = token.text.replace(/,$/, '');
  const pair = token.pair && { ...token.pair, value: token.pair.value.replace(/,$/, '') };
  return { ...token, text, pair };
}

function joinAt(tokens: readonly Token[], at: number, rule: PairRule, isSubject: boolean): Step {
  const [here, next, third] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (here === undefined) return { tokens: [], used: 1 };
  const alone = { tokens: [here], used: 1 };
  if (here.quoted) return alone;
  if (isDryRun(here, next)) return { tokens: [{ ...here, text: 'dry-run' }], used: 2 };
  const typed = here.text.replace(leadingDashes, '');
  const [, before, mark, after = ''] = /^([^=:]+)(=|:(?!\/\/|:))(.*)$/s.exec(typed) ?? [];
  if (before !== undefined) {
    if (!rule.name.test(before) || (mark === ':' && isSubject)) return alone;
    if (after === '' && !here.endsQuoted) return joinNext(here, before, next, rule) ?? alone;
    return mark === ':' ? { tokens: [pairWith(here, before, after, here)], used: 1 } : alone;
  }
  if (!rule.name.test(typed)) return alone;
  const led = next?.quoted === false ? leadBy(next, isSubject) : undefined;
  if (led !== undefined && next !== undefined) {
    if (led !== '' || next.endsQuoted) {
      return { tokens: [pairWith(here, typed, led, next)], used: 2 };
    }
    if (!isValue(third, rule)) return alone;
    return { tokens: [pairWith(here, typed, third.text, third)], used: 3 };
  }
  return (
    (takesNext(here, rule, isSubject) ? joinNext(here, typed, next, rule) : undefined) ?? alone
  );
}

/** Slack's notation for an emoji, which is never a value. */
const emoji = /^:[\w+-]+:$/;

/**
 * The separator a token begins with, and what follows it: `=`, `=0.1`, `:`, `:0.1`. Undefined if it
 * begins with none.
 */
function leadBy({ text }: Token, isSubject: boolean): string | undefined {
  if (emoji.test(text)) return undefined;
  const [, mark, rest] = /^(=|:(?!\/\/|:))(.*)$/s.exec(text) ?? [];
  return mark === ':' && isSubject ? undefined : rest;
}

function joinNext(
  here: Token,
  name: string,
  next: Token | undefined,
  rule: PairRule,
): Step | undefined {
  if (!isValue(next, rule)) return undefined;
  return { tokens: [pairWith(here, name, next.text, next)], used: 2 };
}

function isDryRun(here: Token, next: Token | undefined): boolean {
  const dry = here.text.replace(leadingDashes, '').toLowerCase() === 'dry';
  return dry && next?.quoted === false && next.text.toLowerCase() === 'run';
}

/**
 * `--lr 0.1`, `--max-time 6h`, `max-time 6h`, `in ml-prod/us-central1`: any option except dry-run,
 * and any word with dashes.
 */
function takesNext(token: Token, { bare }: PairRule, isSubject: boolean): boolean {
  const option = readOption(token);
  if (option?.name === 'dry-run') return false;
  if (option !== undefined) return option.sure || !isSubject;
  const typed = token.text.replace(leadingDashes, '');
  return isDashed(token) ? !typed.includes('-') : !isSubject && bare?.test(typed) === true;
}

function isValue(token: Token | undefined, { name, isOwn }: PairRule): token is Token {
  if (token === undefined) return false;
  if (token.quoted) return true;
  const [, before] = /^([^=:]+)=/.exec(token.text) ?? [];
  if (token.pair !== undefined || (before !== undefined && name.test(before))) return false;
  return !isDashed(token) && readOption(token) === undefined && isOwn?.(token.text) !== true;
}

function pairWith(here: Token, key: string, value: string, last: Token): Token {
  // Options have dashes in their names; parameters don't.
  const known: readonly string[] = options;
  const named = known.includes(key.toLowerCase()) ? key.toLowerCase() : key;
  const { end, endsQuoted } = last;
  const pair = { key: named, value };
  return { ...here, text: `${named}=${value}`, pair, end, endsQuoted };
}
