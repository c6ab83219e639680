// How people write a value for a name besides `lr=0.1`: `lr = 0.1`, `lr: 0.1`, `lr:0.1`, `--lr 0.1`, `max-time 6h`. All become one word.

import { isDashed, options, optionsToCome, readOption } from './option.ts';
import { leadingDashes, type Token } from './tokens.ts';

const name = /^[a-zA-Z][\w-]*$/;
/** `lr:0.1`, but neither an address nor an image. */
const colon = /^([a-zA-Z][\w-]*):(?!\/\/)([^\s:/].*)?$/s;

type Step = { readonly tokens: readonly Token[]; readonly used: number };

/** Joins what was written apart. A quoted word is text, and joins nothing but as a value. */
export function joinPairs(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const step = joinAt(tokens, at, joined.length > 0);
    joined.push(...step.tokens);
    at += step.used;
  }
  return joined;
}

/** `hasSubject`: the template or job stands before; the first word is never half of a pair by a colon or nothing at all. */
function joinAt(tokens: readonly Token[], at: number, hasSubject: boolean): Step {
  const [here, next, third] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (here === undefined) return { tokens: [], used: 1 };
  if (here.quoted) return { tokens: [here], used: 1 };
  if (isDryRun(here, next)) return { tokens: [renamed(here, 'dry-run')], used: 2 };
  if (here.pair?.value === '' && isValue(next))
    return { tokens: [pairOf(here, here.pair.key, next)], used: 2 };
  if (here.pair !== undefined) return { tokens: [here], used: 1 };
  const key = here.text.replace(leadingDashes, '');
  if (name.test(key) && next?.quoted === false && next.text.startsWith('=')) {
    const rest = next.text.slice(1);
    if (rest !== '') return { tokens: [pairWith(here, key, rest, next.end)], used: 2 };
    if (third !== undefined) return { tokens: [pairOf(here, key, third)], used: 3 };
  }
  const [, before, after] = colon.exec(here.text.replace(leadingDashes, '')) ?? [];
  if (before !== undefined && hasSubject) {
    if (after !== undefined) return { tokens: [pairWith(here, before, after, here.end)], used: 1 };
    if (isValue(next)) return { tokens: [pairOf(here, before, next)], used: 2 };
  }
  if (takesNext(here, hasSubject) && isValue(next))
    return { tokens: [pairOf(here, key, next)], used: 2 };
  return { tokens: [here], used: 1 };
}

function isDryRun(here: Token, next: Token | undefined): boolean {
  return here.text.toLowerCase() === 'dry' && next?.text.toLowerCase() === 'run';
}

/** `--lr 0.1`, `--max-time 6h`, `max-time 6h`, `in ml-prod/us-central1`: an option but for dry-run, or whatever has dashes. */
function takesNext(token: Token, hasSubject: boolean): boolean {
  const option = readOption(token);
  if (option?.name === 'dry-run') return false;
  if (option !== undefined) return option.sure || hasSubject;
  return isDashed(token) && !token.text.replace(leadingDashes, '').includes('-');
}

function isValue(token: Token | undefined): token is Token {
  if (token === undefined) return false;
  if (token.quoted) return true;
  return token.pair === undefined && !isDashed(token) && readOption(token) === undefined;
}

function pairOf(here: Token, key: string, value: Token): Token {
  return pairWith(here, key, value.text, value.end);
}

function pairWith(here: Token, key: string, value: string, end: number): Token {
  // Options are named with a dash, parameters with none.
  const known: readonly string[] = [...options, ...optionsToCome];
  const named = known.includes(key.toLowerCase()) ? key.toLowerCase() : key;
  return { ...here, text: `${named}=${value}`, pair: { key: named, value }, end };
}

function renamed(here: Token, text: string): Token {
  return { ...here, text };
}
