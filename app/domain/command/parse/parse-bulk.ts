// A cancel of many: filters first, at least one of them a pair, then the reason. Words such as
// `mine` narrow it only in front of a pair; behind the last one they would be read as a reason by
// some and as a filter by others, so that is asked back.

import { me, type BulkFilter } from '../../bulk/bulk.ts';
import type { ListState } from '../../job/list-filter.ts';
import { nearest } from '../../text/nearest.ts';
import { isDashed, optionForReason, unknownOption } from '../../text/option.ts';
import { parseDurationMs } from '../../text/duration.ts';
import { readReason } from '../../text/reason.ts';
import { foreign } from '../../text/sentence.ts';
import { readToken, tokenize, type Token } from '../../text/tokens.ts';
import { notClosed, type CommandProblem } from './command-problem.ts';
import type { Parsed } from './command.ts';
import { readBulkPair, readBulkWord, type BulkPart } from './bulk-words.ts';
import { twice } from './list-words.ts';
import { joinPairs, withoutComma, type PairRule } from './loose-pairs.ts';

const bulkKeys = ['template', 'label', 'by', 'owner', 'state', 'older'] as const;
const keys = 'template|label|by|owner|states?|older|labels?\\.[\\w.-]*';
const pairs: PairRule = { name: new RegExp(`^(?:${keys})$`, 'i') };
const known = new RegExp(`^[-–—−]*(?:${keys})=`, 'i');
/** A pair whose value's quote is never closed. */
const unclosedPair = new RegExp(`(?:^|\\s)(?:${keys})\\s*=\\s*["“”„‟'‘’\`]`, 'i');

const refuse = (problem: CommandProblem): Parsed => ({ ok: false, problem });

const isPair = (token: Token): boolean => !token.quoted && known.test(token.text);
const isWord = ({ text, quoted }: Token): boolean => !quoted && readBulkWord(text) !== undefined;
/** A pair of a name that no filter has. */
const isOther = (token: Token): boolean =>
  !token.quoted && (token.pair !== undefined || /^[\w-]+\.[\w.-]+=/.test(token.text));

type Leading = {
  /** Where the last pair is among the tokens; -1: there is none. */
  readonly last: number;
  readonly other?: Token | undefined;
};

/** The filters that a text begins with, up to a pair that is none. */
function leading(tokens: readonly Token[]): Leading {
  let last = -1;
  for (const [at, token] of tokens.entries()) {
    if (isPair(token)) last = at;
    else if (isOther(token) && (at === 0 || last >= 0)) return { last, other: token };
    else if (!isWord(token)) break;
  }
  return { last };
}

const tokensOf = (tokens: readonly Token[]) => joinPairs(tokens, pairs).map(withoutComma);

/** Whether the text after `cancel` has a filter where a job would be named. */
export function meansMany(clean: string, from: number): boolean {
  return leading(tokensOf(tokenize(clean, from).tokens)).last >= 0;
}

/**
 * Reads the text after `cancel` as a cancel of many; undefined if it isn't one, but names a job.
 */
export function readBulk(clean: string, from: number): Parsed | undefined {
  const read = tokenize(clean, from);
  const tokens = tokensOf(read.tokens);
  const { last, other } = leading(tokens);
  if (other !== undefined) return refuse(unknownPair(other));
  if (last < 0 && lacksSign(tokens)) return refuse({ kind: 'older-without-sign' });
  const end = tokens[last]?.end;
  if (end === undefined) return undefined;
  const rest = clean.slice(end);
  if (!read.ok && unclosedPair.test(rest)) return notClosed(read.at);
  const problem = problemBehind(rest, tokens.slice(last + 1));
  return problem === undefined ? readFilter(tokens.slice(0, last + 1), rest) : refuse(problem);
}

/** `older 6h` and `older>6h`, for `older=6h`. */
function lacksSign([first, second]: readonly Token[]): boolean {
  if (first === undefined || first.quoted) return false;
  if (/^older[<>]=?\d/i.test(first.text)) return true;
  const isAge = second !== undefined && parseDurationMs(second.text.toLowerCase()) !== undefined;
  return /^older[<>]?$/i.test(first.text) && isAge;
}

function unknownPair(token: Token): CommandProblem {
  const option = unknownOption(token, 'cancel');
  if (option !== undefined) return withoutDryRun(option);
  const [name = ''] = (token.pair?.key ?? token.text).split(/[.=]/);
  return { kind: 'no-such-bulk-filter', name: foreign(name), near: nearest(name, bulkKeys) };
}

/** What may be a filter, where only the reason is expected. */
function problemBehind(rest: string, [first, ...others]: readonly Token[]) {
  const whole = readToken(rest, 0);
  if (whole.kind === 'token' && whole.token.quoted && whole.token.end === rest.trimEnd().length) {
    return undefined;
  }
  const option = optionForReason(rest);
  if (option !== undefined) return withoutDryRun(option);
  const unclear =
    first !== undefined && (isWord(first) || isDashed(first)) ? first : others.find(isPair);
  return unclear && ({ kind: 'bulk-word-unclear', word: foreign(unclear.text) } as const);
}

/** The question is the preview. */
function withoutDryRun(problem: CommandProblem): CommandProblem {
  const isDryRun = problem.kind === 'takes-no-option' && problem.option === 'dry-run';
  return isDryRun ? { kind: 'bulk-dry-run' } : problem;
}

function readFilter(tokens: readonly Token[], rest: string): Parsed {
  let filter: Partial<BulkFilter> = {};
  const states = new Set<ListState>();
  /** What was typed for each filter so far. */
  const typed = new Map<string, string>();
  for (const token of tokens) {
    const part: BulkPart = readBulkWord(token.text) ?? readBulkPair(token.text);
    if ('problem' in part) return refuse(part.problem);
    if ('states' in part) {
      for (const state of part.states) states.add(state);
      continue;
    }
    for (const name of Object.keys(part.part)) {
      const first = typed.get(name);
      if (first !== undefined && first !== token.text) {
        return refuse(twice(name, [first, token.text], 'cancel'));
      }
      typed.set(name, token.text);
    }
    filter = { ...filter, ...part.part };
  }
  if (filter.scope === 'mine' && (filter.owner ?? me) !== me) {
    return refuse({ kind: 'mine-and-somebody-else', verb: 'cancel' });
  }
  const chosen = states.size === 0 ? {} : { states: [...states] };
  const whole: BulkFilter = { scope: 'here', ...filter, ...chosen };
  return { ok: true, command: { verb: 'cancel-many', filter: whole, reason: readReason(rest) } };
}
