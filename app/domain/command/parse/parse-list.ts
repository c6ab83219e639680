import { foreign } from '../../text/sentence.ts';
import type { CommandProblem } from './command-problem.ts';
import type { ListCommand, Parsed } from './command.ts';
import { isLabel } from '../../spec/labels.ts';
import { listScopes, type ListFilter, type ListState } from '../../job/list-filter.ts';
import { withoutLead } from './list-leads.ts';
import { readPerson, readPlain, type Narrowing } from './list-words.ts';
import { joinPairs, withoutComma, type PairRule } from './loose-pairs.ts';
import { nearest } from '../../text/nearest.ts';
import { unknownOption, isDashed } from '../../text/option.ts';
import { knownStates } from '../../job/state.ts';
import { isTemplateName } from '../../template/template-name.ts';
import { leadingDashes, type Token } from '../../text/tokens.ts';

const named: PairRule = {
  name: /^(?:template|labels?\.[\w.-]+)$/i,
  bare: /^(?:template|labels?\..+)$/i,
  isOwn: (word) => readPlain(word.toLowerCase()) !== undefined,
};

/**
 * Parses what follows `list`: words in any order. States may repeat; every other filter is given at
 * most once.
 */
export function parseList(typed: readonly Token[]): Parsed {
  return readWords(joinPairs(typed, named).flatMap(apart).flatMap(withoutLead));
}

/** Splits `failed, running` and `failed,running`: no argument of `list` contains a comma. */
function apart(token: Token): readonly Token[] {
  if (token.quoted || token.endsQuoted) return [token];
  if (!token.text.includes(',')) return [withoutMark(token)];
  if (token.text.startsWith('<') || token.text.includes('=')) return [withoutComma(token)];
  return token.text
    .split(',')
    .filter((word) => word !== '')
    .map((text) => ({ ...token, text }));
}

/**
 * `failed.`: drops the full stop only if that makes it valid, so that a problem quotes what was
 * typed.
 */
function withoutMark(token: Token): Token {
  const text = token.text.replace(/[.;!?]$/, '');
  return readPlain(text.toLowerCase()) === undefined ? token : { ...token, text };
}

function readWords(tokens: readonly Token[]): Parsed {
  let filter: Partial<ListFilter> = {};
  const states = new Set<ListState>();
  /** The word typed for each filter so far. */
  const typed = new Map<string, string>();
  for (const token of tokens) {
    const narrowing = readNarrowing(token);
    if ('problem' in narrowing) return refuse(narrowing.problem);
    if ('state' in narrowing) {
      states.add(narrowing.state);
      continue;
    }
    if ('states' in narrowing) {
      for (const state of narrowing.states) states.add(state);
      continue;
    }
    for (const name of Object.keys(narrowing.part)) {
      const before = typed.get(name);
      if (before !== undefined && before !== token.text.toLowerCase()) {
        return twice(before, token.text);
      }
      typed.set(name, token.text.toLowerCase());
    }
    filter = { ...filter, ...narrowing.part };
  }
  if (filter.scope === 'mine' && filter.owner !== undefined) {
    return refuse({ kind: 'mine-and-somebody-else' });
  }
  const command: ListCommand = {
    verb: 'list',
    scope: 'here',
    ...filter,
    ...(states.size === 0 ? {} : { states: [...states] }),
  };
  return { ok: true, command };
}

function readNarrowing(token: Token): Narrowing {
  return (
    readPlain(token.text.toLowerCase()) ??
    readPerson(token.text) ??
    readLabel(token) ??
    readOption(token)
  );
}

/** Parses `label.team=vision`. */
function readLabel({ text }: Token): Narrowing | undefined {
  const [, key, value] = /^[-–—−]*labels?\.([^=]*)=(.*)$/i.exec(text) ?? [];
  if (key === undefined || value === undefined) return undefined;
  if (isLabel(key, value)) return { part: { label: { key, value } } };
  return { problem: { kind: 'list-label-impossible', typed: foreign(text) } };
}

/** Parses `template=resnet-train`; otherwise returns the problem with the word. */
function readOption(token: Token): Narrowing {
  const { pair } = token;
  if (pair?.key.toLowerCase() !== 'template') return { problem: unknownWord(token) };
  const template = pair.value;
  if (isTemplateName(template)) return { part: { template } };
  return { problem: { kind: 'list-template-impossible', typed: foreign(pair.value) } };
}

function twice(first: string, second: string): Parsed {
  return refuse({
    kind: 'list-filter-twice',
    first: foreign(first.toLowerCase()),
    second: foreign(second.toLowerCase()),
  });
}

const refuse = (problem: CommandProblem): Parsed => ({ ok: false, problem });

const optionNames = ['template', 'label'] as const;

function unknownWord(token: Token): CommandProblem {
  const option = unknownOption(token, 'list');
  if (option !== undefined) return option;
  const { text, pair } = token;
  if (pair !== undefined || isDashed(token) || /^[^=.]*\.[^=]*=/.test(text)) {
    const [name = ''] = (pair?.key ?? text.replace(leadingDashes, '')).split(/[.=]/);
    return { kind: 'no-such-filter', name: foreign(name), near: nearest(name, optionNames) };
  }
  const known = [...listScopes, 'live', ...knownStates.map((one) => one.toLowerCase())];
  return { kind: 'word-not-placed', word: foreign(text), near: nearest(text, known), rule: 'list' };
}
