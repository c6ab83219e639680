// Words that may introduce a filter of `list` that is also clear without them: `last 24h`,
// `by @bo`, `state=failed`.

import { readPerson, readPlain, type Narrowing } from './list-words.ts';
import type { Token } from '../../text/tokens.ts';

const isState = (narrowing: Narrowing): boolean => 'state' in narrowing || 'states' in narrowing;
const isTime = (narrowing: Narrowing): boolean =>
  'part' in narrowing && narrowing.part.sinceMs !== undefined;
/** Unresolvable people count, too, so that the parser can report them. */
const isPerson = (narrowing: Narrowing): boolean =>
  'problem' in narrowing || ('part' in narrowing && narrowing.part.owner !== undefined);

/** Each lead, with a test for the filters it may introduce. */
const leads: ReadonlyMap<string, (narrowing: Narrowing) => boolean> = new Map([
  ['state', isState],
  ['status', isState],
  ['since', isTime],
  ['last', isTime],
  ['past', isTime],
  ['owner', isPerson],
  ['by', isPerson],
]);

/** Drops a lead that fits the filter after it. Use with `flatMap` over all tokens. */
export function withoutLead(token: Token, at: number, tokens: readonly Token[]): readonly Token[] {
  if (token.quoted) return [token];
  const { text, pair } = token;
  if (pair !== undefined) {
    const label = tokens[at - 1];
    if (label !== undefined && isLabelWord(label)) return [{ ...token, text: `label.${text}` }];
    const value = { ...token, text: pair.value, pair: undefined };
    return [leadsTo(pair.key, value) ? value : token];
  }
  const next = tokens[at + 1];
  if (next === undefined) return [token];
  if (isLabelWord(token) && next.pair !== undefined) return [];
  return leadsTo(text.replace(/:$/, ''), next) ? [] : [token];
}

function leadsTo(name: string, { text }: Token): boolean {
  const narrowing = readPlain(text.toLowerCase()) ?? readPerson(text);
  return narrowing !== undefined && leads.get(name.toLowerCase())?.(narrowing) === true;
}

function isLabelWord({ text, quoted }: Token): boolean {
  return !quoted && /^labels?:?$/i.test(text);
}
