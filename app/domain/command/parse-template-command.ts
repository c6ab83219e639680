import type { Parsed, TemplateCommand } from './command.ts';
import { readJobReference } from '../job/job-reference.ts';
import { joinPairs, type PairRule } from './loose-pairs.ts';
import { guessAt, nearest } from '../text/nearest.ts';
import { unknownOption, isDashed } from '../text/option.ts';
import { readReason } from '../text/reason.ts';
import { isSavedName, readVersion, savedNameRule } from '../template/template-save.ts';
import { foreign, sentence, together, type Sentence } from '../text/sentence.ts';
import { isTemplateName } from '../template/template-name.ts';
import { readToken, tokenize, type Token } from '../text/tokens.ts';

const actions = ['list', 'show', 'save', 'edit', 'history', 'restore', 'delete'] as const;
type Action = (typeof actions)[number];

const aliases: ReadonlyMap<string, Action> = new Map([
  ['ls', 'list'],
  ['diff', 'history'],
]);

/** The usage of each action, after the slash command and `template`. */
const usage: Readonly<Record<Action, string>> = {
  list: 'list',
  show: 'show <template> [version]',
  save: 'save <template> [from <job>]',
  edit: 'edit <template>',
  history: 'history <template> [version [version] | before version]',
  restore: 'restore <template> <version> [note]',
  delete: 'delete <template> [note]',
};

/** Parses what follows `template`: an action and a template. Alone, it lists the templates. */
export function parseTemplateCommand(command: string, clean: string, from: number): Parsed {
  const begin = readToken(clean, from);
  if (begin.kind === 'unclosed') return refuse(begin.problem);
  if (begin.kind === 'end') return accept({ action: 'list' });
  const word = begin.token;
  const typed = word.text.toLowerCase();
  const action = actions.find((one) => one === typed) ?? aliases.get(typed);
  // What follows these is prose, which may contain any quotes and words.
  const read =
    action === 'delete' || action === 'restore'
      ? readLead(clean, word.end, action === 'delete' ? 1 : 2)
      : readAll(clean, word.end);
  if (!read.ok) return refuse(read.problem);
  const option = [word, ...read.tokens]
    .map((token) => unknownOption(token, 'template'))
    .find((one) => one);
  if (option !== undefined) return refuse(option);
  const [first, ...others] = read.tokens;
  const rest = joinPairs(others, named).flatMap(apart);
  if (action === undefined && read.tokens.length === 0 && isName(word, typed)) {
    return accept({ action: 'show', name: word.text });
  }
  if (action === undefined) {
    const guess = guessAt(typed, [...actions, ...aliases.keys()]);
    const rule = sentence`After \`${command} template\` comes ${actions.join(', ')}.`;
    return refuse(together(sentence`I can’t place the word ${foreign(word.text)}.`, guess ?? rule));
  }
  const written = sentence`\`${command} template ${usage[action]}\``;
  if (action === 'list') return first === undefined ? accept({ action }) : extra(action, first);
  const name = first?.text.trim() ?? '';
  if (name === '') return refuse(sentence`Which template? Write ${written}.`);
  return parseRest(action, name, { rest, prose: read.prose, written });
}

const named: PairRule = { name: /^(?:from|before|version|v)$/i, bare: /^(?:version|v)$/i };

/** `from=a3f9` and `from: a3f9` mean `from a3f9`; `version 3` means `3`. */
function apart(token: Token): readonly Token[] {
  const { pair } = token;
  if (pair === undefined || !named.name.test(pair.key)) return [token];
  const value = { ...token, text: pair.value, pair: undefined };
  return /^v/i.test(pair.key) ? [value] : [{ ...value, text: pair.key }, value];
}

/**
 * `template hello` and `template vision/train` show a template, unless the word is a mistyped
 * action.
 */
function isName(token: Token, typed: string): boolean {
  return !isDashed(token) && isTemplateName(token.text) && nearest(typed, actions) === undefined;
}

type Rest = {
  readonly rest: readonly Token[];
  /** The prose after the arguments. */
  readonly prose: string;
  /** The command's usage. */
  readonly written: Sentence;
};

type Lead =
  | { readonly ok: true; readonly tokens: readonly Token[]; readonly prose: string }
  | { readonly ok: false; readonly problem: Sentence };

function readAll(clean: string, from: number): Lead {
  const read = tokenize(clean, from);
  return read.ok ? { ...read, prose: '' } : read;
}

function readLead(clean: string, from: number, most: number): Lead {
  const tokens: Token[] = [];
  let end = from;
  while (tokens.length < most) {
    const next = readToken(clean, end);
    if (next.kind === 'unclosed') return { ok: false, problem: next.problem };
    if (next.kind === 'end') break;
    tokens.push(next.token);
    ({ end } = next.token);
  }
  return { ok: true, tokens, prose: clean.slice(end) };
}

function parseRest(
  action: Exclude<Action, 'list'>,
  name: string,
  { rest, prose, written }: Rest,
): Parsed {
  switch (action) {
    case 'edit':
      return rest[0] === undefined ? accept({ action, name }) : extra(action, rest[0]);
    case 'save':
      return parseSave(name, rest, written);
    case 'history':
      return rest[0]?.text.toLowerCase() === 'before'
        ? parseOlder(name, rest.slice(1), written)
        : parseVersions(action, name, rest, written);
    case 'show':
      return parseVersions(action, name, rest, written);
    case 'restore': {
      const [version] = rest;
      if (version === undefined) return refuse(sentence`Which version? Write ${written}.`);
      const number = readVersion(version.text);
      if (number === undefined) return refuse(notVersion(version));
      return accept({ action, name, number, note: readReason(prose) });
    }
    case 'delete': {
      const note = readReason(prose);
      const [first = ''] = note?.split(/\s+/) ?? [];
      if (readVersion(first) !== undefined) {
        return refuse(
          sentence`\`template delete\` takes the whole template away, not one version: leave ${foreign(first)} out.`,
        );
      }
      return accept({ action, name, note });
    }
  }
}

function parseSave(name: string, rest: readonly Token[], written: Sentence): Parsed {
  if (!isSavedName(name)) {
    return refuse(
      sentence`A template can’t be called ${foreign(name)}: its name must be ${savedNameRule}.`,
    );
  }
  const [from, job, more] = rest;
  if (from === undefined) return accept({ action: 'save', name });
  if (from.text.toLowerCase() !== 'from') return extra('save', from);
  if (job === undefined || job.text.trim() === '') {
    return refuse(sentence`From which job? Write ${written}.`);
  }
  return more === undefined
    ? accept({ action: 'save', name, from: readJobReference(job.text) })
    : extra('save', more);
}

function parseVersions(
  action: 'show' | 'history',
  name: string,
  words: readonly Token[],
  written: Sentence,
): Parsed {
  const most = action === 'show' ? 1 : 2;
  const surplus = words[most];
  if (surplus !== undefined) return extra(action, surplus);
  const numbers: number[] = [];
  for (const word of words) {
    const number = readVersion(word.text);
    if (number === undefined) return refuse(sentence`${notVersion(word)} Write ${written}.`);
    numbers.push(number);
  }
  const [before, after] = numbers;
  return action === 'show'
    ? accept({ action, name, number: before })
    : accept({ action, name, before, after });
}

function parseOlder(name: string, [version, more]: readonly Token[], written: Sentence): Parsed {
  if (version === undefined) return refuse(sentence`Before which version? Write ${written}.`);
  if (more !== undefined) return extra('history', more);
  const olderThan = readVersion(version.text);
  return olderThan === undefined
    ? refuse(notVersion(version))
    : accept({ action: 'history', name, olderThan });
}

function notVersion({ text }: Token): Sentence {
  return sentence`${foreign(text)} is no version: versions are written v1, v2 and so on.`;
}

function extra(action: Action, { text }: Token): Parsed {
  return refuse(
    sentence`\`template ${action}\` can’t use the word ${foreign(text)}: leave it out.`,
  );
}

type OneOf<T> = T extends unknown ? Omit<T, 'verb'> : never;

const refuse = (problem: Sentence): Parsed => ({ ok: false, problem });
const accept = (command: OneOf<TemplateCommand>): Parsed => ({
  ok: true,
  command: { verb: 'template', ...command },
});
