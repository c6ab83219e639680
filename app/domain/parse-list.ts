import type { ListCommand, Parsed } from './command.ts';
import { parseDurationMs } from './duration.ts';
import { didYouMean } from './nearest.ts';
import { foreignOption } from './option.ts';
import { quote } from './problem.ts';
import { isKnownState, knownStates, type KnownState } from './state.ts';
import type { Token } from './tokens.ts';

const scopes = ['here', 'mine', 'all'] as const;

/** What one word of `list` narrows it by. */
type Wish =
  | { readonly kind: 'scope'; readonly scope: ListCommand['scope'] }
  | { readonly kind: 'state'; readonly state: KnownState | 'live' }
  | { readonly kind: 'since'; readonly sinceMs: number };

/** Reads what follows `list`: a scope, a state and a time, each at most once, in any order. */
export function parseList(tokens: readonly Token[]): Parsed {
  let scope: ListCommand['scope'] | undefined;
  let state: KnownState | 'live' | undefined;
  let sinceMs: number | undefined;
  for (const token of tokens) {
    const wish = readWish(token.text.toLowerCase());
    if (wish === undefined) return { ok: false, problem: unknownWord(token) };
    switch (wish.kind) {
      case 'scope':
        if (scope !== undefined && scope !== wish.scope) return twice(scope, wish.scope);
        scope = wish.scope;
        break;
      case 'state':
        if (state !== undefined && state !== wish.state) return twice(state, wish.state);
        state = wish.state;
        break;
      case 'since':
        if (sinceMs !== undefined) return twice('a time', token.text);
        sinceMs = wish.sinceMs;
        break;
    }
  }
  const list: ListCommand = {
    verb: 'list',
    scope: scope ?? 'here',
    state: state === 'live' ? undefined : state,
    sinceMs,
  };
  return { ok: true, command: list };
}

function readWish(word: string): Wish | undefined {
  const scope = scopes.find((one) => one === word);
  if (scope !== undefined) return { kind: 'scope', scope };
  const state = readState(word);
  if (state !== undefined) return { kind: 'state', state };
  const sinceMs = parseDurationMs(word);
  return sinceMs === undefined ? undefined : { kind: 'since', sinceMs };
}

/** A state in any case, with `-` for `_`, Google's prefix, or one l in CANCELLED. */
function readState(word: string): KnownState | 'live' | undefined {
  if (word === 'live') return 'live';
  const state = word
    .toUpperCase()
    .replaceAll('-', '_')
    .replace(/^JOB_STATE_/, '')
    .replace(/^CANCEL(?=ED$|ING$)/, 'CANCELL');
  return isKnownState(state) ? state : undefined;
}

function twice(first: string, second: string): Parsed {
  return {
    ok: false,
    problem: `\`list\` can't take ${quote(second.toLowerCase())} besides ${quote(first.toLowerCase())}: keep one.`,
  };
}

function unknownWord(token: Token): string {
  const option = foreignOption(token, 'list');
  if (option !== undefined) return option;
  const known = [...scopes, 'live', ...knownStates.map((one) => one.toLowerCase())];
  const guess = didYouMean(token.text, known);
  const rule =
    ' `list` takes `here`, `mine` or `all`, a state such as `running`, and a time such as `24h`.';
  return `I can't place the word ${quote(token.text)}.${guess === '' ? rule : guess}`;
}
