import type { ListCommand, Parsed } from './command.ts';
import { parseDurationMs } from './duration.ts';
import { isLabel } from './labels.ts';
import { listScopes, type ListFilter, type ListState } from './list-filter.ts';
import { joinPairs, withoutComma, type PairRule } from './loose-pairs.ts';
import { guessAt } from './nearest.ts';
import { foreignOption, isDashed } from './option.ts';
import { isKnownState, isTerminal, knownStates } from './state.ts';
import { isTemplateName } from './template-name.ts';
import { foreign, sentence, together, type Sentence } from './sentence.ts';
import { leadingDashes, type Token } from './tokens.ts';

/** What one word of `list` narrows it by: a part of the filter, how a second one of its kind is told, or what is wrong with it. */
type Wish =
  | { readonly part: Partial<ListFilter> }
  | { readonly state: ListState }
  | { readonly states: readonly ListState[] }
  | { readonly problem: Sentence };

const named: PairRule = {
  name: /^(?:template|labels?\.[\w.-]+)$/i,
  bare: /^(?:template|labels?\..+)$/i,
  isOwn: (word) => readPlain(word.toLowerCase()) !== undefined,
};

/** Reads what follows `list`: words in any order, states as many as are wanted, anything else once. */
export function parseList(typed: readonly Token[]): Parsed {
  return readWords(joinPairs(typed, named).flatMap(apart));
}

/** `failed, running` and `failed,running`: nothing here has a comma in it. */
function apart(token: Token): readonly Token[] {
  if (token.quoted || token.endsQuoted || !token.text.includes(',')) return [token];
  if (token.text.startsWith('<') || token.text.includes('=')) return [withoutComma(token)];
  return token.text
    .split(',')
    .filter((word) => word !== '')
    .map((text) => ({ ...token, text }));
}

function readWords(tokens: readonly Token[]): Parsed {
  let filter: Partial<ListFilter> = {};
  const states = new Set<ListState>();
  /** What was typed for each part so far. */
  const typed = new Map<string, string>();
  for (const token of tokens) {
    const wish = readWish(token);
    if ('problem' in wish) return refuse(wish.problem);
    if ('state' in wish) {
      states.add(wish.state);
      continue;
    }
    if ('states' in wish) {
      for (const state of wish.states) states.add(state);
      continue;
    }
    for (const name of Object.keys(wish.part)) {
      const before = typed.get(name);
      if (before !== undefined && before !== token.text.toLowerCase()) {
        return twice(before, token.text);
      }
      typed.set(name, token.text.toLowerCase());
    }
    filter = { ...filter, ...wish.part };
  }
  if (filter.scope === 'mine' && filter.owner !== undefined) {
    return refuse(
      sentence`\`mine\` are your own, so \`list\` can’t take somebody else’s besides: leave out one.`,
    );
  }
  const command: ListCommand = {
    verb: 'list',
    scope: 'here',
    ...filter,
    ...(states.size === 0 ? {} : { states: [...states] }),
  };
  return { ok: true, command };
}

function readWish(token: Token): Wish {
  return (
    readPlain(token.text.toLowerCase()) ??
    readPerson(token.text) ??
    readLabel(token) ??
    readOption(token)
  );
}

/** Whose, which state, or since when. */
function readPlain(word: string): Wish | undefined {
  const scope = listScopes.find((one) => one === word);
  if (scope !== undefined) return { part: { scope } };
  const state = readState(word);
  if (state !== undefined) return { state };
  const several = stateWords.get(word);
  if (several !== undefined) return { states: several };
  const sinceMs = timeWords.get(word) ?? parseDurationMs(word);
  return sinceMs === undefined ? undefined : { part: { sinceMs } };
}

const ended = knownStates.filter(isTerminal);

/** What people call states. */
const stateWords: ReadonlyMap<string, readonly ListState[]> = new Map<string, readonly ListState[]>(
  [
    ['done', ended],
    ['finished', ended],
    ['ended', ended],
    ['over', ended],
    ['failures', ['FAILED']],
    ['errors', ['FAILED']],
    ['success', ['SUCCEEDED']],
    ['successful', ['SUCCEEDED']],
    ['active', ['live']],
    ['alive', ['live']],
    ['waiting', ['QUEUED', 'PENDING']],
    ['stopped', ['CANCELLED']],
  ],
);

const dayMs = 24 * 60 * 60_000;

/** Times by their names: as long before now as their word is long. */
const timeWords: ReadonlyMap<string, number> = new Map([
  ['today', dayMs],
  ['yesterday', 2 * dayMs],
  ['week', 7 * dayMs],
]);

/** A state in any case, with `-` for `_`, Google's prefix, or one l in CANCELLED. */
function readState(word: string): ListState | undefined {
  if (word === 'live') return 'live';
  const state = word
    .toUpperCase()
    .replaceAll('-', '_')
    .replace(/^JOB_STATE_/, '')
    .replace(/^CANCEL(?=ED$|ING$)/, 'CANCELL');
  return isKnownState(state) ? state : undefined;
}

/** Somebody as Slack writes them, where they are chosen from what it offers; else it leaves the bare name. */
function readPerson(text: string): Wish | undefined {
  const [, owner] = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(text) ?? [];
  if (owner !== undefined) return { part: { owner } };
  if (!text.startsWith('@')) return undefined;
  return {
    problem: sentence`I can’t tell whom ${foreign(text)} names: choose the name from what Slack offers while you type it, as in \`list @ana\`.`,
  };
}

/** `label.team=vision`. */
function readLabel({ text }: Token): Wish | undefined {
  const [, key, value] = /^[-–—−]*labels?\.([^=]*)=(.*)$/i.exec(text) ?? [];
  if (key === undefined || value === undefined) return undefined;
  if (isLabel(key, value)) return { part: { label: { key, value } } };
  return {
    problem: sentence`${foreign(text)} can’t be on any job: labels are lowercase letters, digits, _ and -, as in \`label.team=vision\`.`,
  };
}

/** `template=resnet-train`, or the sentence about a word that is nothing. */
function readOption(token: Token): Wish {
  const { pair } = token;
  if (pair?.key.toLowerCase() !== 'template') return { problem: unknownWord(token) };
  const template = pair.value;
  if (isTemplateName(template)) return { part: { template } };
  return {
    problem: sentence`${foreign(pair.value)} can’t be a template’s name: write \`template=<name>\` with a name that \`template list\` has.`,
  };
}

function twice(first: string, second: string): Parsed {
  return refuse(
    sentence`\`list\` can’t take ${foreign(second.toLowerCase())} besides ${foreign(first.toLowerCase())}: keep one.`,
  );
}

const refuse = (problem: Sentence): Parsed => ({ ok: false, problem });

const optionNames = ['template', 'label'] as const;

function unknownWord(token: Token): Sentence {
  const option = foreignOption(token, 'list');
  if (option !== undefined) return option;
  const { text, pair } = token;
  if (pair !== undefined || isDashed(token) || /^[^=.]*\.[^=]*=/.test(text)) {
    const [name = ''] = (pair?.key ?? text.replace(leadingDashes, '')).split(/[.=]/);
    return together(
      sentence`\`list\` takes no ${foreign(name)}.`,
      guessAt(name, optionNames) ??
        sentence`It takes \`template=<name>\` and \`label.<key>=<value>\`.`,
    );
  }
  const known = [...listScopes, 'live', ...knownStates.map((one) => one.toLowerCase())];
  return together(
    sentence`I can’t place the word ${foreign(text)}.`,
    guessAt(text, known) ??
      sentence`\`list\` takes \`here\`, \`mine\` or \`all\`, states such as \`running\`, a time such as \`24h\`, \`template=<name>\` and \`label.<key>=<value>\`.`,
  );
}
