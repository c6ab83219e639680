// The text after a command's verb, and the ways to parse it.

import { notClosed, type CommandProblem } from './command-problem.ts';
import type { Naming, Parsed, PlainVerb, TypedVerb } from './command.ts';
import { parseAbout } from './parse-named.ts';
import { unknownOption } from '../../text/option.ts';
import { foreign } from '../../text/sentence.ts';
import { tokenize, type Token, type Tokens } from '../../text/tokens.ts';

export type Rest = {
  /** The slash command's name, for messages. */
  readonly command: string;
  readonly clean: string;
  /** Where the verb ends in `clean`. */
  readonly from: number;
  /** The same text with its markup, which a job's name may contain. */
  readonly asTyped: string;
  /** Parses a verb or an alias. */
  readonly readVerb: (word: string) => ReadVerb;
};

export type ReadVerb =
  | { readonly ok: true; readonly verb: TypedVerb }
  | { readonly ok: false; readonly problem: CommandProblem; readonly unknown?: string };

/** Parses what follows a verb. Never throws. */
export type Parser = (rest: Rest) => Parsed;

type ParseTokens = (tokens: readonly Token[], command: string) => Parsed;

/** A parser that works on tokens. */
export function byWords(parse: ParseTokens): Parser {
  return ({ command, clean, from }) => {
    const read = tokenize(clean, from);
    return read.ok ? parse(read.tokens, command) : notClosed(read.at);
  };
}

/**
 * The same for verbs with a form: if a quote isn't closed, what stands before it goes into the
 * form.
 */
export function byWordsSoFar(parse: ParseTokens): Parser {
  return ({ command, clean, from }) => {
    const read = tokenize(clean, from);
    return unlessUnclosed(read, parse(read.tokens, command));
  };
}

/** A parser for a verb that takes no arguments. */
export function byNothing(verb: PlainVerb): Parser {
  return byWords(([word]) => {
    if (word === undefined) return { ok: true, command: { verb } };
    const problem = unknownOption(word, verb) ?? {
      kind: 'takes-no-words',
      verb,
      word: foreign(word.text),
    };
    return { ok: false, problem };
  });
}

/** A parser for a job, whose name may have several words, and its arguments. */
export function byJob(verb: Naming['verb']): Parser {
  return ({ command, clean, from, asTyped }) => {
    const read = tokenize(clean, from);
    const parsed = parseAbout(verb, command, read.tokens, clean.slice(from), afterVerb(asTyped));
    if (verb === 'rerun') return unlessUnclosed(read, parsed);
    return read.ok ? parsed : notClosed(read.at);
  };
}

/** The text after the verb. Markup before the verb belongs to the verb's word. */
export function afterVerb(asTyped: string): string {
  return /^\s*(?:\/\S+\s+)?\S+([^]*)$/.exec(asTyped)?.[1] ?? '';
}

/** An unclosed quote swallows everything after it. What stands before it may still be complete. */
function unlessUnclosed(read: Tokens, before: Parsed): Parsed {
  if (read.ok) return before;
  const problem = notClosed(read.at);
  if (!before.ok) return { ...problem, right: before.right };
  const { command } = before;
  const right = command.verb === 'launch' || command.verb === 'rerun' ? command : undefined;
  return { ...problem, right };
}
