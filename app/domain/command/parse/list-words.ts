// Filters of `list` that need no keyword: whose jobs, which state, since when.

import { foreign, sentence } from '../../text/sentence.ts';
import type { CommandProblem } from './command-problem.ts';
import { parseDurationMs } from '../../text/duration.ts';
import { listScopes, type ListFilter, type ListState } from '../../job/list-filter.ts';
import { isKnownState, isTerminal, knownStates } from '../../job/state.ts';

/**
 * The filter that one word stands for: a part of the list filter, the words that report a duplicate
 * of its kind, or what is wrong with it.
 */
export type Narrowing =
  | { readonly part: Partial<ListFilter> }
  | { readonly state: ListState }
  | { readonly states: readonly ListState[] }
  | { readonly problem: CommandProblem };

/** Parses a word as owner, state or period; undefined if it is none of these. */
export function readPlain(word: string): Narrowing | undefined {
  if (word === 'jobs') return { part: {} };
  const scope = word === 'my' ? 'mine' : listScopes.find((one) => one === word);
  if (scope !== undefined) return { part: { scope } };
  const state = readState(word);
  if (state !== undefined) return { state };
  const several = stateWords.get(word);
  if (several !== undefined) return { states: several };
  const sinceMs = timeWords.get(word) ?? parseDurationMs(word);
  return sinceMs === undefined ? undefined : { part: { sinceMs } };
}

const ended = knownStates.filter(isTerminal);

/** Everyday words for job states. */
const stateWords: ReadonlyMap<string, readonly ListState[]> = new Map<string, readonly ListState[]>(
  [
    ['done', ended],
    ['finished', ended],
    ['ended', ended],
    ['over', ended],
    ['completed', ended],
    ['failures', ['FAILED']],
    ['errors', ['FAILED']],
    ['error', ['FAILED']],
    ['fail', ['FAILED']],
    ['success', ['SUCCEEDED']],
    ['successful', ['SUCCEEDED']],
    ['active', ['live']],
    ['alive', ['live']],
    ['waiting', ['QUEUED', 'PENDING']],
    ['stopped', ['CANCELLED']],
  ],
);

const dayMs = 24 * 60 * 60_000;

/** Named periods, each as long as the name says, counted back from now. */
const timeWords: ReadonlyMap<string, number> = new Map([
  ['today', dayMs],
  ['yesterday', 2 * dayMs],
  ['week', 7 * dayMs],
]);

/** A state in any case, with `-` for `_`, with Google's prefix, or with one l in CANCELLED. */
function readState(word: string): ListState | undefined {
  if (word === 'live') return 'live';
  const state = word
    .toUpperCase()
    .replaceAll('-', '_')
    .replace(/^JOB_STATE_/, '')
    .replace(/^CANCEL(?=ED$|ING$)/, 'CANCELL');
  return isKnownState(state) ? state : undefined;
}

/**
 * A person in Slack's markup, which Slack inserts when somebody is picked from its list; otherwise
 * only a bare name arrives.
 */
export function readPerson(text: string): Narrowing | undefined {
  const [, owner] = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(text) ?? [];
  if (owner !== undefined) return { part: { owner } };
  if (!text.startsWith('@')) return undefined;
  return { problem: { kind: 'person-not-chosen', typed: foreign(text) } };
}

/** A filter that is given twice. A person is markup as typed, which nobody could read. */
export function twice(
  part: string,
  [first, second]: readonly [string, string],
  verb: 'cancel' | 'top',
): CommandProblem {
  return part === 'owner'
    ? {
        kind: 'list-filter-twice',
        verb,
        first: sentence`the first`,
        second: sentence`a second person`,
      }
    : { kind: 'list-filter-twice', verb, first: foreign(first), second: foreign(second) };
}
