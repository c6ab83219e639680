// The words before the text of a template command: its action, its name and its version.

import { templateActions } from './command-problem.ts';
import { nearest } from '../../text/nearest.ts';
import { isDashed } from '../../text/option.ts';
import { isTemplateName } from '../../template/template-name.ts';
import { readToken, tokenize, type Token } from '../../text/tokens.ts';
import type { PairRule } from './loose-pairs.ts';

/** `from=a3f9` and `from: a3f9` mean `from a3f9`; `version 3` means `3`. */
export function apart(token: Token): readonly Token[] {
  const { pair } = token;
  if (pair === undefined || !named.name.test(pair.key)) return [token];
  const value = { ...token, text: pair.value, pair: undefined };
  return /^v/i.test(pair.key) ? [value] : [{ ...value, text: pair.key }, value];
}

/**
 * `template hello` and `template vision/train` show a template, unless the word is a mistyped
 * action.
 */
export function isName(token: Token, typed: string): boolean {
  return (
    !isDashed(token) && isTemplateName(token.text) && nearest(typed, templateActions) === undefined
  );
}

export type Rest = {
  readonly rest: readonly Token[];
  /** The prose after the arguments. */
  readonly prose: string;
  /** The slash command's name, for messages. */
  readonly command: string;
};

type Lead =
  | { readonly ok: true; readonly tokens: readonly Token[]; readonly prose: string }
  | { readonly ok: false; readonly at: string };

export function readAll(clean: string, from: number): Lead {
  const read = tokenize(clean, from);
  return read.ok ? { ...read, prose: '' } : read;
}

export function readLead(clean: string, from: number, most: number): Lead {
  const tokens: Token[] = [];
  let end = from;
  while (tokens.length < most) {
    const next = readToken(clean, end);
    if (next.kind === 'unclosed') return { ok: false, at: next.at };
    if (next.kind === 'end') break;
    tokens.push(next.token);
    ({ end } = next.token);
  }
  return { ok: true, tokens, prose: clean.slice(end) };
}

export const named: PairRule = { name: /^(?:from|before|version|v)$/i, bare: /^(?:version|v)$/i };
