// The grammar of `top`: where, and whose, in any order, each at most once.

import { foreign } from '../../text/sentence.ts';
import type { CommandProblem } from './command-problem.ts';
import type { Parsed, TopCommand } from './command.ts';
import { withoutComma } from './loose-pairs.ts';
import { readPerson, readPlain, twice } from './list-words.ts';
import { nearest } from '../../text/nearest.ts';
import { unknownOption } from '../../text/option.ts';
import { quotedName, type Token } from '../../text/tokens.ts';

const words = ['here', 'me', 'mine', 'all'] as const;

/** Parses what follows `top`. A person alone is meant in all channels. */
export function parseTop(typed: readonly Token[]): Parsed {
  let filter: Partial<Omit<TopCommand, 'verb'>> = {};
  /** The word typed for each part so far. */
  const before = new Map<string, string>();
  for (const token of typed.map(withoutComma)) {
    const read = readWord(token);
    if ('problem' in read) return { ok: false, problem: read.problem };
    for (const name of Object.keys(read)) {
      const first = before.get(name);
      if (first !== undefined)
        return { ok: false, problem: twice(name, [lower(first), lower(token.text)], 'top') };
      before.set(name, token.text);
    }
    filter = { ...filter, ...read };
  }
  if (filter.scope === 'mine' && filter.owner !== undefined) {
    return { ok: false, problem: { kind: 'mine-and-somebody-else', verb: 'top' } };
  }
  const scope = filter.owner === undefined ? 'here' : 'all';
  return { ok: true, command: { verb: 'top', scope, ...filter } };
}

type Read =
  Pick<TopCommand, 'scope'> | { readonly owner: string } | { readonly problem: CommandProblem };

/** Nothing here is a name, so a word in quotes is the word. */
function readWord(token: Token): Read {
  const word = quotedName(token).toLowerCase();
  const plain = readPlain(word === 'me' ? 'mine' : word);
  if (plain !== undefined && 'part' in plain && plain.part.scope !== undefined) {
    return { scope: plain.part.scope };
  }
  const person = readPerson(quotedName(token));
  if (person !== undefined) {
    if ('part' in person && person.part.owner !== undefined) return { owner: person.part.owner };
    return { problem: { kind: 'person-not-chosen', typed: foreign(token.text), verb: 'top' } };
  }
  const near = nearest(word, words);
  return {
    problem: unknownOption(token, 'top') ?? {
      kind: 'word-not-placed',
      word: foreign(token.text),
      near,
      rule: 'top',
    },
  };
}

const lower = (text: string): string => text.toLowerCase();
