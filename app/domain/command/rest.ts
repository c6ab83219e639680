// What stands behind the verb of a command, and the ways to read it.

import type { Naming, Parsed, TypedVerb } from './command.ts';
import { parseAbout } from './parse-named.ts';
import type { Sentence } from '../text/sentence.ts';
import { tokenize, type Token, type Tokens } from '../text/tokens.ts';

export type Rest = {
  /** What the slash command is called, for sentences. */
  readonly command: string;
  readonly clean: string;
  /** Where the verb ends in it. */
  readonly from: number;
  /** The same text with its marks, which a job's name may have as well. */
  readonly asTyped: string;
  /** Reads a verb, by any of its names. */
  readonly readVerb: (word: string) => ReadVerb;
};

export type ReadVerb =
  | { readonly ok: true; readonly verb: TypedVerb }
  | { readonly ok: false; readonly problem: Sentence; readonly unknown?: string };

/** Reads what follows a verb. Never throws. */
export type Parser = (rest: Rest) => Parsed;

type ParseTokens = (tokens: readonly Token[], command: string) => Parsed;

/** Reads it word by word. */
export function byWords(parse: ParseTokens): Parser {
  return ({ command, clean, from }) => {
    const read = tokenize(clean, from);
    return read.ok ? parse(read.tokens, command) : { ok: false, problem: read.problem };
  };
}

/** The same of what is offered in a form if it can't be read: what stands before a quote that is never closed was right. */
export function byWordsSoFar(parse: ParseTokens): Parser {
  return ({ command, clean, from }) => {
    const read = tokenize(clean, from);
    return unlessUnclosed(read, parse(read.tokens, command));
  };
}

/** Reads a job, whose name may have several words, and what follows it. */
export function byJob(verb: Naming['verb']): Parser {
  return ({ command, clean, from, asTyped }) => {
    const read = tokenize(clean, from);
    const parsed = parseAbout(verb, command, read.tokens, clean.slice(from), afterVerb(asTyped));
    if (verb === 'rerun') return unlessUnclosed(read, parsed);
    return read.ok ? parsed : { ok: false, problem: read.problem };
  };
}

/** What follows the verb; a mark before the verb is part of its word. */
export function afterVerb(asTyped: string): string {
  return /^\s*(?:\/\S+\s+)?\S+([^]*)$/.exec(asTyped)?.[1] ?? '';
}

/** A quote that is never closed hides all behind it; what stands before it was right. */
function unlessUnclosed(read: Tokens, before: Parsed): Parsed {
  if (read.ok) return before;
  if (!before.ok) return { ok: false, problem: read.problem, right: before.right };
  const { command } = before;
  const right = command.verb === 'launch' || command.verb === 'rerun' ? command : undefined;
  return { ok: false, problem: read.problem, right };
}
